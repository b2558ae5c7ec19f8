// Attention of the reference table: one query, one head, one position at a time.
#include "kernels/reference_attention.h"
#include <cmath>
#include <limits>
#include "kernels/float_rules.h"

namespace dragoman::kernels {
namespace {

/// Softmax numerators of one query and head into e[0..S); returns 1 / sum.
float softmax(const float* q, const float* keys_t, const KeysValues& kv, float* e) {
  const float factor = 1.0f / std::sqrt(static_cast<float>(kv.head_dim));
  float top = -std::numeric_limits<float>::infinity();
  for (int s = 0; s < kv.length; ++s) {
    float dot = 0;
    for (int d = 0; d < kv.head_dim; ++d) dot = std::fma(q[d], keys_t[d * kv.padded() + s], dot);
    e[s] = dot * factor;
    top = e[s] > top ? e[s] : top;
  }
  float sums[kLanes] = {};
  for (int s = 0; s < kv.length; ++s) {
    e[s] = reference_exp(e[s] - top);
    sums[s % kLanes] += e[s];
  }
  return 1.0f / join_lanes(sums);
}

}  // namespace

float reference_exp(float x) {
  if (!(x >= kExpZero)) return 0;
  const float n = std::nearbyint(x * kLog2E);
  const float r = std::fma(-n, kLn2Low, std::fma(-n, kLn2High, x));
  float p = kExp6;
  p = std::fma(p, r, kExp5);
  p = std::fma(p, r, kExp4);
  p = std::fma(p, r, kExp3);
  p = std::fma(p, r, kExp2);
  return std::ldexp(std::fma(p, r * r, r) + 1.0f, static_cast<int>(n));
}

void reference_pack_keys_values(const float* keys, std::size_t keys_stride, const float* values,
                                std::size_t values_stride, int length, int heads, int head_dim, float* keys_t,
                                float* values_out) {
  const int padded = round_up(length, kLanes), head_padded = round_up(head_dim, kLanes);
  for (int h = 0; h < heads; ++h) {
    for (int d = 0; d < head_dim; ++d)
      for (int s = 0; s < padded; ++s) *keys_t++ = s < length ? keys[s * keys_stride + h * head_dim + d] : 0;
    for (int s = 0; s < length; ++s)
      for (int d = 0; d < head_padded; ++d)
        *values_out++ = d < head_dim ? values[s * values_stride + h * head_dim + d] : 0;
  }
}

void reference_attention(const float* queries, std::size_t q_stride, int rows, const KeysValues& kv, float* out,
                         std::size_t out_stride, int weights_head, float* weights, float* scratch) {
  for (int m = 0; m < rows; ++m) {
    for (int h = 0; h < kv.heads; ++h) {
      const float* keys_t = kv.keys_t + static_cast<std::size_t>(h) * kv.head_dim * kv.padded();
      const float* values = kv.values + static_cast<std::size_t>(h) * kv.length * kv.head_padded();
      const float inv = softmax(queries + m * q_stride + h * kv.head_dim, keys_t, kv, scratch);
      for (int d = 0; d < kv.head_dim; ++d) {
        float sum = 0;
        for (int s = 0; s < kv.length; ++s) sum = std::fma(scratch[s], values[s * kv.head_padded() + d], sum);
        out[m * out_stride + h * kv.head_dim + d] = sum * inv;
      }
      if (weights && h == weights_head)
        for (int s = 0; s < kv.length; ++s) weights[static_cast<std::size_t>(m) * kv.length + s] = scratch[s] * inv;
    }
  }
}

}  // namespace dragoman::kernels
