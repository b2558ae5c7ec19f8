// MarianFile: the tensors of a Marian binary v1 file, as views into its bytes. Format: docs/formats/marian.md.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::engine {

enum class TensorType : std::uint64_t {
  kInt8 = 0x0101,  // the model's YAML text
  kFloat32 = 0x0404,
  kIntgemm8 = 0x4101,  // int8 values, then one float multiplier
};

struct Tensor {
  TensorType type = TensorType::kFloat32;
  std::size_t rows = 0, columns = 0;  // of the last two dimensions; leading ones must be 1
  std::string_view data;              // at least what type and shape need
  std::size_t offset = 0;             // of data in the file, for errors and for releasing pages

  std::size_t count() const { return rows * columns; }
  /// Float32 only: the values, which may be unaligned in memory given by a caller; see floats().
  float float_at(std::size_t i) const;
  /// Intgemm8 only: the values, and the multiplier behind them (weight = q / multiplier).
  const std::int8_t* quantised() const { return reinterpret_cast<const std::int8_t*>(data.data()); }
  float multiplier() const;
};

class MarianFile {
 public:
  /// Checks the whole layout: every size, offset and name, and that no intgemm value is -128. `bytes` and `name` must
  /// outlive the result; `name` goes into errors. Errors: kBadModel, kUnsupportedModel (type, version).
  static Result<MarianFile> parse(std::string_view bytes, std::string name);

  /// Null if absent.
  const Tensor* find(std::string_view name) const;
  /// The text of special:model.yml.
  std::string_view config() const { return config_; }
  const std::map<std::string, Tensor, std::less<>>& tensors() const { return tensors_; }
  const std::string& name() const { return name_; }

 private:
  std::map<std::string, Tensor, std::less<>> tensors_;
  std::string_view config_;
  std::string name_;
};

}  // namespace dragoman::engine
