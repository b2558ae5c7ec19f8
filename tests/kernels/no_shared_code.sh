#!/bin/sh
# Objects compiled for one instruction set must not offer functions that the linker could pick for other files: an
# inline function compiled with AVX2 flags would then crash an older CPU. So: no weak or unique symbols in them.
#   no_shared_code.sh nm object...
set -eu
nm=$1
shift
checked=0
bad=0
for object in "$@"; do
  case $object in
    *amx*.o | *avx*.o | *neon*.o) ;;
    *) continue ;;
  esac
  checked=$((checked + 1))
  found=$("$nm" -C --defined-only "$object" | grep -E ' [VWuw] ' || true)
  if [ -n "$found" ]; then
    echo "$object shares code with files built for other CPUs:"
    echo "$found"
    bad=1
  fi
done
[ "$checked" -gt 0 ] || { echo "no object of an instruction set was given"; exit 1; }
exit $bad
