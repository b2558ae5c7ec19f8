// Any bytes as the text of a Word document: an error, or a part that comes back byte for byte when nothing changes, and as well-formed
// XML with the same blocks when everything does.
// max_len: 8192
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "formats/placed.h"
#include "office/docx_part.h"

using namespace dragoman;

namespace {

std::vector<document::Placement> placements(const document::Document& document, const char* more) {
  std::vector<document::Placement> out;
  for (const document::SourceBlock& block : document.blocks()) {
    for (const document::Mark& mark : block.marks) {
      if (mark.text.begin > mark.text.end || mark.text.end > block.text.size()) std::abort();
    }
    out.push_back({block.keep == KeepReason::kNone, formats::source_pieces(block)});
    for (document::Piece& piece : out.back().pieces)
      piece.text += piece.kind == document::Piece::Kind::kText ? more : "";
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(reinterpret_cast<const char*>(data), size);
  const std::string open =
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
  const std::string bytes = open + body + "</w:body></w:document>";
  PageReadOptions options;
  options.max_depth = 50;
  const formats::ReadResult read = office::read_docx_part(bytes, options, {}, true);
  if (!read) return 0;
  const document::Document& document = **read;
  const auto same = document.write(std::vector<document::Placement>(document.blocks().size()), nullptr);
  const auto echo = document.write(placements(document, ""), nullptr);
  const auto loud = document.write(placements(document, "]]><&\"'"), nullptr);
  if (!same || !echo || !loud || *same != *echo) std::abort();
  const formats::ReadResult again = office::read_docx_part(*loud, options, {}, true);
  if (!again) std::abort();
  return 0;
}
