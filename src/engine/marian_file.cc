#include "engine/marian_file.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "base/bytes.h"

namespace dragoman::engine {
namespace {

constexpr std::uint64_t kVersion = 1;
// Far above any real model (195 tensors, names of 30 characters); they bound what a lying header can make us do.
constexpr std::uint64_t kMaxTensors = 100'000;
constexpr std::uint64_t kMaxNameBytes = 1024;
constexpr std::uint64_t kMaxRank = 8;
constexpr std::uint64_t kMaxCount = std::uint64_t{1} << 32;
constexpr std::string_view kConfigName = "special:model.yml";

struct Header {
  std::uint64_t name_bytes, type, rank, data_bytes;
};

/// A fault of the file at a byte, said with the file's name.
struct Faults {
  const std::string& file;
  Error bad(std::size_t at, const std::string& what) const {
    return {ErrorCode::kBadModel, at,
            file + " is damaged at byte " + std::to_string(at) + ": " + what + "; fetch the file again"};
  }
  Error unsupported(std::size_t at, const std::string& what) const {
    return {ErrorCode::kUnsupportedModel, at, file + ": " + what};
  }
};

Result<std::vector<Header>> read_headers(base::ByteReader& in, const Faults& faults) {
  const std::uint64_t version = in.u64();
  if (!in.ok()) return in.error();
  if (version != kVersion) {
    return faults.unsupported(0, "not a Marian binary file of version 1 (the first eight bytes say " +
                                     std::to_string(version) + "); a .npz or gzipped file must be converted first");
  }
  const std::uint64_t count = in.u64();
  if (count > kMaxTensors) return faults.bad(8, "it claims " + std::to_string(count) + " tensors");
  std::vector<Header> headers;
  headers.reserve(count);
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    const std::size_t at = in.at();
    const Header h{in.u64(), in.u64(), in.u64(), in.u64()};
    if (!in.ok()) break;
    if (h.name_bytes == 0 || h.name_bytes > kMaxNameBytes) return faults.bad(at, "a tensor's name has no sane length");
    if (h.rank == 0 || h.rank > kMaxRank)
      return faults.bad(at, "a tensor has " + std::to_string(h.rank) + " dimensions");
    headers.push_back(h);
  }
  if (!in.ok()) return in.error();
  return headers;
}

bool known_type(std::uint64_t type) {
  return type == static_cast<std::uint64_t>(TensorType::kInt8) ||
         type == static_cast<std::uint64_t>(TensorType::kFloat32) ||
         type == static_cast<std::uint64_t>(TensorType::kIntgemm8);
}

std::string hex(std::uint64_t value) {
  char text[24];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
  return text;
}

Result<std::vector<std::string>> read_names(base::ByteReader& in, const std::vector<Header>& headers,
                                            const Faults& faults) {
  std::vector<std::string> names;
  for (const Header& header : headers) {
    const std::size_t at = in.at();
    const std::string_view text = in.take(header.name_bytes);
    if (!in.ok()) return in.error();
    if (text.back() != '\0' || text.substr(0, text.size() - 1).find('\0') != std::string_view::npos) {
      return faults.bad(at, "a tensor's name does not end where its length says");
    }
    names.emplace_back(text.substr(0, text.size() - 1));
  }
  return names;
}

Result<Tensor> read_shape(base::ByteReader& in, const Header& header, const std::string& name, const Faults& faults) {
  const std::size_t at = in.at();
  std::uint64_t leading = 1;
  std::uint64_t rows = 1;
  std::uint64_t columns = 1;
  for (std::uint64_t d = 0; d < header.rank; ++d) {
    const std::int32_t size = in.i32();
    if (!in.ok()) return in.error();
    if (size <= 0) return faults.bad(at, "tensor " + name + " has a dimension of " + std::to_string(size));
    leading *= d >= 2 ? rows : 1;
    rows = d >= 1 ? columns : 1;
    columns = static_cast<std::uint64_t>(size);
    if (leading != 1 || rows * columns > kMaxCount) return faults.bad(at, "tensor " + name + " has no sane shape");
  }
  Tensor tensor;
  tensor.type = static_cast<TensorType>(header.type);
  tensor.rows = rows;
  tensor.columns = columns;
  return tensor;
}

Result<std::vector<Tensor>> read_shapes(base::ByteReader& in, const std::vector<Header>& headers,
                                        const std::vector<std::string>& names, const Faults& faults) {
  std::vector<Tensor> tensors;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (!known_type(headers[i].type)) {
      return faults.unsupported(in.at(), "tensor " + names[i] + " has type " + hex(headers[i].type) +
                                             "; this engine reads float32 (0x404) and intgemm8 (0x4101)");
    }
    Result<Tensor> tensor = read_shape(in, headers[i], names[i], faults);
    if (!tensor) return tensor.error();
    tensors.push_back(*tensor);
  }
  return tensors;
}

/// Bytes that type and shape need at least.
std::uint64_t needed_bytes(const Tensor& tensor) {
  switch (tensor.type) {
    case TensorType::kInt8: return tensor.count();
    case TensorType::kFloat32: return tensor.count() * sizeof(float);
    case TensorType::kIntgemm8: return tensor.count() + sizeof(float);
  }
  return 0;
}

/// The bytes of one tensor, which must hold what its shape needs.
Status take_data(base::ByteReader& in, std::uint64_t bytes, const std::string& name, const Faults& faults,
                 Tensor& tensor) {
  tensor.offset = in.at();
  tensor.data = in.take(bytes);
  if (!in.ok()) return in.error();
  if (tensor.data.size() >= needed_bytes(tensor)) return {};
  return faults.bad(tensor.offset, "tensor " + name + " has " + std::to_string(tensor.data.size()) +
                                       " bytes; its shape needs " + std::to_string(needed_bytes(tensor)));
}

Status check_values(const Tensor& tensor, const std::string& name, const Faults& faults) {
  if (tensor.type == TensorType::kFloat32) {
    for (std::size_t i = 0; i < tensor.count(); ++i) {
      if (!std::isfinite(tensor.float_at(i)))
        return faults.bad(tensor.offset + 4 * i, name + " holds a value that is no number");
    }
  }
  if (tensor.type == TensorType::kIntgemm8) {
    const float multiplier = tensor.multiplier();
    if (!std::isfinite(multiplier) || multiplier <= 0) {
      return faults.bad(tensor.offset + tensor.count(),
                        name + " has a quantisation multiplier that is no positive number");
    }
    const auto* begin = tensor.data.data();
    const void* hit = std::memchr(begin, 0x80, tensor.count());
    if (hit != nullptr) {
      return faults.bad(tensor.offset + static_cast<std::size_t>(static_cast<const char*>(hit) - begin),
                        name + " holds the weight -128, which no quantiser writes");
    }
  }
  return {};
}

}  // namespace

float Tensor::float_at(std::size_t i) const {
  float value = 0;
  std::memcpy(&value, data.data() + i * sizeof(float), sizeof(float));
  return value;
}

float Tensor::multiplier() const {
  float value = 0;
  std::memcpy(&value, data.data() + count(), sizeof(float));
  return value;
}

Result<MarianFile> MarianFile::parse(std::string_view bytes, std::string name) {
  MarianFile file;
  file.name_ = std::move(name);
  const Faults faults{file.name_};
  base::ByteReader in(bytes, file.name_);
  Result<std::vector<Header>> headers = read_headers(in, faults);
  if (!headers) return headers.error();

  const Result<std::vector<std::string>> names = read_names(in, *headers, faults);
  if (!names) return names.error();
  Result<std::vector<Tensor>> tensors = read_shapes(in, *headers, *names, faults);
  if (!tensors) return tensors.error();
  const std::uint64_t padding = in.u64();
  in.take(padding);
  if (!in.ok()) return in.error();

  for (std::size_t i = 0; i < tensors->size(); ++i) {
    Tensor& tensor = (*tensors)[i];
    const std::string& tensor_name = (*names)[i];
    if (Status taken = take_data(in, (*headers)[i].data_bytes, tensor_name, faults, tensor); !taken)
      return taken.error();
    if (tensor_name == kConfigName) {
      if (!file.config_.empty()) return faults.bad(tensor.offset, "tensor " + tensor_name + " comes twice");
      file.config_ = tensor.data.substr(0, tensor.data.find('\0'));
      continue;
    }
    if (Status sane = check_values(tensor, tensor_name, faults); !sane) return sane.error();
    if (!file.tensors_.emplace(tensor_name, tensor).second)
      return faults.bad(tensor.offset, "tensor " + tensor_name + " comes twice");
  }
  if (in.remaining() != 0) {
    return faults.bad(in.at(), std::to_string(in.remaining()) + " bytes follow the last tensor");
  }
  if (file.config_.empty()) {
    return faults.unsupported(0, std::string("it has no ") + std::string(kConfigName) +
                                     ", so its sizes are unknown; export it with the training program's own converter");
  }
  return file;
}

const Tensor* MarianFile::find(std::string_view name) const {
  const auto found = tensors_.find(name);
  return found == tensors_.end() ? nullptr : &found->second;
}

}  // namespace dragoman::engine
