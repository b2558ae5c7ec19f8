// Encoder: token ids of several sentences to the keys and values that the decoder attends to. The tokens of all
// sentences lie behind each other as rows of one matrix (no padding); only attention knows where a sentence ends.
#pragma once
#include <span>
#include <vector>

#include "engine/layers.h"
#include "engine/trace.h"

namespace dragoman::engine {

/// What the decoder needs of one source sentence: keys and values of every decoder layer, computed once.
class Context {
 public:
  kernels::KeysValues layer(int i) const;
  int length() const { return length_; }  // S, end mark included

 private:
  friend class Encoder;
  void resize(int length, int layers, int heads, int head_dim);
  float* keys_of(int layer) {
    return memory_.data() + static_cast<std::size_t>(layer) * (keys_floats_ + values_floats_);
  }
  float* values_of(int layer) { return keys_of(layer) + keys_floats_; }
  base::Buffer<float> memory_;  // per layer: keys_t, then values
  std::size_t keys_floats_ = 0, values_floats_ = 0;
  int length_ = 0, heads_ = 0, head_dim_ = 0;
};

class Encoder {
 public:
  Encoder(const Weights& weights, const kernels::Kernels& kernels)
      : weights_(weights), layers_(kernels, weights.any_int8()) {}

  /// Encodes sentences[i] (end mark included, 1 to kMaxPositions tokens) into *contexts[i].
  void run(std::span<const std::span<const TokenId>> sentences, std::span<Context* const> contexts,
           Trace* trace = nullptr);

 private:
  void embed(std::span<const std::span<const TokenId>> sentences);
  void self_attention(const EncoderLayer& layer, std::span<const std::span<const TokenId>> sentences);
  void project_context(std::span<const std::span<const TokenId>> sentences, std::span<Context* const> contexts);

  const Weights& weights_;
  Layers layers_;
  Activations x_;
  Scratch scratch_;
  base::Buffer<float> keys_, values_;  // one sentence's self-attention
};

/// sqrt(D) E[id] + pos(t), or pos(t) alone for the decoder's first step (`id` null).
void embed_token(const kernels::Kernels& kernels, const Weights& weights, const Table& table, const TokenId* id,
                 std::size_t position, float* out);

}  // namespace dragoman::engine
