#!/bin/sh
# format.sh --check names the C++ files that differ from the house format (.clang-format); --fix rewrites them.
set -eu
cd "$(dirname "$0")/.."
clang_format=$(command -v clang-format-14) || {
  echo "format: clang-format-14 is missing; run 'make setup'" >&2
  exit 1
}
files() {
  for folder in include src apps tests fuzz bench samples; do
    if [ -d "$folder" ]; then find "$folder" -type f \( -name '*.h' -o -name '*.cc' \) -print0; fi
  done
}
case ${1:---check} in
  --fix) files | xargs -0 -r "$clang_format" -i ;;
  --check)
    if ! files | xargs -0 -r -P "${JOBS:-2}" -n 16 "$clang_format" --dry-run --Werror; then
      echo "format: the lines above differ from the house format; run 'make format'" >&2
      exit 1
    fi
    echo "format: every file is in the house format"
    ;;
  *) echo "usage: format.sh --check | --fix" >&2; exit 2 ;;
esac
