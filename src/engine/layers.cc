#include "engine/layers.h"

#include <algorithm>

namespace dragoman::engine {
namespace {

/// Is every inner matrix int8 with a static input scale? Then the inner activations never exist as floats.
bool runs_static(const FeedForward& ffn) {
  return std::all_of(ffn.layers.begin(), ffn.layers.end(), [](const Linear& l) { return l.quantised; }) &&
         std::all_of(ffn.layers.begin() + 1, ffn.layers.end(), [](const Linear& l) { return l.input_alpha > 0; });
}

}  // namespace

void Activations::resize(int rows, int width) {
  rows_ = rows;
  width_ = width;
  stride_ = static_cast<std::size_t>(kernels::round_up(width, kernels::kChunk));
  x_.reserve(static_cast<std::size_t>(rows) * stride_);
  u_.reserve(static_cast<std::size_t>(rows) * stride_);
  scales_.reserve(static_cast<std::size_t>(rows));
}

void Layers::affine(const Linear& layer, const Activations& x, int first_row, int rows, float* y) const {
  if (!layer.quantised) {
    kernels_.matmul_float(x.row(first_row), x.stride(), rows, layer.f32, y, stride_of(layer));
    return;
  }
  kernels_.matmul(x.quantised(first_row), rows, layer.int8, y, stride_of(layer));
}

void Layers::quantise(Activations& x) const {
  if (!int8_) return;
  kernels_.quantise(x.row(0), x.stride(), x.rows(), x.width(), x.u(), x.stride(), x.scales());
}

void Layers::add_norm(const LayerNorm& norm, const float* y, std::size_t y_stride, Activations& x) const {
  kernels_.add_layer_norm(y, y_stride, x.row(0), x.stride(), norm.scale, norm.bias, x.rows(), x.width(), x.row(0),
                          x.stride());
  quantise(x);
}

/// One inner layer behind a relu: relu and 7-bit quantisation happen in the matmul's epilogue.
void Layers::inner_static(const FeedForward& ffn, std::size_t layer, const kernels::QuantisedRows& in, int rows,
                          std::uint8_t* out) const {
  kernels_.matmul_relu_quantise(in, rows, ffn.layers[layer].int8, ffn.layers[layer + 1].input_alpha, out,
                                stride_of(ffn.layers[layer]));
}

const float* Layers::feed_forward_tile(const FeedForward& ffn, const Activations& x, int first_row, int rows,
                                       Scratch& scratch) const {
  const std::size_t last = ffn.layers.size() - 1;
  std::size_t widest = 0;
  for (const Linear& layer : ffn.layers) widest = std::max(widest, stride_of(layer));
  float* y = scratch.projected.reserve(static_cast<std::size_t>(rows) * widest);
  if (runs_static(ffn)) {
    // Two halves of `inner` take turns; released models have one inner layer and use the first.
    std::uint8_t* inner = scratch.inner.reserve(2 * static_cast<std::size_t>(rows) * widest);
    float* scales = scratch.inner_scales.reserve(static_cast<std::size_t>(rows));
    kernels::QuantisedRows in = x.quantised(first_row);
    for (std::size_t i = 0; i < last; ++i) {
      std::uint8_t* out = inner + (i % 2) * static_cast<std::size_t>(rows) * widest;
      inner_static(ffn, i, in, rows, out);
      std::fill_n(scales, rows, 1.0F / ffn.layers[i + 1].input_alpha);
      in = {out, static_cast<int>(stride_of(ffn.layers[i])), scales, 0};
    }
    kernels_.matmul(in, rows, ffn.layers[last].int8, y, stride_of(ffn.layers[last]));
    return y;
  }
  Activations& hidden = scratch.hidden;
  affine(ffn.layers[0], x, first_row, rows, y);
  for (std::size_t i = 1; i <= last; ++i) {
    const std::size_t y_stride = stride_of(ffn.layers[i - 1]);
    hidden.resize(rows, ffn.layers[i].inputs());
    kernels_.relu(y, y_stride, rows, hidden.width());
    for (int m = 0; m < rows; ++m) {
      std::copy_n(y + static_cast<std::size_t>(m) * y_stride, hidden.width(), hidden.row(m));
    }
    quantise(hidden);
    affine(ffn.layers[i], hidden, 0, rows, y);
  }
  return y;
}

void Layers::feed_forward(const FeedForward& ffn, Activations& x, Scratch& scratch) const {
  // Tiles of rows keep the inner layer (96 KB at F = 1536) in the second-level cache.
  constexpr int kTile = 64;
  const std::size_t y_stride = stride_of(ffn.layers.back());
  for (int first = 0; first < x.rows(); first += kTile) {
    const int rows = std::min(kTile, x.rows() - first);
    const float* y = feed_forward_tile(ffn, x, first, rows, scratch);
    kernels_.add_layer_norm(y, y_stride, x.row(first), x.stride(), ffn.norm.scale, ffn.norm.bias, rows, x.width(),
                            x.row(first), x.stride());
  }
  quantise(x);
}

}  // namespace dragoman::engine
