// Model writer: Marian binary v1 files and shortlists in memory, written tensor by tensor, so that tests can make small
// models of any shape, variants of a real one, and every kind of broken file. It shares no code with the reader.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dragoman::engine::test {

constexpr std::uint64_t kTypeText = 0x0101, kTypeFloat = 0x0404, kTypeIntgemm8 = 0x4101;

/// A tensor as the file has it. `rows` and `columns` are the shape; intgemm8 bytes are the values, then the multiplier.
struct RawTensor {
  std::string name;
  std::uint64_t type = kTypeFloat;
  std::vector<std::int32_t> shape;
  std::string data;

  std::size_t rows() const { return static_cast<std::size_t>(shape[shape.size() - 2]); }
  std::size_t columns() const { return static_cast<std::size_t>(shape.back()); }
  std::size_t count() const { return rows() * columns(); }
  float float_at(std::size_t i) const;
  void set_float(std::size_t i, float value);
  std::int8_t int8_at(std::size_t i) const { return static_cast<std::int8_t>(data[i]); }
  float multiplier() const;
};

struct ModelFile {
  std::vector<RawTensor> tensors;                           // without special:model.yml
  std::vector<std::pair<std::string, std::string>> config;  // its lines, key and value as text

  /// Reads a sound file (a real model); anything else is a fault of the test.
  static ModelFile read(std::string_view bytes);

  void add_float(const std::string& name, std::vector<std::int32_t> shape, const std::vector<float>& values);
  void add_int8(const std::string& name, std::vector<std::int32_t> shape, const std::vector<std::int8_t>& values,
                float multiplier);
  RawTensor* find(std::string_view name);
  const RawTensor* find(std::string_view name) const { return const_cast<ModelFile*>(this)->find(name); }
  void remove(std::string_view name);
  void set(const std::string& key, const std::string& value);
  std::string get(std::string_view key) const;
  int number(std::string_view key) const { return std::stoi(get(key)); }

  std::string config_text() const;
  /// The file: headers, names, shapes, padding to 256, data. Data lengths are rounded up to 256, but for the last.
  std::string bytes() const;
};

enum class Numbers { kFloat, kInt8, kInt8Alphas };

/// What random_model() makes. Weights are scaled so that activations stay around 1.
struct RandomShape {
  int dim = 16, heads = 2, hidden = 32;
  int encoder_depth = 1, decoder_depth = 1;
  int encoder_ffn_depth = 2, decoder_ffn_depth = 0, decoder_hidden = 0;  // 0: as the encoder, option left out
  int source_vocabulary = 24, target_vocabulary = 24;
  bool shared_embeddings = true, tied_output = true, output_bias = true;
  Numbers numbers = Numbers::kFloat;
  unsigned seed = 1;
  float output_scale = 1;  // of the output matrix and bias: how sure the model is
  float end_bias = 0;  // of the end mark's output; with 0 a random model never ends, with 2 every second sentence does
};

ModelFile random_model(const RandomShape& shape);

/// Variants of a model, each proving that a shape which cannot be downloaded runs.
ModelFile dequantised(const ModelFile& model);       // every intgemm8 matrix as float32, turned to (in, out)
ModelFile split_vocabulary(const ModelFile& model);  // Wemb becomes encoder_Wemb and decoder_Wemb
ModelFile untied_output(const ModelFile& model);     // and its copy decoder_ff_logit_out_W, (D, V)
ModelFile with_depth(const ModelFile& model, int encoder_depth, int decoder_depth);
ModelFile with_heads(const ModelFile& model, int heads);

struct ShortlistFile {
  std::uint64_t first = 4, best = 50;
  std::vector<std::vector<std::uint32_t>> lists;  // one per source token, ascending

  std::string bytes() const;
};

/// Writes the right checksum into the bytes of a shortlist that a test has changed.
void seal_shortlist(std::string& bytes);
/// Lists of random length for every source token.
ShortlistFile random_shortlist(std::size_t source_vocabulary, std::size_t target_vocabulary, std::size_t longest,
                               unsigned seed);

/// Little-endian value at a place in bytes: what the tests of damaged files overwrite.
template <class T>
void put_at(std::string& bytes, std::size_t at, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) bytes.at(at + i) = reinterpret_cast<const char*>(&value)[i];
}

}  // namespace dragoman::engine::test
