// Loading is one pass over the layers in execution order, so that the packed weights lie in memory as a decoder step or
// an encoder pass reads them.
#include "engine/weights.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>

#include "engine/positions.h"
#include "kernels/pack.h"

namespace dragoman::engine {
namespace {

std::string shape_text(std::size_t rows, std::size_t columns) {
  return std::to_string(rows) + " x " + std::to_string(columns);
}

}  // namespace

/// Collects the first error, so that the layers below read as a list; `error` is checked once at the end.
class WeightsLoader {
 public:
  WeightsLoader(const MarianFile& file, Weights& weights) : file_(file), weights_(weights) {}

  Status run(std::size_t whole_output);

 private:
  struct Part {
    std::string weight, bias;  // tensor names; an empty bias is zeros
  };

  void fail(ErrorCode code, std::size_t at, const std::string& what) {
    if (!error_) error_ = Error{code, at, file_.name() + ": " + what};
  }
  void note_numbers(bool int8) {
    weights_.all_int8_ = weights_.all_int8_ && int8;
    weights_.any_int8_ = weights_.any_int8_ || int8;
  }
  const Tensor* demand(const std::string& name, std::size_t rows, std::size_t columns);
  const float* floats(const std::string& name, std::size_t count);
  Linear linear(const std::vector<Part>& parts, int inputs, int outputs_each);
  Linear quantised_linear(const std::vector<const Tensor*>& tensors, int inputs, int outputs_each, const float* bias);
  Linear float_linear(const std::vector<const Tensor*>& tensors, int inputs, int outputs_each, const float* bias);
  LayerNorm norm(const std::string& prefix);
  FeedForward feed_forward(const std::string& prefix, int depth, int hidden);
  float alpha(const std::string& weight) const;
  bool take_int8(const Tensor& tensor, Table& table);
  Table table(const std::string& name, int rows);
  Table untied_output();
  void load_encoder();
  void load_decoder();
  void load_tables();
  void refuse_further_layers();

  const MarianFile& file_;
  Weights& weights_;
  std::optional<Error> error_;
};

const Tensor* WeightsLoader::demand(const std::string& name, std::size_t rows, std::size_t columns) {
  const Tensor* tensor = file_.find(name);
  if (tensor == nullptr) {
    fail(ErrorCode::kBadModel, 0,
         "tensor " + name + " is missing; the file does not fit its own configuration, fetch the model again");
    return nullptr;
  }
  if (tensor->rows != rows || tensor->columns != columns) {
    fail(ErrorCode::kBadModel, tensor->offset,
         "tensor " + name + " is " + shape_text(tensor->rows, tensor->columns) + ", the configuration wants " +
             shape_text(rows, columns) + "; fetch the model again");
    return nullptr;
  }
  if (tensor->type != TensorType::kFloat32 && tensor->type != TensorType::kIntgemm8) {
    fail(ErrorCode::kBadModel, tensor->offset,
         "tensor " + name + " is neither float32 nor intgemm8; fetch the model again");
    return nullptr;
  }
  return tensor;
}

const float* WeightsLoader::floats(const std::string& name, std::size_t count) {
  const Tensor* tensor = demand(name, 1, count);
  auto* values = weights_.arena_.array<float>(count);
  std::fill_n(values, count, 0.0F);
  if (tensor == nullptr) return values;
  if (tensor->type != TensorType::kFloat32) {
    fail(ErrorCode::kUnsupportedModel, tensor->offset,
         "tensor " + name + " is not float32; use another model, such as one that dragoman models add fetches");
    return values;
  }
  std::memcpy(values, tensor->data.data(), count * sizeof(float));
  weights_.parameters_ += count;
  return values;
}

Linear WeightsLoader::linear(const std::vector<Part>& parts, int inputs, int outputs_each) {
  std::vector<const Tensor*> tensors;
  const auto each = static_cast<std::size_t>(outputs_each);
  std::vector<float> bias(parts.size() * each, 0.0F);
  bool quantised = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Tensor* tensor = demand(parts[i].weight, static_cast<std::size_t>(inputs), each);
    if (tensor == nullptr) return {};
    tensors.push_back(tensor);
    quantised = quantised && tensor->type == TensorType::kIntgemm8;
    weights_.parameters_ += tensor->count();
    if (!parts[i].bias.empty())
      std::copy_n(floats(parts[i].bias, each), each, bias.begin() + static_cast<long>(i * each));
  }
  note_numbers(quantised);
  Linear made = quantised ? quantised_linear(tensors, inputs, outputs_each, bias.data())
                          : float_linear(tensors, inputs, outputs_each, bias.data());
  if (quantised && parts.size() == 1) made.input_alpha = alpha(parts[0].weight);
  return made;
}

Linear WeightsLoader::quantised_linear(const std::vector<const Tensor*>& tensors, int inputs, int outputs_each,
                                       const float* bias) {
  std::vector<const std::int8_t*> rows;  // the file has one output's weights after the other, whatever the shape says
  std::vector<float> unscale;
  for (const Tensor* tensor : tensors) {
    for (int n = 0; n < outputs_each; ++n) {
      rows.push_back(tensor->quantised() + static_cast<std::size_t>(n) * static_cast<std::size_t>(inputs));
      unscale.push_back(1.0F / tensor->multiplier());
    }
  }
  void* memory = weights_.arena_.allocate(kernels::packed_int8_bytes(inputs, static_cast<int>(rows.size())));
  Linear made;
  made.quantised = true;
  made.int8 = kernels::pack_int8(rows, inputs, unscale.data(), bias, weights_.order_, memory);
  return made;
}

Linear WeightsLoader::float_linear(const std::vector<const Tensor*>& tensors, int inputs, int outputs_each,
                                   const float* bias) {
  const auto each = static_cast<std::size_t>(outputs_each);
  const std::size_t outputs = tensors.size() * each;
  std::vector<float> joined(static_cast<std::size_t>(inputs) * outputs);  // [K][N]
  for (std::size_t part = 0; part < tensors.size(); ++part) {
    const Tensor& tensor = *tensors[part];
    const bool int8 = tensor.type == TensorType::kIntgemm8;
    const float unscale = int8 ? 1.0F / tensor.multiplier() : 1.0F;
    for (std::size_t k = 0; k < static_cast<std::size_t>(inputs); ++k) {
      for (std::size_t n = 0; n < each; ++n) {
        // float32 lies as its shape says, [K][N]; int8 the other way round
        joined[k * outputs + part * each + n] =
            int8 ? unscale * static_cast<float>(tensor.quantised()[n * static_cast<std::size_t>(inputs) + k])
                 : tensor.float_at(k * each + n);
      }
    }
  }
  void* memory = weights_.arena_.allocate(kernels::packed_float_bytes(inputs, static_cast<int>(outputs)));
  Linear made;
  made.f32 = kernels::pack_float(joined.data(), outputs, inputs, static_cast<int>(outputs), bias, memory);
  return made;
}

float WeightsLoader::alpha(const std::string& weight) const {
  const Tensor* tensor = file_.find(weight + "_QuantMultA");
  if (tensor == nullptr || tensor->type != TensorType::kFloat32) return 0;
  const float value = tensor->float_at(0);
  return value > 0 ? value : 0;
}

LayerNorm WeightsLoader::norm(const std::string& prefix) {
  const auto dim = static_cast<std::size_t>(weights_.shape_.dim);
  return {floats(prefix + "_ln_scale", dim), floats(prefix + "_ln_bias", dim)};
}

FeedForward WeightsLoader::feed_forward(const std::string& prefix, int depth, int hidden) {
  FeedForward made;
  const int dim = weights_.shape_.dim;
  for (int i = 1; i <= depth; ++i) {
    const std::string number = std::to_string(i);
    made.layers.push_back(
        linear({{prefix + "_W" + number, prefix + "_b" + number}}, i == 1 ? dim : hidden, i == depth ? dim : hidden));
  }
  made.norm = norm(prefix + "_ffn");
  return made;
}

void WeightsLoader::load_encoder() {
  const ModelShape& shape = weights_.shape_;
  for (int i = 1; i <= shape.encoder_depth; ++i) {
    const std::string layer = "encoder_l" + std::to_string(i);
    const std::string self = layer + "_self";
    EncoderLayer made;
    made.qkv = linear({{self + "_Wq", self + "_bq"}, {self + "_Wk", self + "_bk"}, {self + "_Wv", self + "_bv"}},
                      shape.dim, shape.dim);
    made.o = linear({{self + "_Wo", self + "_bo"}}, shape.dim, shape.dim);
    made.norm = norm(self + "_Wo");
    made.ffn = feed_forward(layer + "_ffn", shape.encoder_ffn_depth, shape.hidden);
    weights_.encoder_.push_back(std::move(made));
  }
}

void WeightsLoader::load_decoder() {
  const ModelShape& shape = weights_.shape_;
  std::vector<Part> keys_values;
  for (int i = 1; i <= shape.decoder_depth; ++i) {
    const std::string context = "decoder_l" + std::to_string(i) + "_context";
    keys_values.push_back({context + "_Wk", context + "_bk"});
    keys_values.push_back({context + "_Wv", context + "_bv"});
  }
  weights_.context_kv_ = linear(keys_values, shape.dim, shape.dim);
  for (int i = 1; i <= shape.decoder_depth; ++i) {
    const std::string layer = "decoder_l" + std::to_string(i);
    const std::string rnn = layer + "_rnn";
    const std::string context = layer + "_context";
    DecoderLayer made;
    made.ssru = linear({{rnn + "_W", ""}, {rnn + "_Wf", rnn + "_bf"}}, shape.dim, shape.dim);
    made.ssru_norm = norm(rnn + "_ffn");
    made.q = linear({{context + "_Wq", context + "_bq"}}, shape.dim, shape.dim);
    made.o = linear({{context + "_Wo", context + "_bo"}}, shape.dim, shape.dim);
    made.norm = norm(context + "_Wo");
    made.ffn = feed_forward(layer + "_ffn", shape.decoder_ffn_depth, shape.decoder_hidden);
    weights_.decoder_.push_back(std::move(made));
  }
}

/// Counts the tensor of a table and, if it is int8, points the table at its rows. False: float32, still to be laid out.
bool WeightsLoader::take_int8(const Tensor& tensor, Table& table) {
  const bool int8 = tensor.type == TensorType::kIntgemm8;
  weights_.parameters_ += tensor.count();
  note_numbers(int8);
  if (!int8) return false;
  table.int8 = tensor.quantised();
  table.unscale = 1.0F / tensor.multiplier();
  return true;
}

Table WeightsLoader::table(const std::string& name, int rows) {
  Table made;
  made.width = weights_.shape_.dim;
  const Tensor* tensor = demand(name, static_cast<std::size_t>(rows), static_cast<std::size_t>(made.width));
  if (tensor == nullptr) return made;
  if (take_int8(*tensor, made)) return made;
  if (reinterpret_cast<std::uintptr_t>(tensor->data.data()) % alignof(float) == 0) {
    made.f32 = reinterpret_cast<const float*>(tensor->data.data());
    return made;
  }
  auto* copy = weights_.arena_.array<float>(tensor->count());
  std::memcpy(copy, tensor->data.data(), tensor->count() * sizeof(float));
  made.f32 = copy;
  return made;
}

/// An output matrix of its own, (D, V) by shape: int8 lies output by output as we want it, float32 is turned round.
Table WeightsLoader::untied_output() {
  const auto dim = static_cast<std::size_t>(weights_.shape_.dim);
  const auto vocabulary = static_cast<std::size_t>(weights_.shape_.target_vocabulary);
  Table made;
  made.width = weights_.shape_.dim;
  const Tensor* tensor = demand("decoder_ff_logit_out_W", dim, vocabulary);
  if (tensor == nullptr) return made;
  if (take_int8(*tensor, made)) return made;
  auto* turned = weights_.arena_.array<float>(tensor->count());
  for (std::size_t k = 0; k < dim; ++k) {
    for (std::size_t n = 0; n < vocabulary; ++n) turned[n * dim + k] = tensor->float_at(k * vocabulary + n);
  }
  made.f32 = turned;
  return made;
}

void WeightsLoader::load_tables() {
  const ModelShape& shape = weights_.shape_;
  const bool one = shape.shared_embeddings;
  weights_.source_table_ = table(one ? "Wemb" : "encoder_Wemb", shape.source_vocabulary);
  weights_.target_table_ = one ? weights_.source_table_ : table("decoder_Wemb", shape.target_vocabulary);
  weights_.output_table_ = shape.tied_output ? weights_.target_table_ : untied_output();
  const auto vocabulary = static_cast<std::size_t>(shape.target_vocabulary);
  if (shape.output_bias) {
    weights_.output_bias_ = floats("decoder_ff_logit_out_b", vocabulary);
  } else {
    auto* zeros = weights_.arena_.array<float>(vocabulary);
    std::fill_n(zeros, vocabulary, 0.0F);
    weights_.output_bias_ = zeros;
  }
  const auto dim = static_cast<std::size_t>(shape.dim);
  auto* positions = weights_.arena_.array<float>(Weights::kMaxPositions * dim);
  fill_positions(positions, Weights::kMaxPositions, shape.dim);
  weights_.positions_ = positions;
}

/// A layer behind those that the configuration counts: it is not the one that this model was written with, and what the
/// counted layers alone would say is no translation.
void WeightsLoader::refuse_further_layers() {
  const struct {
    std::string side, option;
    int depth;
  } sides[] = {{"encoder", "enc-depth", weights_.shape_.encoder_depth},
               {"decoder", "dec-depth", weights_.shape_.decoder_depth}};
  for (const auto& [side, option, depth] : sides) {
    const std::string next = side + "_l" + std::to_string(depth + 1) + "_";
    const auto found = file_.tensors().lower_bound(next);
    if (found == file_.tensors().end() || !found->first.starts_with(next)) continue;
    fail(ErrorCode::kBadModel, found->second.offset,
         "option " + option + " is " + std::to_string(depth) + ", but there is a tensor " + found->first +
             "; the file does not fit its own configuration, fetch the model again");
  }
}

Status WeightsLoader::run(std::size_t whole_output) {
  load_encoder();
  load_decoder();
  load_tables();
  refuse_further_layers();
  if (error_) return *error_;
  if (whole_output > 0) {
    std::vector<TokenId> all(whole_output);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<TokenId>(i);
    weights_.pack_output(all, weights_.whole_output_);
  }
  return {};
}

Result<std::shared_ptr<const Weights>> Weights::load(const MarianFile& file, const ModelShape& shape,
                                                     std::size_t whole_output, kernels::ChunkOrder order) {
  auto weights = std::make_shared<Weights>();
  weights->shape_ = shape;
  weights->order_ = order;
  if (Status loaded = WeightsLoader(file, *weights).run(whole_output); !loaded) return loaded.error();
  return std::shared_ptr<const Weights>(std::move(weights));
}

void Weights::pack_output(std::span<const TokenId> candidates, PackedOutput& into) const {
  const auto count = static_cast<int>(candidates.size());
  const auto width = static_cast<std::size_t>(shape_.dim);
  std::vector<float> bias(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) bias[i] = output_bias_[candidates[i]];
  Linear& linear = into.linear;
  linear.quantised = output_table_.int8 != nullptr;
  if (linear.quantised) {
    std::vector<const std::int8_t*> rows(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) rows[i] = output_table_.int8 + candidates[i] * width;
    const std::vector<float> unscale(candidates.size(), output_table_.unscale);
    void* memory = into.memory.fit(kernels::packed_int8_bytes(shape_.dim, count));
    linear.int8 = kernels::pack_int8(rows, shape_.dim, unscale.data(), bias.data(), order_, memory);
    return;
  }
  std::vector<const float*> rows(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) rows[i] = output_table_.f32 + candidates[i] * width;
  void* memory = into.memory.fit(kernels::packed_float_bytes(shape_.dim, count));
  linear.f32 = kernels::pack_float_rows(rows, shape_.dim, bias.data(), memory);
}

}  // namespace dragoman::engine
