// Shared by the kernel benchmarks: a clock and the tables they print.
#pragma once
#include <functional>
#include "kernels/kernels.h"

namespace dragoman::kernels {

/// Median CPU seconds of one call of `work`, over several short runs: other work on the machine hardly shows.
double seconds(const std::function<void()>& work);

/// int8 matmul, GMAC/s for layer shapes and row counts. `quick`: only the shapes of one small model.
void print_int8(const Kernels& kernels, bool quick);
/// Float kernels and packing, microseconds.
void print_float(const Kernels& kernels);

}  // namespace dragoman::kernels
