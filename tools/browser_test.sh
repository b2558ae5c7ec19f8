#!/bin/bash
# What the public and its editors see, in a real browser: see tests/browser/*_test.mjs. Needs Debian's Chromium, Node.js 20 or newer with npm (from
# the system), and once the packages that tests/browser/package-lock.json pins; without them the test is skipped, and says
# so.
set -u
cd "$(dirname "$0")/.." || exit 1
skip() {
  echo "SKIPPED: browser: $*"
  echo "counts: 0 0 1"
  exit 0
}
folder=tests/browser
program=${DRAGOMAN_PROGRAM:-build/dragoman}
command -v "${CHROMIUM:-chromium}" >/dev/null || skip "Chromium is not there (make setup installs it)"
command -v node >/dev/null && command -v npm >/dev/null || skip "Node.js and npm are not there"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || skip "Node.js is older than 20"
mkdir -p build/test-results
if [ ! -d $folder/node_modules/playwright-core ] || [ ! -d $folder/node_modules/axe-core ]; then
  npm ci --prefix $folder --no-audit --no-fund --ignore-scripts >build/test-results/browser.npm 2>&1 ||
    skip "npm could not fetch the packages of $folder (see build/test-results/browser.npm)"
fi
. tools/serve_for_tests.sh
serve_for browser "$program" --fetch any
parts=4
for part in reader widget; do
  node $folder/${part}_test.mjs "$address" "$work/data" | tee "$work/$part.out" | grep -v '^counts: '
done
# The desk's have servers of their own.
for part in desk desk_care; do
  node $folder/${part}_test.mjs "$(realpath "$program")" | tee "$work/$part.out" | grep -v '^counts: '
done
cat "$work"/*.out | awk -v parts=$parts '/^counts: / { ++done; p += $2; f += $3; s += $4 } END { print "counts:", p + 0, f + (parts - done), s + 0; exit f > 0 || done < parts }'
