// The intrinsics of the VNNI files. The tests build those files once more with DRAGOMAN_EMULATE: then SIMDe stands in
// for the instructions that a CPU lacks, under the same names.
#pragma once
#if defined(DRAGOMAN_EMULATE)
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>
#include <simde/x86/fma.h>
#else
#include <immintrin.h>
#endif
