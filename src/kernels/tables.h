// The tables of this build, one per file, and whether the CPU has what each needs. For choose.cc and the tests.
#pragma once
#include "kernels/kernels.h"

namespace dragoman::kernels {

extern const Kernels kReferenceKernels;  // reference.cc
extern const Kernels kAvx2Kernels;       // avx2.cc: AVX2 and FMA

}  // namespace dragoman::kernels
