// Decoder: one step of the SSRU decoder (Kim et al. 2019) for any number of rows. A row is one position of one
// hypothesis; rows of different sentences share the matrix multiplications and nothing else.
#pragma once
#include <span>

#include "engine/encoder.h"
#include "engine/layers.h"
#include "engine/trace.h"

namespace dragoman::engine {

struct DecoderRow {
  const TokenId* previous = nullptr;  // the token before this position; null at the first
  std::size_t position = 0;           // tokens before this position
  const Context* context = nullptr;   // the sentence attended to
  float* cells = nullptr;             // [layers][D] SSRU state, updated in place; zeros at the first position
  float* attention = nullptr;         // [S] or null: receives the alignment head's weights
};

class Decoder {
 public:
  Decoder(const Weights& weights, const kernels::Kernels& kernels)
      : weights_(weights), layers_(kernels, weights.any_int8()) {}

  /// Runs all layers on the rows and keeps their states for logits(). Rows are independent, but for this: rows that
  /// share `cells` are consecutive positions of one hypothesis, in order (forced scoring runs a whole target at once).
  void step(std::span<const DecoderRow> rows, Trace* trace = nullptr);

  /// Scores of `output`'s candidates for rows [first, first + count) of the last step: [count][stride], valid until the
  /// next call. `stride` is Layers::stride_of(output).
  float* logits(const Linear& output, int first, int count);

  std::size_t cell_floats() const {
    return static_cast<std::size_t>(weights_.shape().decoder_depth) * static_cast<std::size_t>(weights_.shape().dim);
  }

 private:
  void recurrence(const DecoderLayer& layer, std::size_t number, std::span<const DecoderRow> rows);
  void cross_attention(const DecoderLayer& layer, int number, std::span<const DecoderRow> rows, bool last);

  const Weights& weights_;
  Layers layers_;
  Activations x_;
  Scratch scratch_;
  base::Buffer<float> logits_;
};

}  // namespace dragoman::engine
