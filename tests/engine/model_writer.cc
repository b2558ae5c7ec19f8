#include "model_writer.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace dragoman::engine::test {
namespace {

constexpr std::size_t kAlignTo = 256;
constexpr const char* kItem = "\n";  // the value of a line that is not `key: value`: kept as it is

template <class T>
void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T value_at(std::string_view bytes, std::size_t at) {
  T value{};
  std::memcpy(&value, bytes.substr(at, sizeof value).data(), sizeof value);
  return value;
}

std::vector<std::pair<std::string, std::string>> config_lines(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = line.find(':');
    if (line.empty() || line[0] == ' ' || colon == std::string::npos) {
      lines.emplace_back(line, kItem);
      continue;
    }
    lines.emplace_back(line.substr(0, colon), colon + 2 <= line.size() ? line.substr(colon + 2) : "");
  }
  return lines;
}

}  // namespace

float RawTensor::float_at(std::size_t i) const { return value_at<float>(data, 4 * i); }
void RawTensor::set_float(std::size_t i, float value) { put_at(data, 4 * i, value); }
float RawTensor::multiplier() const { return value_at<float>(data, count()); }

ModelFile ModelFile::read(std::string_view bytes) {
  ModelFile file;
  const auto count = value_at<std::uint64_t>(bytes, 8);
  const auto header = [&](std::size_t i, std::size_t field) {
    return value_at<std::uint64_t>(bytes, 16 + 32 * i + 8 * field);
  };
  std::size_t at = 16 + 32 * count;
  file.tensors.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    file.tensors[i].name = bytes.substr(at, header(i, 0) - 1);
    file.tensors[i].type = header(i, 1);
    at += header(i, 0);
  }
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t d = 0; d < header(i, 2); ++d, at += 4)
      file.tensors[i].shape.push_back(value_at<std::int32_t>(bytes, at));
  }
  at += 8 + value_at<std::uint64_t>(bytes, at);
  for (std::size_t i = 0; i < count; ++i) {
    file.tensors[i].data = bytes.substr(at, header(i, 3));
    at += header(i, 3);
  }
  if (at != bytes.size() || file.tensors.back().name != "special:model.yml")
    throw std::runtime_error("not a sound model file");
  const std::string& text = file.tensors.back().data;
  file.config = config_lines(std::string_view(text).substr(0, text.find('\0')));
  file.tensors.pop_back();
  return file;
}

void ModelFile::add_float(const std::string& name, std::vector<std::int32_t> shape, const std::vector<float>& values) {
  RawTensor tensor{name, kTypeFloat, std::move(shape), {}};
  tensor.data.assign(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  tensors.push_back(std::move(tensor));
}

void ModelFile::add_int8(const std::string& name, std::vector<std::int32_t> shape,
                         const std::vector<std::int8_t>& values, float multiplier) {
  RawTensor tensor{name, kTypeIntgemm8, std::move(shape), {}};
  tensor.data.assign(reinterpret_cast<const char*>(values.data()), values.size());
  append(tensor.data, multiplier);
  tensors.push_back(std::move(tensor));
}

RawTensor* ModelFile::find(std::string_view name) {
  const auto found = std::find_if(tensors.begin(), tensors.end(), [&](const RawTensor& t) { return t.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

void ModelFile::remove(std::string_view name) {
  std::erase_if(tensors, [&](const RawTensor& t) { return t.name == name; });
}

void ModelFile::set(const std::string& key, const std::string& value) {
  for (auto& line : config) {
    if (line.first == key) return void(line.second = value);
  }
  config.emplace_back(key, value);
}

std::string ModelFile::get(std::string_view key) const {
  for (const auto& line : config) {
    if (line.first == key) return line.second;
  }
  return {};
}

std::string ModelFile::config_text() const {
  std::string text;
  for (const auto& [key, value] : config) {
    if (!text.empty()) text += '\n';
    text += key;
    if (value != kItem) text += value.empty() ? ":" : ": " + value;
  }
  return text;
}

std::string ModelFile::bytes() const {
  std::vector<RawTensor> all = tensors;
  std::string text = config_text();
  text.push_back('\0');
  all.push_back({"special:model.yml", kTypeText, {static_cast<std::int32_t>(text.size())}, text});
  for (std::size_t i = 0; i + 1 < all.size(); ++i)
    all[i].data.resize((all[i].data.size() + kAlignTo - 1) / kAlignTo * kAlignTo, '\0');

  std::string out;
  append(out, std::uint64_t{1});
  append(out, static_cast<std::uint64_t>(all.size()));
  for (const RawTensor& tensor : all) {
    append(out, static_cast<std::uint64_t>(tensor.name.size() + 1));
    append(out, tensor.type);
    append(out, static_cast<std::uint64_t>(tensor.shape.size()));
    append(out, static_cast<std::uint64_t>(tensor.data.size()));
  }
  for (const RawTensor& tensor : all) out.append(tensor.name.c_str(), tensor.name.size() + 1);
  for (const RawTensor& tensor : all) {
    for (const std::int32_t size : tensor.shape) append(out, size);
  }
  const std::size_t padding = kAlignTo - (out.size() + 8) % kAlignTo;  // 1..256, never 0
  append(out, static_cast<std::uint64_t>(padding));
  out.append(padding, '\0');
  for (const RawTensor& tensor : all) out += tensor.data;
  return out;
}

void seal_shortlist(std::string& bytes) {
  std::uint64_t hash = 0;
  for (std::size_t at = 16; at + 8 <= bytes.size(); at += 8)
    hash ^= value_at<std::uint64_t>(bytes, at) + 0x9e3779b9 + (hash << 6) + (hash >> 2);
  put_at(bytes, 8, hash);
}

std::string ShortlistFile::bytes() const {
  std::string out;
  append(out, std::uint64_t{0xF11A48D5013417F5});
  append(out, std::uint64_t{0});  // the checksum, once all is there
  append(out, first);
  append(out, best);
  append(out, static_cast<std::uint64_t>(lists.size() + 1));
  std::uint64_t total = 0;
  for (const auto& list : lists) total += list.size();
  append(out, total);
  std::uint64_t offset = 0;
  for (const auto& list : lists) {
    append(out, offset);
    offset += list.size();
  }
  append(out, offset);
  for (const auto& list : lists) {
    for (const std::uint32_t id : list) append(out, id);
  }
  seal_shortlist(out);
  return out;
}

}  // namespace dragoman::engine::test
