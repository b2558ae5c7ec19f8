#include "engine/encoder.h"

#include <algorithm>
#include <cmath>

namespace dragoman::engine {

void embed_token(const kernels::Kernels& kernels, const Weights& weights, const Table& table, const TokenId* id,
                 std::size_t position, float* out) {
  const float* pos = weights.position(position);
  const auto width = static_cast<std::size_t>(table.width);
  if (id == nullptr) {
    std::copy_n(pos, width, out);
    return;
  }
  const float root = std::sqrt(static_cast<float>(table.width));
  if (table.int8 != nullptr) {
    kernels.embed_int8(table.int8 + *id * width, root * table.unscale, pos, table.width, out);
  } else {
    kernels.embed_float(table.f32 + *id * width, root, pos, table.width, out);
  }
}

void Context::resize(int length, int layers, int heads, int head_dim) {
  length_ = length;
  heads_ = heads;
  head_dim_ = head_dim;
  const kernels::KeysValues shape{nullptr, nullptr, length, heads, head_dim};
  keys_floats_ = static_cast<std::size_t>(heads * head_dim * shape.padded());
  values_floats_ = static_cast<std::size_t>(heads * length * shape.head_padded());
  memory_.fit(static_cast<std::size_t>(layers) * (keys_floats_ + values_floats_));
}

kernels::KeysValues Context::layer(int i) const {
  const float* keys = memory_.data() + static_cast<std::size_t>(i) * (keys_floats_ + values_floats_);
  return {keys, keys + keys_floats_, length_, heads_, head_dim_};
}

void Encoder::embed(std::span<const std::span<const TokenId>> sentences) {
  std::size_t rows = 0;
  for (const auto& sentence : sentences) rows += sentence.size();
  x_.resize(static_cast<int>(rows), weights_.shape().dim);
  int row = 0;
  for (const auto& sentence : sentences) {
    for (std::size_t t = 0; t < sentence.size(); ++t) {
      embed_token(layers_.kernels(), weights_, weights_.source_table(), &sentence[t], t, x_.row(row++));
    }
  }
}

void Encoder::self_attention(const EncoderLayer& layer, std::span<const std::span<const TokenId>> sentences) {
  const ModelShape& shape = weights_.shape();
  const std::size_t stride = Layers::stride_of(layer.qkv);
  float* qkv = scratch_.projected.reserve(static_cast<std::size_t>(x_.rows()) * stride);
  layers_.affine(layer.qkv, x_, 0, x_.rows(), qkv);

  Activations& mixed = scratch_.hidden;
  mixed.resize(x_.rows(), shape.dim);
  int row = 0;
  for (const auto& sentence : sentences) {
    const auto length = static_cast<int>(sentence.size());
    kernels::KeysValues kv{nullptr, nullptr, length, shape.heads, shape.head_dim()};
    float* keys = keys_.reserve(static_cast<std::size_t>(shape.dim * kv.padded()));
    float* values = values_.reserve(static_cast<std::size_t>(shape.heads * length * kv.head_padded()));
    const float* first = qkv + static_cast<std::size_t>(row) * stride;
    layers_.kernels().pack_keys_values(first + shape.dim, stride, first + 2 * shape.dim, stride, length, shape.heads,
                                       shape.head_dim(), keys, values);
    kv.keys_t = keys;
    kv.values = values;
    layers_.kernels().attention(
        first, stride, length, kv, mixed.row(row), mixed.stride(), 0, nullptr,
        scratch_.attention.reserve(static_cast<std::size_t>(kernels::kAttentionRows * kv.padded())));
    row += length;
  }
  layers_.quantise(mixed);
  float* y = scratch_.projected.reserve(static_cast<std::size_t>(x_.rows()) * Layers::stride_of(layer.o));
  layers_.affine(layer.o, mixed, 0, x_.rows(), y);
  layers_.add_norm(layer.norm, y, Layers::stride_of(layer.o), x_);
}

void Encoder::project_context(std::span<const std::span<const TokenId>> sentences, std::span<Context* const> contexts) {
  const ModelShape& shape = weights_.shape();
  const Linear& linear = weights_.context_kv();
  const std::size_t stride = Layers::stride_of(linear);
  float* kv = scratch_.projected.reserve(static_cast<std::size_t>(x_.rows()) * stride);
  layers_.affine(linear, x_, 0, x_.rows(), kv);
  int row = 0;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const auto length = static_cast<int>(sentences[s].size());
    Context& context = *contexts[s];
    context.resize(length, shape.decoder_depth, shape.heads, shape.head_dim());
    for (int i = 0; i < shape.decoder_depth; ++i) {
      const float* keys = kv + static_cast<std::size_t>(row) * stride + 2 * i * shape.dim;
      layers_.kernels().pack_keys_values(keys, stride, keys + shape.dim, stride, length, shape.heads, shape.head_dim(),
                                         context.keys_of(i), context.values_of(i));
    }
    row += length;
  }
}

void Encoder::run(std::span<const std::span<const TokenId>> sentences, std::span<Context* const> contexts,
                  Trace* trace) {
  embed(sentences);
  if (trace != nullptr) trace->rows("encoder_embed", 0, x_.row(0), x_.stride(), x_.rows(), x_.width());
  layers_.quantise(x_);
  int number = 0;
  for (const EncoderLayer& layer : weights_.encoder()) {
    self_attention(layer, sentences);
    layers_.feed_forward(layer.ffn, x_, scratch_);
    if (trace != nullptr) trace->rows("encoder_l", ++number, x_.row(0), x_.stride(), x_.rows(), x_.width());
  }
  project_context(sentences, contexts);
}

}  // namespace dragoman::engine
