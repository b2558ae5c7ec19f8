// The reference table: plain scalar loops that say what every other table must compute, bit for bit (rules: kernels.h).
// Slow and obvious on purpose; it serves CPUs without any of the fast instruction sets and is what tests compare with.
#include <cmath>
#include <limits>
#include "kernels/float_rules.h"
#include "kernels/reference_attention.h"
#include "kernels/tables.h"

namespace dragoman::kernels {
namespace {

/// acc[column] of one block for one row.
void block_sums(const std::uint8_t* u, int zero_point, const PackedInt8& w, int block, std::int32_t (&acc)[kColumns]) {
  for (int n = 0; n < kColumns; ++n) acc[n] = -zero_point * w.column_sums[block * kColumns + n];
  for (int i = 0; i < w.chunks; ++i) {
    const std::size_t chunk = static_cast<std::size_t>(block) * w.chunks + i;
    const std::int8_t* q = w.data + chunk * kChunk * kColumns;
    const std::uint8_t* inputs = u + w.chunk_at[chunk] * kChunk;
    for (int group = 0; group < 4; ++group)
      for (int n = 0; n < kColumns; ++n)
        for (int k = 0; k < 4; ++k) acc[n] += inputs[4 * group + k] * q[(group * kColumns + n) * 4 + k];
  }
}

/// Calls store(m, n, value) with value = fma(float(acc), scale * unscale, bias) for every row and padded column.
template <class Store>
void matmul_each(const QuantisedRows& x, int rows, const PackedInt8& w, Store store) {
  for (int block = 0; block < w.blocks; ++block) {
    for (int m = 0; m < rows; ++m) {
      std::int32_t acc[kColumns];
      block_sums(x.data + static_cast<std::size_t>(m) * x.stride, x.zero_point, w, block, acc);
      for (int j = 0; j < kColumns; ++j) {
        const int n = block * kColumns + j;
        store(m, n, std::fma(static_cast<float>(acc[j]), x.scales[m] * w.unscale[n], w.bias[n]));
      }
    }
  }
}

void matmul(const QuantisedRows& x, int rows, const PackedInt8& w, float* y, std::size_t y_stride) {
  matmul_each(x, rows, w, [&](int m, int n, float value) { y[m * y_stride + n] = value; });
}

void matmul_relu_quantise(const QuantisedRows& x, int rows, const PackedInt8& w, float next_scale, std::uint8_t* u,
                          std::size_t u_stride) {
  matmul_each(x, rows, w, [&](int m, int n, float value) {
    const float scaled = value * next_scale;
    const float positive = scaled > 0 ? scaled : 0;
    u[m * u_stride + n] = static_cast<std::uint8_t>(std::nearbyint(positive < 127 ? positive : 127));
  });
}

void matmul_float(const float* x, std::size_t x_stride, int rows, const PackedFloat& w, float* y,
                  std::size_t y_stride) {
  for (int m = 0; m < rows; ++m)
    for (int n = 0; n < w.blocks * kColumns; ++n) {
      const float* column = w.data + static_cast<std::size_t>(n / kColumns) * w.inputs * kColumns + n % kColumns;
      float sum = w.bias[n];
      for (int k = 0; k < w.inputs; ++k) sum = std::fma(x[m * x_stride + k], column[k * kColumns], sum);
      y[m * y_stride + n] = sum;
    }
}

void quantise(const float* x, std::size_t x_stride, int rows, int width, std::uint8_t* u, std::size_t u_stride,
              float* scales) {
  for (int m = 0; m < rows; ++m) {
    const float* row = x + m * x_stride;
    std::uint8_t* to = u + m * u_stride;
    float top = 0;
    for (int i = 0; i < width; ++i) top = std::fabs(row[i]) > top ? std::fabs(row[i]) : top;
    const bool zero = top < kQuantiseZero;
    const float factor = kQuantiseTop / top;
    scales[m] = zero ? 0 : top / kQuantiseTop;
    for (std::size_t i = 0; i < u_stride; ++i) {
      float q = !zero && i < static_cast<std::size_t>(width) ? row[i] * factor : 0;
      q = q > -kQuantiseTop ? q : -kQuantiseTop;
      q = q < kQuantiseTop ? q : kQuantiseTop;
      to[i] = static_cast<std::uint8_t>(static_cast<int>(std::nearbyint(q)) + kZeroPoint);
    }
  }
}

void relu(float* x, std::size_t x_stride, int rows, int width) {
  for (int m = 0; m < rows; ++m)
    for (int i = 0; i < width; ++i) x[m * x_stride + i] = x[m * x_stride + i] > 0 ? x[m * x_stride + i] : 0;
}

void add_layer_norm(const float* x, std::size_t x_stride, const float* residual, std::size_t residual_stride,
                    const float* scale, const float* bias, int rows, int width, float* out, std::size_t out_stride) {
  const auto count = static_cast<float>(width);
  for (int m = 0; m < rows; ++m) {
    const float* a = x + m * x_stride;
    const float* b = residual ? residual + m * residual_stride : nullptr;
    const auto y = [&](int i) { return b ? a[i] + b[i] : a[i]; };
    float sums[kLanes] = {};
    for (int i = 0; i < width; ++i) sums[i % kLanes] += y(i);
    const float mean = join_lanes(sums) / count;
    float squares[kLanes] = {};
    for (int i = 0; i < width; ++i) squares[i % kLanes] = std::fma(y(i) - mean, y(i) - mean, squares[i % kLanes]);
    const float inv = 1.0f / std::sqrt(join_lanes(squares) / count + kNormEpsilon);
    for (int i = 0; i < width; ++i) out[m * out_stride + i] = std::fma((y(i) - mean) * inv, scale[i], bias[i]);
  }
}

float sigmoid(float x) {
  const float z = reference_exp(-std::fabs(x));
  return (x >= 0 ? 1.0f : z) / (1.0f + z);
}

void ssru(const float* gate, const float* input, float* cell, float* out, int width) {
  for (int i = 0; i < width; ++i) {
    const float f = sigmoid(gate[i]);
    cell[i] = std::fma(f, cell[i], (1.0f - f) * input[i]);
    out[i] = cell[i] > 0 ? cell[i] : 0;
  }
}

void embed_int8(const std::int8_t* q, float factor, const float* position, int width, float* out) {
  for (int i = 0; i < width; ++i) out[i] = std::fma(factor, static_cast<float>(q[i]), position[i]);
}

void embed_float(const float* e, float factor, const float* position, int width, float* out) {
  for (int i = 0; i < width; ++i) out[i] = std::fma(factor, e[i], position[i]);
}

int argmax(const float* x, int n) {
  float best = -std::numeric_limits<float>::infinity();
  int at = 0;
  for (int i = 0; i < n; ++i)
    if (x[i] > best) best = x[at = i];
  return at;
}

float log_sum_exp(const float* x, int n) {
  float top = -std::numeric_limits<float>::infinity();
  for (int i = 0; i < n; ++i) top = x[i] > top ? x[i] : top;
  if (std::isinf(top)) return top;
  float sums[kLanes] = {};
  for (int i = 0; i < n; ++i) sums[i % kLanes] += reference_exp(x[i] - top);
  return top + log_of_sum(join_lanes(sums));
}

}  // namespace

const Kernels kReferenceKernels = {
    "reference",
    ChunkOrder::kAscending,
    matmul,
    matmul_relu_quantise,
    matmul_float,
    quantise,
    relu,
    add_layer_norm,
    ssru,
    embed_int8,
    embed_float,
    reference_pack_keys_values,
    reference_attention,
    argmax,
    log_sum_exp,
};

}  // namespace dragoman::kernels
