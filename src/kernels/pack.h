// Packing: from the plain matrices of a model file to the order that kernels read (kernels.h, PackedInt8, PackedFloat).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>
#include "kernels/kernels.h"

namespace dragoman::kernels {

/// Bytes that pack_int8 needs behind one pointer, 64-byte aligned parts.
std::size_t packed_int8_bytes(int inputs, int outputs);

/// Packs weights that lie as [N][K] (output-major, `row(n)` gives column n's K weights) into `memory`
/// (packed_int8_bytes, 64-byte aligned) and returns the view. `bias` may be null. Weights are -127..127.
/// `rows`: N pointers to K weights each; so several matrices can be joined and a shortlist gathered.
/// Fast enough to run once per sentence for the shortlist (about 1,000 rows of 256 to 512 inputs). K is at most
/// 16 * 65535 (the chunk index is 16 bits).
PackedInt8 pack_int8(std::span<const std::int8_t* const> rows, int inputs, const float* unscale_per_row,
                     const float* bias, ChunkOrder order, void* memory);

/// Bytes that pack_float and pack_float_rows need.
std::size_t packed_float_bytes(int inputs, int outputs);
/// Weights as [K][N] row-major, `stride` floats from input to input.
PackedFloat pack_float(const float* weights, std::size_t stride, int inputs, int outputs, const float* bias,
                       void* memory);
/// The same from [N][K] rows.
PackedFloat pack_float_rows(std::span<const float* const> rows, int inputs, const float* bias, void* memory);

}  // namespace dragoman::kernels
