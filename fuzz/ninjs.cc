// Any bytes as ninjs: an error, or an object that comes back byte for byte when nothing changes, and as one that can be read again
// when everything does.
// max_len: 8192
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "formats/formats.h"
#include "formats/placed.h"

using namespace dragoman;

namespace {

std::vector<document::Placement> placements(const document::Document& document, bool loud) {
  std::vector<document::Placement> out;
  for (const document::SourceBlock& block : document.blocks()) {
    out.push_back({block.keep == KeepReason::kNone, formats::source_pieces(block)});
    if (!loud) continue;
    for (document::Piece& piece : out.back().pieces)
      piece.text += piece.kind == document::Piece::Kind::kText ? "\"\\<&" : "";
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  PageReadOptions options;
  options.max_depth = 50;
  const formats::ReadResult read = formats::read_ninjs(bytes, options);
  if (!read) return 0;
  const document::Document& document = **read;
  document::Stamp stamp;
  stamp.source_language = "en";
  stamp.target_language = "pt";
  stamp.translator = "Dragoman";
  const auto same = document.write(std::vector<document::Placement>(document.blocks().size()), nullptr);
  const auto echo = document.write(placements(document, false), nullptr);
  const auto loud = document.write(placements(document, true), &stamp);
  if (!same || !echo || !loud || *same != *echo) std::abort();
  if (!formats::read_ninjs(*loud, options)) std::abort();
  return 0;
}
