#!/bin/bash
# What reader modes, link previews and feed readers take from a translated page: see tests/extract/extract.js. Needs Node.js with
# npm (from the system), and once the packages that tests/extract/package-lock.json pins; without them the test is
# skipped, and says so.
set -u
cd "$(dirname "$0")/.." || exit 1
skip() {
  echo "SKIPPED: extract: $*"
  echo "counts: 0 0 1"
  exit 0
}
folder=tests/extract
command -v node >/dev/null && command -v npm >/dev/null || skip "Node.js and npm are not there"
if [ ! -d $folder/node_modules/@mozilla/readability ]; then
  npm ci --prefix $folder --no-audit --no-fund --ignore-scripts >build/test-results/extract.npm 2>&1 ||
    skip "npm could not fetch the packages of $folder (see build/test-results/extract.npm)"
fi
tools/build.sh release stamp_files || { echo "FAILED: extract: stamp_files does not build" && echo "counts: 0 1 0"; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/sources" "$work/stamped"
cp $folder/pages/* "$work/sources/"
shared=${DRAGOMAN_SHARED:-../shared}
if [ -d "$shared/pages/dev" ]; then
  for page in "$shared"/pages/dev/*/; do cp "$page/source.html" "$work/sources/$(basename "$page").html"; done
else
  echo "SKIPPED: extract: $shared/pages/dev is not there; own pages only"
fi
label=$(build/tests/extract/stamp_files "$work/stamped" "$work"/sources/*) ||
  { echo "FAILED: extract: stamp_files" && echo "counts: 0 1 0"; exit 1; }
node $folder/extract.js "$work/sources" "$work/stamped" "$label" 2>"$work/errors" || head -20 "$work/errors"
