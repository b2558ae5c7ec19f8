#!/bin/bash
# Real LibreTranslate and DeepL clients against `dragoman serve`: see tests/clients/clients_test.py and clients.mjs; and what compilers say of the
# widget's types and the WordPress plug-in: shipped.mjs. Needs once the packages
# that tests/clients/requirements.txt and package-lock.json pin; a part without them is skipped, and says so.
set -u
cd "$(dirname "$0")/.." || exit 1
passed=0 failed=0 skipped=0
skip() {
  echo "SKIPPED: clients: $*"
  skipped=$((skipped + 1))
}
# Runs a part, shows what it says, and adds up its counts; a part that ends without any has failed.
part() {
  local said counts
  said=$("$@" 2>&1)
  grep -v '^counts: ' <<<"$said"
  counts=$(sed -n 's/^counts: //p' <<<"$said")
  [ -n "$counts" ] || { echo "FAILED: clients: $1 $2 ended without counts" && counts="0 1 0"; }
  read -r p f s <<<"$counts"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}
mkdir -p build/test-results
. tools/serve_for_tests.sh
serve_for clients build/dragoman

python=.venv-clients/bin/python
stamp=.venv-clients/$(cksum <tests/clients/requirements.txt | cut -d' ' -f1).stamp
if [ ! -e "$stamp" ]; then
  { python3 -m venv .venv-clients && $python -m pip install -q -r tests/clients/requirements.txt; } >build/test-results/clients.pip 2>&1 &&
    touch "$stamp"
fi
if [ -e "$stamp" ]; then
  part $python tests/clients/clients_test.py "$address" "$work"
else
  skip "pip could not fetch the packages of tests/clients/requirements.txt (see build/test-results/clients.pip)"
fi

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  skip "Node.js and npm are not there"
elif { [ -d tests/clients/node_modules/deepl-node ] && [ -d tests/clients/node_modules/typescript ]; } ||
  npm ci --prefix tests/clients --no-audit --no-fund --ignore-scripts >build/test-results/clients.npm 2>&1; then
  part node tests/clients/clients.mjs "$address" "$work"
  part node tests/clients/shipped.mjs
else
  skip "npm could not fetch the packages of tests/clients (see build/test-results/clients.npm)"
fi
echo "counts: $passed $failed $skipped"
