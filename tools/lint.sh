#!/bin/bash
# clang-tidy over src/ and apps/, a room at a time, with the checks of .clang-tidy; FILES=changed: only rooms that differ
# from main; DEEP=yes: the static analyzer too, at four times the time.
set -eu
cd "$(dirname "$0")/.."
command -v run-clang-tidy-14 >/dev/null || {
  echo "lint: clang-tidy-14 is missing; run 'make setup'" >&2
  exit 1
}
# Configured for clang, so that every flag in the commands is one it knows; nothing is built.
mkdir -p build-lint
cmake --preset lint >build-lint/configure.log 2>&1 || {
  cat build-lint/configure.log >&2
  exit 1
}
files=(/src/ /apps/)
if [ "${FILES:-all}" = changed ]; then
  mapfile -t files < <({ git diff --name-only main; git ls-files -o --exclude-standard; } | sort -u |
    sed -nE 's#^((src|apps)/[^/]+)/.*\.(cc|h)$#/\1/#p' | sort -u)
  [ ${#files[@]} -gt 0 ] || { echo "lint: no changed room"; exit 0; }
fi
deep=()
[ "${DEEP:-no}" = no ] || deep=("-checks=clang-analyzer-*")
if run-clang-tidy-14 "${deep[@]}" -p build-lint -j "${JOBS:-2}" -quiet "${files[@]}" >build-lint/tidy.log 2>&1; then
  echo "lint: clang-tidy has nothing to say"
  exit 0
fi
sed 's/\x1b\[[0-9;]*m//g' build-lint/tidy.log | grep -E -A4 '(warning|error): ' | grep -v '^--$' | awk '!seen[$0]++' | head -200
echo "lint: clang-tidy found the above (all of it: build-lint/tidy.log)" >&2
exit 1
