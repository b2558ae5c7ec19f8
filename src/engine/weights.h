// Weights: a model's tensors in the order and form in which the layers use them. Packed once, read-only afterwards,
// shared by all threads. Names of members are the field's: Wq, Wk, Wv, Wo of an attention, W1, W2 of a feed-forward.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "base/arena.h"
#include "engine/marian_file.h"
#include "engine/model_shape.h"
#include "engine/shortlist.h"
#include "kernels/kernels.h"

namespace dragoman::engine {

/// y = x W + b; the numbers are int8 or float32, as the file has them.
struct Linear {
  bool quantised = false;
  kernels::PackedInt8 int8;  // if quantised
  kernels::PackedFloat f32;  // if not
  /// Static quantisation of an input that is never negative (behind a relu): u = rint(x * input_alpha) in 0..127.
  /// 0: none in the file; the input is then quantised row by row as everywhere else.
  float input_alpha = 0;
  int inputs() const { return quantised ? int8.inputs : f32.inputs; }
  int outputs() const { return quantised ? int8.outputs : f32.outputs; }
};

struct LayerNorm {
  const float* scale = nullptr;  // [D]
  const float* bias = nullptr;   // [D]
};

struct FeedForward {
  std::vector<Linear> layers;  // D -> F, (F -> F), F -> D; relu between
  LayerNorm norm;
};

struct EncoderLayer {
  Linear qkv;  // D -> 3D: queries, keys, values
  Linear o;    // D -> D
  LayerNorm norm;
  FeedForward ffn;
};

struct DecoderLayer {
  Linear ssru;  // D -> 2D: candidate input W x, gate Wf x + bf
  LayerNorm ssru_norm;
  Linear q;  // D -> D: queries of the cross-attention
  Linear o;
  LayerNorm norm;
  FeedForward ffn;
};

/// Rows of a vocabulary table, [V][D], in the mapped file or (float, if it lies badly there) in the arena.
struct Table {
  const std::int8_t* int8 = nullptr;
  const float* f32 = nullptr;
  float unscale = 1;  // weight = q * unscale, int8 only
  int width = 0;      // D
};

/// Memory of a packed subset of the output layer; belongs to one sentence.
struct PackedOutput {
  base::Buffer<std::byte> memory;
  Linear linear;  // D -> K candidates
};

class Weights {
 public:
  /// Packs every layer. The tables point into `file`'s bytes, which must outlive the result. `whole_output`: also pack
  /// the output layer of so many tokens, the whole vocabulary's (for models that run without shortlist); 0: none.
  /// `order`: the kernels' own.
  /// Errors: kBadModel (missing tensor, wrong shape), kUnsupportedModel (type).
  static Result<std::shared_ptr<const Weights>> load(const MarianFile& file, const ModelShape& shape,
                                                     std::size_t whole_output, kernels::ChunkOrder order);

  const ModelShape& shape() const { return shape_; }
  const std::vector<EncoderLayer>& encoder() const { return encoder_; }
  const std::vector<DecoderLayer>& decoder() const { return decoder_; }
  /// Keys and values of all decoder layers from the encoder's states: D -> depth * 2D.
  const Linear& context_kv() const { return context_kv_; }
  const Table& source_table() const { return source_table_; }
  const Table& target_table() const { return target_table_; }
  /// [kMaxPositions][D]: sines, then cosines.
  const float* position(std::size_t t) const { return positions_ + t * static_cast<std::size_t>(shape_.dim); }
  static constexpr std::size_t kMaxPositions = 1024;

  /// The output layer restricted to `candidates` (ascending ids).
  void pack_output(std::span<const TokenId> candidates, PackedOutput& into) const;
  /// The whole output layer; only if load() was asked for it.
  const Linear& whole_output() const { return whole_output_.linear; }
  bool all_int8() const { return all_int8_; }  // every matrix
  bool any_int8() const { return any_int8_; }
  std::size_t packed_bytes() const { return arena_.used() + whole_output_.memory.size(); }
  std::size_t parameters() const { return parameters_; }

 private:
  friend class WeightsLoader;
  ModelShape shape_;
  kernels::ChunkOrder order_ = kernels::ChunkOrder::kAscending;
  base::Arena arena_;
  std::vector<EncoderLayer> encoder_;
  std::vector<DecoderLayer> decoder_;
  Linear context_kv_;
  Table source_table_, target_table_, output_table_;
  const float* output_bias_ = nullptr;  // [V], zeros if the model has none
  const float* positions_ = nullptr;
  PackedOutput whole_output_;
  bool all_int8_ = true, any_int8_ = false;
  std::size_t parameters_ = 0;
};

}  // namespace dragoman::engine
