// Any bytes as a feed, NewsML-G2 or XLIFF document (the first byte picks one): an error, or a document that comes back byte for
// byte when nothing changes, and as one that can be read again when everything does.
// max_len: 8192
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "formats/formats.h"
#include "formats/placed.h"

using namespace dragoman;

namespace {

formats::ReadResult read(int which, std::string_view bytes) {
  PageReadOptions options;
  options.max_depth = 50;
  switch (which) {
    case 0: return formats::read_feed(bytes, options, PageFormat::kRss);
    case 1: return formats::read_feed(bytes, options, PageFormat::kAtom);
    case 2: return formats::read_newsml(bytes, options);
    default: return formats::read_xliff(bytes, options);
  }
}

std::vector<document::Placement> placements(const document::Document& document, bool loud) {
  std::vector<document::Placement> out;
  for (const document::SourceBlock& block : document.blocks()) {
    for (const ByteRange& range : block.locked) {
      if (range.begin > range.end || range.end > block.text.size()) std::abort();
    }
    out.push_back({block.keep == KeepReason::kNone, formats::source_pieces(block)});
    if (!loud) continue;
    for (document::Piece& piece : out.back().pieces)
      piece.text += piece.kind == document::Piece::Kind::kText ? "]]><&\"'" : "";
  }
  return out;
}

void check(const Result<std::string>& written) {
  if (!written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const int which = data[0] % 4;
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const formats::ReadResult read_once = read(which, bytes);
  if (!read_once) return 0;
  const document::Document& document = **read_once;
  document::Stamp stamp;
  stamp.source_language = "en";
  stamp.target_language = "pt";
  stamp.translator = "Dragoman";
  stamp.publish_url = "https://example.org/?a&b";
  const auto same = document.write(std::vector<document::Placement>(document.blocks().size()), nullptr);
  const auto echo = document.write(placements(document, false), nullptr);
  const auto loud = document.write(placements(document, true), &stamp);
  check(same), check(echo), check(loud);
  // XLIFF gets targets even where they say the same.
  if (which != 3 && *same != *echo) std::abort();
  if (!read(which, *same) || !read(which, *echo) || !read(which, *loud)) std::abort();
  return 0;
}
