#!/bin/bash
# The sample article as `make run` prints it: every line there, in its place, translated, and the notice between the
# caption and the text, word for word.
set -u
cd "$(dirname "$0")/.." || exit 1
article=samples/article.en.txt
label='Beta V.1.0 - Powered by automated translation'
passed=0 failed=0
out=$(mktemp)
trap 'rm -f "$out"' EXIT

check() { # check WHAT COMMAND...
  local what=$1
  shift
  if "$@"; then passed=$((passed + 1)) && echo "ok: $what"; else failed=$((failed + 1)) && echo "FAILED: sample: $what"; fi
}
same_shape() { # blank where the original is blank, and only there
  diff <(sed 's/..*/text/' "$article") <(sed 's/..*/text/' "$out")
}
all_translated() { # no line but the notice is the same in both
  [ "$(grep -Fxf <(grep . "$article") "$out")" = "$label" ]
}
numbers_kept() { # plain numbers of the original that no language writes in another way
  local number
  for number in 19 2025 412 1988 2016 2023 1974 600; do
    grep -qw -- "$number" "$out" || { echo "the number $number is lost" && return 1; }
  done
}
short_line_first() { [ "$(sed -n 6p "$out")" = "$label" ] && [ -n "$(sed -n 5p "$out")" ] && [ -z "$(sed -n 7p "$out")" ]; }

check "make run prints a translation, wherever DRAGOMAN_MODELS points" eval 'DRAGOMAN_MODELS=/nonexistent make -s --no-print-directory run SETUP=no >"$out"'
check "each line of the article has its line, blank lines where they were" same_shape
check "the notice stands between the caption and the text, word for word" short_line_first
check "every other line is translated" all_translated
check "numbers are kept" numbers_kept
echo "counts: $passed $failed 0"
[ "$failed" -eq 0 ]
