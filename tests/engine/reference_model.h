// Reference model: the forward pass of docs/formats/marian.md in plain loops and double precision, straight from the
// tensors of a file. Slow and obvious; what the engine's layers are compared with. It shares no code with the engine.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model_writer.h"

namespace dragoman::engine::test {

struct Matrix {
  std::size_t rows = 0, columns = 0;
  std::vector<double> values;
  Matrix() = default;
  Matrix(std::size_t r, std::size_t c) : rows(r), columns(c), values(r * c) {}
  double& at(std::size_t r, std::size_t c) { return values[r * columns + c]; }
  double at(std::size_t r, std::size_t c) const { return values[r * columns + c]; }
};

/// How matrices of int8 are multiplied.
enum class Arithmetic {
  kExact,      // as real numbers: weights dequantised, inputs as they are
  kQuantised,  // inputs in 7 bits with a scale per row, or a static one behind a relu, as the engine documents
};

class ReferenceModel {
 public:
  /// `model` must outlive this.
  ReferenceModel(const ModelFile& model, Arithmetic arithmetic);

  using Ids = std::vector<std::uint32_t>;
  int encoder_depth() const { return encoder_depth_; }
  int decoder_depth() const { return decoder_depth_; }
  Matrix encoder_embed(const Ids& source) const;
  /// Layers count from 1.
  Matrix encoder_layer(int number, const Matrix& x) const;
  /// Input of the decoder for every position of `target` (the token before it; none at the first).
  Matrix decoder_embed(const Ids& target) const;
  /// `x`: all positions of one hypothesis. `alignment`, if not null, receives the first head's attention [T][S].
  Matrix decoder_layer(int number, const Matrix& x, const Matrix& context, Matrix* alignment = nullptr) const;
  /// Scores of the whole vocabulary.
  Matrix logits(const Matrix& x) const;

  /// All layers, one after the other.
  Matrix encode(const Ids& source) const;
  Matrix decode(const Ids& target, const Matrix& context, Matrix* alignment = nullptr) const;
  /// Natural logs of the probability of each target token, the unknown token (id 1) never a competitor.
  std::vector<double> score(const Ids& source, const Ids& target) const;

 private:
  struct Weight {  // [out][in]
    Matrix values;
    bool quantised = false;
    double unscale = 1;  // quantised: weight = value * unscale
    double alpha = 0;    // static scale of the input, if the file has one
  };
  Weight weight(const std::string& name, bool output_major) const;
  const float* vector(const std::string& name) const;
  Matrix affine(const Matrix& x, const Weight& w, const float* bias, bool behind_relu) const;
  Matrix layer(const Matrix& x, const std::string& prefix, const std::string& w, const std::string& b) const;
  Matrix norm(const Matrix& y, const Matrix& residual, const std::string& prefix) const;
  Matrix embed(const std::string& table, const std::vector<std::optional<std::uint32_t>>& ids) const;
  Matrix attention(const Matrix& x, const Matrix& context, const std::string& prefix, Matrix* first_head) const;
  Matrix feed_forward(const Matrix& x, const std::string& prefix, int depth) const;

  const ModelFile& model_;
  Arithmetic arithmetic_;
  std::size_t dim_, heads_;
  int encoder_depth_, decoder_depth_, encoder_ffn_depth_, decoder_ffn_depth_;
  std::string source_table_, target_table_;
  mutable std::vector<std::vector<float>> vectors_;  // storage of vector()
};

/// Rounds to the nearest, half to even, whatever the library's rounding mode.
double round_even(double x);

}  // namespace dragoman::engine::test
