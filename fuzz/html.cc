// Any bytes as a page: they are read and written without harm; unchanged they come back as they were, and with every block's
// words turned the page is still read.
// max_len: 65536
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include "html/html_document.h"
#include "markup/transfer.h"

namespace {

using namespace dragoman;

/// Words in reverse order, each linked to its own.
markup::AlignedText reversed_words(const std::string& text) {
  markup::AlignedText out;
  for (std::size_t end = text.size(); end > 0;) {
    const std::size_t blank = text.rfind(' ', end - 1);
    const std::size_t begin = blank == std::string::npos ? 0 : blank + 1;
    if (begin < end) {
      if (!out.text.empty()) out.text += ' ';
      out.links.push_back({{begin, end}, {out.text.size(), out.text.size() + end - begin}});
      out.text += text.substr(begin, end - begin);
    }
    end = begin == 0 ? 0 : begin - 1;
  }
  return out;
}

void check(const Result<std::unique_ptr<document::Document>>& read, std::string_view source, bool same_bytes) {
  if (!read) std::abort();
  const auto& blocks = (*read)->blocks();
  std::vector<document::Placement> placements(blocks.size());
  const auto same = (*read)->write(placements, nullptr);
  if (!same || (same_bytes && *same != source)) std::abort();
  for (std::size_t at = 0; at < blocks.size(); ++at) {
    const document::SourceBlock& block = blocks[at];
    if (block.keep == KeepReason::kNone) placements[at] = markup::transfer(block, reversed_words(block.text));
    placements[at].changed = block.keep == KeepReason::kNone;
  }
  const auto changed = (*read)->write(placements, nullptr);
  if (!changed) std::abort();
  if (!dragoman::html::read_html(*changed, {}, false)) std::abort();
}

bool is_ascii(std::string_view bytes) {
  for (const char c : bytes) {
    if (static_cast<unsigned char>(c) >= 0x80 || c == '\x1B') return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(dragoman::html::read_html(bytes, {.max_depth = 100}, false), bytes, is_ascii(bytes));
  check(dragoman::html::read_html_fragment(bytes, {.max_depth = 100}), bytes, is_ascii(bytes));
  return 0;
}
