#include "engine/model_shape.h"

#include <charconv>
#include <map>
#include <optional>

namespace dragoman::engine {
namespace {

const std::string kAnotherModel = "use another model, such as one that dragoman models add fetches";

/// The flat `key: value` lines of the configuration; lists are kept as text on one line ("[]"), nested lines are not
/// needed.
class Config {
 public:
  Config(std::string_view text, const std::string& file) : file_(file) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      add(text.substr(0, end));
      text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
  }
  std::string_view get(std::string_view key, std::string_view otherwise) const {
    const auto found = values_.find(key);
    return found == values_.end() ? otherwise : std::string_view(found->second);
  }
  bool flag(std::string_view key, bool otherwise) const { return get(key, otherwise ? "true" : "false") == "true"; }
  Result<int> number(std::string_view key, std::optional<int> otherwise, int low, int high) const {
    const std::string_view text = get(key, "");
    if (text.empty() && otherwise) return *otherwise;
    int value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || value < low || value > high) {
      return Error{ErrorCode::kUnsupportedModel, 0,
                   file_ + ": option " + std::string(key) + " is '" + std::string(text) + "'; a number from " +
                       std::to_string(low) + " to " + std::to_string(high) + " is expected; " + kAnotherModel};
    }
    return value;
  }
  /// Refuses the model if `key` is present with another value.
  Status demand(std::string_view key, std::string_view value) const {
    const std::string_view found = get(key, value);
    if (found == value) return {};
    return Error{ErrorCode::kUnsupportedModel, 0,
                 file_ + ": option " + std::string(key) + " is '" + std::string(found) + "'; this engine runs only '" +
                     std::string(value) + "'; " + kAnotherModel};
  }

 private:
  void add(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.empty() || line.front() == ' ' || line.front() == '#') return;
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '"')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\r' || value.back() == '"'))
      value.remove_suffix(1);
    values_.emplace(line.substr(0, colon), value);
  }
  std::map<std::string, std::string, std::less<>> values_;
  const std::string& file_;
};

/// Options with one value that we run. Leftovers of other architectures (enc-type, dim-rnn, bert-*, aan) mean nothing.
constexpr struct {
  std::string_view key, value;
} kDemands[] = {
    {"type", "transformer"},
    {"dec-cell", "ssru"},
    {"transformer-decoder-autoreg", "rnn"},
    {"transformer-preprocess", ""},
    {"transformer-postprocess", "dan"},
    {"transformer-postprocess-top", ""},
    {"transformer-postprocess-emb", "d"},
    {"transformer-ffn-activation", "relu"},
    {"transformer-no-projection", "false"},
    {"transformer-no-bias", "false"},
    {"transformer-no-affine", "false"},
    {"transformer-rnn-projection", "false"},
    {"transformer-train-position-embeddings", "false"},
    {"transformer-tied-layers", "[]"},
    {"transformer-pool", "false"},
    {"layer-normalization", "false"},
    {"lemma-dim-emb", "0"},
    {"factors-dim-emb", "0"},
    {"ulr", "false"},
    {"right-left", "false"},
    {"input-types", "[]"},
};

Status read_numbers(const Config& config, ModelShape& shape) {
  const struct {
    int& into;
    std::string_view key;
    std::optional<int> otherwise;
    int low, high;
  } numbers[] = {
      {shape.dim, "dim-emb", {}, 2, 8192},
      {shape.heads, "transformer-heads", {}, 1, 256},
      {shape.encoder_depth, "enc-depth", {}, 1, 64},
      {shape.decoder_depth, "dec-depth", {}, 1, 64},
      {shape.encoder_ffn_depth, "transformer-ffn-depth", 2, 2, 8},
      {shape.decoder_ffn_depth, "transformer-decoder-ffn-depth", 0, 0, 8},
      {shape.hidden, "transformer-dim-ffn", {}, 1, 65536},
      {shape.decoder_hidden, "transformer-decoder-dim-ffn", 0, 0, 65536},
  };
  for (const auto& number : numbers) {
    Result<int> value = config.number(number.key, number.otherwise, number.low, number.high);
    if (!value) return value.error();
    number.into = *value;
  }
  if (shape.decoder_ffn_depth < 2) shape.decoder_ffn_depth = shape.encoder_ffn_depth;  // 0: as the encoder
  if (shape.decoder_hidden == 0) shape.decoder_hidden = shape.hidden;
  return {};
}

}  // namespace

Result<ModelShape> ModelShape::read(const MarianFile& file) {
  const Config config(file.config(), file.name());
  for (const auto& [key, value] : kDemands) {
    if (Status met = config.demand(key, value); !met) return met.error();
  }
  ModelShape shape;
  if (Status read = read_numbers(config, shape); !read) return read.error();
  if (shape.dim % shape.heads != 0 || shape.dim % 2 != 0) {
    return Error{ErrorCode::kUnsupportedModel, 0,
                 file.name() + ": option dim-emb is " + std::to_string(shape.dim) +
                     "; it must be even and a multiple of transformer-heads (" + std::to_string(shape.heads) + "); " +
                     kAnotherModel};
  }
  shape.output_bias = !config.flag("output-omit-bias", false);
  const bool all = config.flag("tied-embeddings-all", false);
  shape.shared_embeddings = all || config.flag("tied-embeddings-src", false);
  shape.tied_output = all || config.flag("tied-embeddings", false);
  // By the same names under which the weights are loaded: a table that is not used must not give the vocabulary's size.
  const Tensor* source = file.find(shape.shared_embeddings ? "Wemb" : "encoder_Wemb");
  const Tensor* target = file.find(shape.shared_embeddings ? "Wemb" : "decoder_Wemb");
  const auto dim = static_cast<std::size_t>(shape.dim);
  constexpr std::size_t kMaxVocabulary = 1'000'000;
  for (const Tensor* table : {source, target}) {
    if (table == nullptr || table->columns != dim || table->rows > kMaxVocabulary) {
      return Error{ErrorCode::kBadModel, 0,
                   file.name() + ": the embedding table is missing or has not " + std::to_string(shape.dim) +
                       " columns, as option dim-emb says; fetch the file again"};
    }
  }
  shape.source_vocabulary = static_cast<int>(source->rows);
  shape.target_vocabulary = static_cast<int>(target->rows);
  return shape;
}

}  // namespace dragoman::engine
