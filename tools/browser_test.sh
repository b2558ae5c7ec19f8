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
rm -f build/test-results/browser.db*
serve_for browser "$program" --fetch any --articles build/test-results/browser.db
# What fails is tried once more, and said: browsers on a machine that others use let a patient test down.
run() { # run PART ARGUMENT...: the counts of its last try are left in $work/PART.out
  local part=$1
  shift
  for try in first second; do
    node $folder/${part}_test.mjs "$@" | tee "$work/$part.out" | grep -v '^counts: '
    grep -qE '^counts: [0-9]+ 0 ' "$work/$part.out" && return
    [ $try = second ] || echo "RETRIED: browser: $part"
  done
}
run reader "$address" "$work/data"
run stored "$address"
run widget "$address" "$work/data"
run widget_more "$address" "$work/data"
# The desk's have servers of their own.
run desk "$(realpath "$program")"
run desk_care "$(realpath "$program")"
cat "$work"/*.out | awk -v parts=6 '/^counts: / { ++done; p += $2; f += $3; s += $4 } END { print "counts:", p + 0, f + (parts - done), s + 0; exit f > 0 || done < parts }'
