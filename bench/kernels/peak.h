// What the multipliers of this CPU can do with int8 when nothing has to be loaded: the ceiling for int8_bench.cc.
#pragma once

namespace dragoman::kernels {

/// GMAC/s of vpmaddubsw + vpmaddwd + vpaddd; 0 where the CPU has no AVX2.
double peak_plain();
/// GMAC/s of four vpmaddubsw added in 16 bits, then one vpmaddwd + vpaddd; 0 where the CPU has no AVX2.
double peak_safe();

}  // namespace dragoman::kernels
