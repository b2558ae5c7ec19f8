// Reference attention and the scalar exp that it shares with the rest of the reference table.
#pragma once
#include <cstddef>
#include "kernels/kernels.h"

namespace dragoman::kernels {

/// exp(x) for x <= 0, as float_rules.h says.
float reference_exp(float x);

/// The partial sums of a reduction, joined in the fixed order.
inline float join_lanes(const float (&p)[kLanes]) {
  return ((p[0] + p[4]) + (p[2] + p[6])) + ((p[1] + p[5]) + (p[3] + p[7]));
}

void reference_pack_keys_values(const float* keys, std::size_t keys_stride, const float* values,
                                std::size_t values_stride, int length, int heads, int head_dim, float* keys_t,
                                float* values_out);
void reference_attention(const float* queries, std::size_t q_stride, int rows, const KeysValues& kv, float* out,
                         std::size_t out_stride, int weights_head, float* weights, float* scratch);

}  // namespace dragoman::kernels
