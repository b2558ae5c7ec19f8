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

struct ModelPiece {
  std::string_view text;
  float score = 0;
  PieceType type = PieceType::kNormal;
};

/// What encoding and decoding need; views point into the bytes that were parsed.
struct ModelProto {
  std::vector<ModelPiece> pieces;
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

/// Parses and checks; whether the pieces are UTF-8 is left to those who use them. Errors: kBadModel (`at` = the offset where the walk stopped making sense).
Result<ModelProto> parse_model_proto(std::string_view bytes, std::string_view name);

}  // namespace dragoman::text
