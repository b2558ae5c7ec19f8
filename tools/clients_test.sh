#!/bin/bash
# Real LibreTranslate and DeepL clients against `dragoman serve`: see tests/clients/clients_test.py. Needs once the packages that
# tests/clients/requirements.txt pins; without them the test is skipped, and says so.
set -u
cd "$(dirname "$0")/.." || exit 1
skip() {
  echo "SKIPPED: clients: $*"
  echo "counts: 0 0 1"
  exit 0
}
python=.venv-clients/bin/python
stamp=.venv-clients/$(cksum <tests/clients/requirements.txt | cut -d' ' -f1).stamp
if [ ! -e "$stamp" ]; then
  { python3 -m venv .venv-clients && $python -m pip install -q -r tests/clients/requirements.txt; } >build/test-results/clients.pip 2>&1 ||
    skip "pip could not fetch the packages of tests/clients/requirements.txt (see build/test-results/clients.pip)"
  touch "$stamp"
fi
. tools/serve_for_tests.sh
serve_for clients build/dragoman
$python tests/clients/clients_test.py "$address" "$work"
