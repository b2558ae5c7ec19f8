// Protobuf's wire format is a row of (field number, kind, value); four kinds exist in practice. Unknown fields are
// stepped over, as protobuf does, so that models of newer trainers load.
#include "text/model_proto.h"

#include <cmath>
#include <cstring>

#include "text/utf8.h"

namespace dragoman::text {
namespace {

struct Piece {
  std::string_view text;
  float score = 0;
};

/// One field of a message. `bytes` is set for kind 2, `number` for the others.
struct Field {
  std::uint64_t id = 0;
  unsigned kind = 0;
  std::uint64_t number = 0;
  std::string_view bytes;
};

/// Walks the fields of one message. After the first fault next() returns false and bad() says so.
class FieldWalk {
 public:
  explicit FieldWalk(std::string_view message) : message_(message) {}
  bool next(Field& field) {
    if (bad_ || at_ == message_.size()) return false;
    std::uint64_t key = 0;
    if (!varint(key)) return false;
    field.id = key >> 3;
    if (field.id == 0) return false;  // no message has it; a file with zeros behind it would
    field.kind = key & 7;
    switch (field.kind) {
      case 0: return varint(field.number);
      case 1: return fixed(8, field);
      case 2: return varint(field.number) && take(field.number, field.bytes);
      case 5: return fixed(4, field);
      default: return fail();  // groups ended with protobuf 1; nothing in these models uses them
    }
  }
  bool bad() const { return bad_; }
  const char* place() const { return message_.data() + at_; }

 private:
  bool fail() { return bad_ = true, false; }
  bool varint(std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64 && at_ < message_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(message_[at_++]);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return true;
    }
    return fail();
  }
  bool take(std::uint64_t count, std::string_view& part) {
    if (count > message_.size() - at_) return fail();
    part = message_.substr(at_, count);
    at_ += count;
    return true;
  }
  bool fixed(std::size_t size, Field& field) {
    std::string_view part;
    if (!take(size, part)) return false;
    field.number = 0;
    std::memcpy(&field.number, part.data(), size);
    return true;
  }

  std::string_view message_;
  std::size_t at_ = 0;
  bool bad_ = false;
};

float as_float(const Field& field) {
  const auto bits = static_cast<std::uint32_t>(field.number);
  float value = 0;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

class Parser {
 public:
  Parser(std::string_view bytes, std::string_view name) : bytes_(bytes), name_(name) {}

  Result<ModelProto> run() {
    const std::size_t guess = bytes_.size() / 24;  // the file's bytes for one piece, in real models
    out_.pieces.reserve(guess, bytes_.size() / 3);
    out_.scores.reserve(guess);
    out_.types.reserve(guess);
    FieldWalk walk(bytes_);
    Field field;
    while (!failed_ && walk.next(field)) {
      if (field.kind != 2) continue;
      if (field.id == 1) piece(field.bytes);
      if (field.id == 2) trainer(field.bytes);
      if (field.id == 3) normalizer(field.bytes);
      if (field.id == 5) denormalizer(field.bytes);
    }
    if (walk.bad()) fail(walk.place(), "is not a SentencePiece model, or is cut short");
    if (!failed_ && out_.pieces.size() == 0) fail(bytes_.data(), "holds no vocabulary");
    // The library writes both into every model, behind the pieces: a file cut off between two pieces looks sound but for them.
    if (!failed_ && !(has_trainer_ && has_normalizer_)) {
      const std::string lost = has_trainer_ ? "normaliser" : "trainer";
      fail(walk.place(), "is cut short: its " + lost + " settings are missing");
    }
    if (failed_) return error_;
    return std::move(out_);
  }

 private:
  void fail(const char* place, std::string_view what) {
    if (failed_) return;
    failed_ = true;
    const auto at = static_cast<std::size_t>(place - bytes_.data());
    error_ = {ErrorCode::kBadModel, at,
              std::string(name_) + " " + std::string(what) + " (at byte " + std::to_string(at) +
                  "); fetch the vocabulary file again"};
  }

  /// Nearly all pieces are written as: text (under 128 bytes), score, no type. Reads those without the general walk.
  static bool plain_piece(std::string_view message, Piece& piece) {
    if (message.size() < 8 || message[0] != 0x0A ||
        static_cast<unsigned char>(message[1]) + std::size_t{7} != message.size()) {
      return false;
    }
    const std::size_t size = message.size() - 7;
    if (size > 127 || message[size + 2] != 0x15) return false;
    piece.text = message.substr(2, size);
    std::memcpy(&piece.score, message.data() + size + 3, sizeof(piece.score));
    return true;
  }

  void piece(std::string_view message) {
    Piece piece;
    std::uint64_t type = 1;
    FieldWalk walk(message);
    Field field;
    if (!plain_piece(message, piece)) {
      while (walk.next(field)) {
        if (field.id == 1 && field.kind == 2) piece.text = field.bytes;
        if (field.id == 2 && field.kind == 5) piece.score = as_float(field);
        if (field.id == 3 && field.kind == 0) type = field.number;
      }
    }
    if (walk.bad()) return fail(walk.place(), "has a damaged piece");
    if (piece.text.empty()) return fail(message.data(), "has an empty piece");
    if (type < 1 || type > 6) return fail(message.data(), "has a piece of an unknown type");
    if (!std::isfinite(piece.score)) return fail(message.data(), "has a piece whose score is not a number");
    out_.pieces.add(piece.text);
    out_.scores.push_back(piece.score);
    out_.types.push_back(static_cast<PieceType>(type));
  }

  void trainer(std::string_view message) {
    has_trainer_ = true;
    FieldWalk walk(message);
    Field field;
    std::uint64_t type = static_cast<std::uint64_t>(out_.model_type);
    while (walk.next(field)) {
      if (field.id == 3 && field.kind == 0) type = field.number;
      if (field.id == 24 && field.kind == 0) out_.space_is_suffix = field.number != 0;
      if (field.id == 35 && field.kind == 0) out_.byte_fallback = field.number != 0;
      if (field.id == 44 && field.kind == 2) out_.unknown_surface = field.bytes;
      if (field.id == 47 && field.kind == 2) out_.end_piece = field.bytes;
    }
    if (walk.bad()) return fail(walk.place(), "has damaged trainer settings");
    if (type < 1 || type > 4) return fail(message.data(), "is of an unknown model type");
    if (first_bad_utf8(out_.unknown_surface))
      return fail(message.data(), "has a sign for the unknown that is not UTF-8");
    out_.model_type = static_cast<ModelType>(type);
  }

  void normalizer(std::string_view message) {
    has_normalizer_ = true;
    FieldWalk walk(message);
    Field field;
    while (walk.next(field)) {
      if (field.id == 2 && field.kind == 2) out_.charsmap = field.bytes;
      if (field.id == 3 && field.kind == 0) out_.add_dummy_prefix = field.number != 0;
      if (field.id == 4 && field.kind == 0) out_.remove_extra_spaces = field.number != 0;
      if (field.id == 5 && field.kind == 0) out_.escape_spaces = field.number != 0;
    }
    if (walk.bad()) fail(walk.place(), "has damaged normaliser settings");
  }

  void denormalizer(std::string_view message) {
    FieldWalk walk(message);
    Field field;
    while (walk.next(field)) {
      if (field.id == 2 && field.kind == 2 && !field.bytes.empty()) out_.has_denormalizer = true;
    }
    if (walk.bad()) fail(walk.place(), "has damaged denormaliser settings");
  }

  std::string_view bytes_, name_;
  ModelProto out_;
  Error error_;
  bool failed_ = false, has_trainer_ = false, has_normalizer_ = false;
};

}  // namespace

/// The pool as a whole is UTF-8, and no piece begins inside a code point.
bool PiecePool::is_text() const {
  if (bytes_.find('\0') != std::string::npos || first_bad_utf8(bytes_)) return false;
  for (std::size_t id = 0; id < size(); ++id) {
    if (is_continuation((*this)[id].front())) return false;
  }
  return true;
}

Result<ModelProto> parse_model_proto(std::string_view bytes, std::string_view name) {
  return Parser(bytes, name).run();
}

}  // namespace dragoman::text
