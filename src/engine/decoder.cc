#include "engine/decoder.h"

namespace dragoman::engine {

/// x = norm(relu(cell) + x), cell = f cell + (1 - f) W x, f = sigmoid(Wf x + bf).
void Decoder::recurrence(const DecoderLayer& layer, std::size_t number, std::span<const DecoderRow> rows) {
  const int dim = x_.width();
  const std::size_t stride = Layers::stride_of(layer.ssru);
  float* projected = scratch_.projected.reserve(rows.size() * stride);
  layers_.affine(layer.ssru, x_, 0, x_.rows(), projected);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    float* input = projected + r * stride;
    float* cell = rows[r].cells + number * static_cast<std::size_t>(dim);
    layers_.kernels().ssru(input + dim, input, cell, input, dim);
  }
  layers_.add_norm(layer.ssru_norm, projected, stride, x_);
}

void Decoder::cross_attention(const DecoderLayer& layer, int number, std::span<const DecoderRow> rows, bool last) {
  const std::size_t stride = Layers::stride_of(layer.q);
  float* queries = scratch_.projected.reserve(rows.size() * stride);
  layers_.affine(layer.q, x_, 0, x_.rows(), queries);
  Activations& mixed = scratch_.hidden;
  mixed.resize(x_.rows(), x_.width());
  constexpr int kAlignmentHead = 0;  // the head that training guided to align is the first of the last layer
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const kernels::KeysValues kv = rows[r].context->layer(number);
    layers_.kernels().attention(
        queries + r * stride, stride, 1, kv, mixed.row(static_cast<int>(r)), mixed.stride(), kAlignmentHead,
        last ? rows[r].attention : nullptr,
        scratch_.attention.reserve(static_cast<std::size_t>(kernels::kAttentionRows * kv.padded())));
  }
  layers_.quantise(mixed);
  layers_.affine(layer.o, mixed, 0, x_.rows(), queries);
  layers_.add_norm(layer.norm, queries, stride, x_);
}

void Decoder::step(std::span<const DecoderRow> rows, Trace* trace) {
  x_.resize(static_cast<int>(rows.size()), weights_.shape().dim);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    embed_token(layers_.kernels(), weights_, weights_.target_table(), rows[r].previous, rows[r].position,
                x_.row(static_cast<int>(r)));
  }
  if (trace != nullptr) trace->rows("decoder_embed", 0, x_.row(0), x_.stride(), x_.rows(), x_.width());
  layers_.quantise(x_);
  const auto& layers = weights_.decoder();
  for (std::size_t i = 0; i < layers.size(); ++i) {
    recurrence(layers[i], i, rows);
    cross_attention(layers[i], static_cast<int>(i), rows, i + 1 == layers.size());
    layers_.feed_forward(layers[i].ffn, x_, scratch_);
    if (trace != nullptr) {
      trace->rows("decoder_l", static_cast<int>(i + 1), x_.row(0), x_.stride(), x_.rows(), x_.width());
    }
  }
}

float* Decoder::logits(const Linear& output, int first, int count) {
  float* scores = logits_.reserve(static_cast<std::size_t>(count) * Layers::stride_of(output));
  layers_.affine(output, x_, first, count, scores);
  return scores;
}

}  // namespace dragoman::engine
