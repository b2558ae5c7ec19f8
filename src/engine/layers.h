// Layers: the building blocks of the transformer on rows of activations, named as in the papers. Each is a few calls of
// a kernel table; none allocates once its buffers have grown to the largest batch.
#pragma once
#include <cstddef>
#include <cstdint>

#include "base/arena.h"
#include "engine/weights.h"
#include "kernels/kernels.h"

namespace dragoman::engine {

/// M rows of D floats, and their 7-bit twin when the model is int8: every layer reads the twin, residuals the floats.
class Activations {
 public:
  /// Room for `rows` rows; contents are lost.
  void resize(int rows, int width);
  int rows() const { return rows_; }
  int width() const { return width_; }
  std::size_t stride() const { return stride_; }
  float* row(int m) { return x_.data() + static_cast<std::size_t>(m) * stride_; }
  const float* row(int m) const { return x_.data() + static_cast<std::size_t>(m) * stride_; }
  kernels::QuantisedRows quantised(int first_row) const {
    return {u_.data() + static_cast<std::size_t>(first_row) * stride_, static_cast<int>(stride_),
            scales_.data() + first_row, kernels::kZeroPoint};
  }
  std::uint8_t* u() { return u_.data(); }
  float* scales() { return scales_.data(); }

 private:
  base::Buffer<float> x_;         // [M][stride]
  base::Buffer<std::uint8_t> u_;  // [M][stride]
  base::Buffer<float> scales_;    // [M]
  std::size_t stride_ = 0;        // width rounded up to 16, for both
  int rows_ = 0, width_ = 0;
};

/// Scratch memory of one worker; grows to the largest batch and stays.
struct Scratch {
  Activations hidden;                // output of an attention before Wo, or of a float feed-forward's inner layer
  base::Buffer<float> projected;     // [M][3D] and less: outputs of a Linear
  base::Buffer<std::uint8_t> inner;  // [M][F]: quantised inner layer of a feed-forward
  base::Buffer<float> inner_scales;  // [M]
  base::Buffer<float> attention;     // [padded S]
};

class Layers {
 public:
  /// `int8`: some layer of the model is int8, so activations need their 7-bit twin.
  Layers(const kernels::Kernels& kernels, bool int8) : kernels_(kernels), int8_(int8) {}
  const kernels::Kernels& kernels() const { return kernels_; }

  /// Floats between rows of a Linear's output.
  static std::size_t stride_of(const Linear& layer) {
    return static_cast<std::size_t>(kernels::round_up(layer.outputs(), kernels::kColumns));
  }
  /// y [M][stride_of(layer)] = x W + b. For an int8 layer x must have been quantised.
  void affine(const Linear& layer, const Activations& x, int first_row, int rows, float* y) const;
  /// Makes the 7-bit twin of all rows; nothing to do in a model without int8 layers.
  void quantise(Activations& x) const;
  /// x = norm(y + x), y [M][y_stride], and its twin.
  void add_norm(const LayerNorm& norm, const float* y, std::size_t y_stride, Activations& x) const;
  /// x = norm(ffn(x) + x), and its twin.
  void feed_forward(const FeedForward& ffn, Activations& x, Scratch& scratch) const;

 private:
  const float* feed_forward_tile(const FeedForward& ffn, const Activations& x, int first_row, int rows,
                                 Scratch& scratch) const;
  void inner_static(const FeedForward& ffn, std::size_t layer, const kernels::QuantisedRows& in, int rows,
                    std::uint8_t* out) const;
  const kernels::Kernels& kernels_;
  bool int8_;
};

}  // namespace dragoman::engine
