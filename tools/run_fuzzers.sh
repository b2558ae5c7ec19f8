#!/bin/bash
# Runs every fuzzer of build-asan/, JOBS at a time, from its seeds (fuzz/seeds/NAME). Without more ado each tries the same
# inputs on every run (a fixed start, 20,000 of them, at most 10 s), so that the tests fail by a change and not by
# chance. With FUZZ_SECONDS=N it looks for new ones for so long, beginning with what earlier runs on this machine
# found. What makes one crash, hang or eat memory is kept in fuzz/crashers/NAME.
#   run_fuzzers.sh [NAME...]
set -u
cd "$(dirname "$0")/.." || exit 1
seconds=${FUZZ_SECONDS:-}
export ASAN_OPTIONS=${ASAN_OPTIONS:-allocator_may_return_null=0} UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}

run_one() {
  local name=$1 seconds=$2
  local program=build-asan/fuzz/fuzz_$name corpus=build-asan/corpus/$name log=build-asan/$name.log
  local crashers=fuzz/crashers/$name seeds=fuzz/seeds/$name max_len
  local length=(-max_total_time="$seconds")
  if [ -z "$seconds" ]; then
    seconds=10 corpus=build-asan/fixed/$name # what is found goes there, and is not read again
    length=(-seed=1 -runs=20000 -max_total_time=10)
    rm -rf "$corpus"
  fi
  mkdir -p "$corpus" "$crashers"
  max_len=$(sed -n 's/^\/\/ max_len: *\([0-9]*\).*/\1/p' "fuzz/$name.cc")
  [ -d "$seeds" ] || seeds=
  # The outer limit is for a fuzzer that does not stop by itself.
  if timeout -k 5 $((seconds + 180)) "$program" "${length[@]}" -timeout=20 -rss_limit_mb=3000 \
    ${max_len:+-max_len=$max_len} -print_final_stats=1 -artifact_prefix="$crashers/" "$corpus" $seeds >"$log" 2>&1; then
    rmdir "$crashers" 2>/dev/null
    echo "$name: $(sed -n 's/stat::number_of_executed_units: *//p' "$log") inputs"
    return 0
  fi
  echo "FAILED: fuzz $name; the input is in $crashers/, to see it again: $program $crashers/FILE"
  tail -60 "$log"
  return 1
}
export -f run_one

names=("$@")
if [ $# -eq 0 ]; then
  for file in fuzz/*.cc; do [ -e "$file" ] && names+=("$(basename "$file" .cc)"); done
fi
if [ ${#names[@]} -eq 0 ]; then
  echo "FAILED: there is no fuzzer in fuzz/"
  echo "counts: 0 1 0"
  exit 1
fi
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
printf '%s\n' "${names[@]}" | xargs -P "${JOBS:-2}" -I{} bash -c \
  'run_one {} "'"$seconds"'" >"$0/{}.out" 2>&1 && touch "$0/{}.passed"; cat "$0/{}.out"' "$results"
passed=$(find "$results" -name '*.passed' | wc -l)
echo "counts: $passed $((${#names[@]} - passed)) 0"
[ "$passed" -eq ${#names[@]} ]
