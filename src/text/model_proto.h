// The SentencePiece model file, read without protobuf: a checked walk over its wire format
// (docs/formats/vocabulary.md).
//
// Both vocabularies stand on it: the prepared one takes its pieces from here, and the library is handed only bytes that
// passed here, because it trusts parts of them (the normaliser's table, the pieces) blindly.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::text {

enum class PieceType : std::uint8_t { kNormal = 1, kUnknown, kControl, kUserDefined, kUnused, kByte };
enum class ModelType : std::uint8_t { kUnigram = 1, kBpe, kWord, kChar };

/// The pieces' texts, one after the other.
class PiecePool {
 public:
  void reserve(std::size_t pieces, std::size_t bytes) {
    ends_.reserve(pieces + 1);
    bytes_.reserve(bytes);
  }
  void add(std::string_view piece) {
    bytes_.append(piece);
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }
  std::string_view operator[](std::size_t id) const {
    return {bytes_.data() + ends_[id], std::size_t{ends_[id + 1]} - ends_[id]};
  }
  std::size_t size() const { return ends_.size() - 1; }
  /// Whether every piece is UTF-8 without NUL.
  bool is_text() const;

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_ = {0};
};

/// What encoding and decoding need; the views point into the bytes that were parsed.
struct ModelProto {
  PiecePool pieces;
  std::vector<float> scores;     // of each piece: natural logs
  std::vector<PieceType> types;  // of each piece
  ModelType model_type = ModelType::kUnigram;
  bool byte_fallback = false;
  bool space_is_suffix = false;
  bool add_dummy_prefix = true;
  bool remove_extra_spaces = true;
  bool escape_spaces = true;
  bool has_denormalizer = false;
  std::string_view charsmap;
  std::string_view end_piece = "</s>";
  std::string_view unknown_surface = " \xE2\x81\x87 ";
};

/// Parses and checks that the file has all its parts; whether the pieces are text is left to those who use them. Errors: kBadModel (`at` = the offset
/// where the walk stopped making sense).
Result<ModelProto> parse_model_proto(std::string_view bytes, std::string_view name);

}  // namespace dragoman::text
