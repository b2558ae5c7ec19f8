// Protobuf's wire format: a tag (number of the field and kind of value), then a value, whose length is known from its head. Numbers of
// fields are those of onnx.proto: ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto, ValueInfoProto, TypeProto.
#include "piper/onnx_outline.h"

#include <algorithm>
#include <optional>

namespace dragoman::piper {
namespace {

constexpr std::uint64_t kModelGraph = 7;
constexpr std::uint64_t kGraphNode = 1, kGraphInitializer = 5, kGraphInput = 11, kGraphOutput = 12;
constexpr std::uint64_t kGraphSparse = 15;
constexpr std::uint64_t kNodeOutput = 2, kNodeKind = 4, kNodeAttribute = 5;
constexpr std::uint64_t kAttributeTensor = 5, kAttributeGraph = 6, kAttributeTensors = 10, kAttributeGraphs = 11;
constexpr std::uint64_t kAttributeSparse = 22, kAttributeSparses = 23;
constexpr std::uint64_t kTensorExternal = 13, kTensorPlace = 14;
constexpr std::uint64_t kValueName = 1;
constexpr std::size_t kLongestName = 512, kMostNames = 64;
constexpr int kDeepest = 8;  // graphs within graphs

struct Field {
  std::uint64_t number = 0;
  std::uint64_t value = 0;  // of a varint
  std::string_view bytes;   // of a length-delimited one
  bool is_bytes = false;
};

/// Walks the fields of one message; a fault ends it.
class Message {
 public:
  explicit Message(std::string_view bytes) : rest_(bytes) {}

  std::optional<Field> next() {
    if (rest_.empty() || broken_) return std::nullopt;
    const std::uint64_t tag = varint();
    Field field{tag >> 3, 0, {}, false};
    switch (tag & 7) {
      case 0: field.value = varint(); break;
      case 1: static_cast<void>(take(8)); break;
      case 2:
        field.bytes = take(varint());
        field.is_bytes = true;
        break;
      case 5: static_cast<void>(take(4)); break;
      default: broken_ = true;
    }
    if (field.number == 0) broken_ = true;
    if (broken_) return std::nullopt;
    return field;
  }
  bool broken() const { return broken_; }

 private:
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    broken_ = true;
    return 0;
  }
  std::string_view take(std::uint64_t size) {
    if (broken_ || size > rest_.size()) {
      broken_ = true;
      return {};
    }
    const std::string_view part = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return part;
  }

  std::string_view rest_;
  bool broken_ = false;
};

enum class Fault { kNone, kBroken, kExternal };

/// The outline of a graph and of all that lies in it.
class OutlineReader {
 public:
  Fault model(std::string_view bytes) {
    Message message(bytes);
    bool found = false;
    while (const auto field = message.next()) {
      if (field->number != kModelGraph || !field->is_bytes) continue;
      found = true;
      if (const Fault fault = graph(field->bytes, 0); fault != Fault::kNone) return fault;
    }
    if (ceilings_ != 1) outline_.durations.clear();
    return message.broken() || !found ? Fault::kBroken : Fault::kNone;
  }
  OnnxOutline take() { return std::move(outline_); }

 private:
  Fault graph(std::string_view bytes, int depth) {
    if (depth > kDeepest) return Fault::kBroken;
    Message message(bytes);
    while (const auto field = message.next()) {
      if (!field->is_bytes) continue;
      Fault fault = Fault::kNone;
      if (field->number == kGraphNode) fault = node(field->bytes, depth);
      if (field->number == kGraphInitializer) fault = tensor(field->bytes);
      if (field->number == kGraphSparse) fault = sparse(field->bytes);
      if (depth == 0 && field->number == kGraphInput) fault = value(field->bytes, outline_.inputs);
      if (depth == 0 && field->number == kGraphOutput) fault = value(field->bytes, outline_.outputs);
      if (fault != Fault::kNone) return fault;
    }
    return message.broken() ? Fault::kBroken : Fault::kNone;
  }

  Fault node(std::string_view bytes, int depth) {
    ++outline_.nodes;
    std::string_view kind, output;
    Message message(bytes);
    while (const auto field = message.next()) {
      if (!field->is_bytes) continue;
      if (field->number == kNodeKind) kind = field->bytes;
      if (field->number == kNodeOutput && output.empty()) output = field->bytes;
      if (field->number != kNodeAttribute) continue;
      if (const Fault fault = attribute(field->bytes, depth); fault != Fault::kNone) return fault;
    }
    if (kind == "Ceil" && depth == 0 && ++ceilings_ == 1 && output.size() <= kLongestName) outline_.durations = output;
    return message.broken() ? Fault::kBroken : Fault::kNone;
  }

  Fault attribute(std::string_view bytes, int depth) {
    Message message(bytes);
    while (const auto field = message.next()) {
      if (!field->is_bytes) continue;
      Fault fault = Fault::kNone;
      if (field->number == kAttributeTensor || field->number == kAttributeTensors) fault = tensor(field->bytes);
      if (field->number == kAttributeSparse || field->number == kAttributeSparses) fault = sparse(field->bytes);
      if (field->number == kAttributeGraph || field->number == kAttributeGraphs) fault = graph(field->bytes, depth + 1);
      if (fault != Fault::kNone) return fault;
    }
    return message.broken() ? Fault::kBroken : Fault::kNone;
  }

  /// A sparse tensor holds two tensors, its values and their places.
  static Fault sparse(std::string_view bytes) {
    Message message(bytes);
    while (const auto field = message.next()) {
      if (!field->is_bytes || field->number > 2) continue;
      if (const Fault fault = tensor(field->bytes); fault != Fault::kNone) return fault;
    }
    return message.broken() ? Fault::kBroken : Fault::kNone;
  }

  /// Weights in a file beside it: whoever made the model would choose which file is read.
  static Fault tensor(std::string_view bytes) {
    Message message(bytes);
    while (const auto field = message.next()) {
      if (field->number == kTensorExternal && field->is_bytes) return Fault::kExternal;
      if (field->number == kTensorPlace && field->value != 0) return Fault::kExternal;
    }
    return message.broken() ? Fault::kBroken : Fault::kNone;
  }

  static Fault value(std::string_view bytes, std::vector<std::string>& names) {
    Message message(bytes);
    while (const auto field = message.next()) {
      if (field->number != kValueName || !field->is_bytes) continue;
      if (field->bytes.size() > kLongestName || names.size() >= kMostNames) return Fault::kBroken;
      names.emplace_back(field->bytes);
    }
    return message.broken() ? Fault::kBroken : Fault::kNone;
  }

  OnnxOutline outline_;
  int ceilings_ = 0;
};

void put_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7F) | 0x80);
  out += static_cast<char>(value);
}

/// A length-delimited field.
std::string delimited(std::uint64_t number, std::string_view bytes) {
  std::string out;
  put_varint(out, number << 3 | 2);
  put_varint(out, bytes.size());
  return out.append(bytes);
}

}  // namespace

Result<OnnxOutline> read_onnx_outline(std::string_view bytes, std::string_view name) {
  OutlineReader reader;
  switch (reader.model(bytes)) {
    case Fault::kNone: return reader.take();
    case Fault::kExternal:
      return Error{ErrorCode::kUnsupportedModel, 0,
                   std::string(name) + ": its weights lie in other files; only voices in one file are used"};
    case Fault::kBroken: break;
  }
  return Error{ErrorCode::kBadModel, 0,
               std::string(name) + ": this is no whole ONNX file; get it again (a page in its place, or half of it?)"};
}

Status check_voice_outline(const OnnxOutline& outline, std::string_view name) {
  const auto has = [](const std::vector<std::string>& names, const char* one) {
    return std::ranges::find(names, one) != names.end();
  };
  const bool fits = has(outline.inputs, "input") && has(outline.inputs, "input_lengths") &&
                    has(outline.inputs, "scales") && has(outline.outputs, "output");
  if (fits) return {};
  return Error{ErrorCode::kUnsupportedModel, 0,
               std::string(name) + ": this is no Piper voice (it lacks input, input_lengths, scales or output)"};
}

std::string output_tail(std::string_view tensor) {
  const std::string floats = std::string(1, '\x08') + '\x01';  // TypeProto.Tensor: elem_type (1) is FLOAT (1)
  const std::string type = delimited(1, floats);               // TypeProto: tensor_type
  return delimited(kModelGraph, delimited(kGraphOutput, delimited(kValueName, tensor) + delimited(2, type)));
}

}  // namespace dragoman::piper
