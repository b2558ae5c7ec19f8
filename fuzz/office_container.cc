// Any bytes as an office document or e-book (the first byte picks one): an error, or a document that comes back byte for byte when
// nothing changes, and as one that can be read again when everything does.
// max_len: 16384
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "formats/placed.h"
#include "office/office.h"

using namespace dragoman;

namespace {

constexpr PageFormat kPackages[] = {PageFormat::kDocx, PageFormat::kOdt, PageFormat::kEpub};

std::vector<document::Placement> placements(const document::Document& document, const char* more) {
  std::vector<document::Placement> out;
  for (const document::SourceBlock& block : document.blocks()) {
    out.push_back({block.keep == KeepReason::kNone, formats::source_pieces(block)});
    for (document::Piece& piece : out.back().pieces)
      piece.text += piece.kind == document::Piece::Kind::kText ? more : "";
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  (void)office::recognise_package(bytes);
  PageReadOptions options;
  options.max_bytes = std::size_t{1} << 20;
  options.max_depth = 50;
  const PageFormat format = kPackages[data[0] % 3];
  const formats::ReadResult read = office::read_package(bytes, options, format);
  if (!read) return 0;
  const document::Document& document = **read;
  document::Stamp stamp;
  stamp.source_language = "en";
  stamp.target_language = "pt";
  stamp.label = "Traduzido";
  stamp.translator = "Dragoman";
  const auto same = document.write(std::vector<document::Placement>(document.blocks().size()), nullptr);
  if (!same || *same != bytes) std::abort();
  const auto echo = document.write(placements(document, ""), nullptr);
  if (!echo || *echo != bytes) std::abort();
  // A container whose unread parts are damaged cannot be packed anew: that is an error, not a crash.
  const auto loud = document.write(placements(document, "]]><&\"'"), &stamp);
  if (!loud) return 0;
  options.max_bytes = std::size_t{4} << 20;
  if (!office::read_package(*loud, options, format)) std::abort();
  return 0;
}
