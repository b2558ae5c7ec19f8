// The tables of this build, one per file, and whether the CPU has what each needs. For choose.cc and the tests.
#pragma once
#include "kernels/kernels.h"

namespace dragoman::kernels {

extern const Kernels kReferenceKernels;   // reference.cc
extern const Kernels kAvx2Kernels;        // avx2.cc: AVX2 and FMA
extern const Kernels kAvxVnniKernels;     // avxvnni.cc: AVX2, FMA and AVX-VNNI
extern const Kernels kAvx512VnniKernels;  // avx512vnni.cc: the above with AVX-512 F, BW, VL and VNNI
extern const Kernels kAmxKernels;         // amx.cc: the above with AMX tiles of int8
extern const Kernels kNeonKernels;        // neon.cc: ARMv8.2 dot product

}  // namespace dragoman::kernels
