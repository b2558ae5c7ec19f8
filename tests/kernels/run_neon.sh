#!/bin/sh
# The kernel tests on ARM: cross-compiles the kernels, the tests and googletest from source, and runs them under
# qemu-aarch64. Exit status 77 (skipped, with the reason) where a tool is missing.
#   tests/kernels/run_neon.sh [scratch folder]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-$root/build-neon}
compiler=${AARCH64_CXX:-aarch64-linux-gnu-g++}
emulator=${AARCH64_RUN:-qemu-aarch64}
gtest=${GTEST_SOURCE:-/usr/src/googletest/googletest}
for tool in "$compiler" "$emulator"; do
  command -v "$tool" >/dev/null || { echo "SKIPPED: $tool is not installed, the NEON kernels stay untested"; exit 77; }
done
[ -f "$gtest/src/gtest-all.cc" ] || { echo "SKIPPED: no googletest sources at $gtest"; exit 77; }

mkdir -p "$work"
flags="-std=c++20 -O2 -ffp-contract=off -Wall -Wextra -Werror -I$root/src -I$root/include -I$gtest/include"
[ -f "$work/gtest.o" ] || "$compiler" -std=c++20 -O1 -w -I"$gtest" -I"$gtest/include" -c "$gtest/src/gtest-all.cc" -o "$work/gtest.o"
objects=$work/gtest.o
for source in choose float_rules pack reference reference_attention neon; do
  extra=
  [ "$source" = neon ] && extra=-march=armv8.2-a+dotprod
  "$compiler" $flags $extra -c "$root/src/kernels/$source.cc" -o "$work/$source.o"
  objects="$objects $work/$source.o"
done
for test in choose equal pack platform reference; do
  "$compiler" $flags -c "$root/tests/kernels/${test}_test.cc" -o "$work/${test}_test.o"
  objects="$objects $work/${test}_test.o"
done
"$compiler" -std=c++20 -O1 -w -I"$gtest/include" -c "$gtest/src/gtest_main.cc" -o "$work/main.o"
"$compiler" -static -pthread $objects "$work/main.o" -o "$work/test_kernels"
"$emulator" "$work/test_kernels" --gtest_brief=1
# ... and no test may have been skipped: the emulated CPU has the dot product.
"$emulator" "$work/test_kernels" --gtest_filter='*Ties*neon' | grep -q 'OK.*neon'
