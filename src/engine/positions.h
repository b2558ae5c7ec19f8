// Positions: the sinusoidal position table of Marian's transformer (all sines, then all cosines; Vaswani et al. 2017,
// section 3.5, with the divisor D/2 - 1).
#pragma once
#include <cstddef>

namespace dragoman::engine {

/// Fills table [count][dim] (dim even): table[t][i] = sin(t w_i), table[t][dim/2 + i] = cos(t w_i) with
/// w_i = 10000^(-i / (dim/2 - 1)). Uses only additions and multiplications in double, no libm: the table, and with it
/// every translation, is the same on every CPU and C library.
void fill_positions(float* table, std::size_t count, int dim);

}  // namespace dragoman::engine
