// Any marks, text, translation and links through transfer, locks, addresses, splits and numbers: nothing is lost, doubled,
// crossed or cut, and no link leads out of its text.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "fidelity/addresses.h"
#include "fidelity/numbers.h"
#include "fidelity/split.h"
#include "markup/locks.h"
#include "markup/transfer.h"
#include "text/utf8.h"

namespace {

using dragoman::ByteRange;
using dragoman::document::Mark;
using dragoman::document::Piece;
using dragoman::document::SourceBlock;
using dragoman::markup::AlignedText;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// Text, marks (<a to <h, </>, {, }, ! for a point), then after a line feed the translation, then pairs of bytes as links.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  std::string line() {
    const std::string_view found = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(std::min(rest_.size(), found.size() + 1));
    return std::string(found);
  }
  SourceBlock block() {
    SourceBlock block;
    std::vector<int> open;
    for (const char c : line()) {
      if (c == '<' || c == '{' || c == '!' || c == '^') {
        Mark mark;
        mark.kind = c == '{' ? Mark::Kind::kLocked : c == '!' ? Mark::Kind::kPoint : Mark::Kind::kSpan;
        mark.drop_cap = c == '^';
        mark.text = {block.text.size(), block.text.size()};
        mark.parent = open.empty() ? -1 : open.back();
        if (!open.empty() && block.marks[static_cast<std::size_t>(open.back())].kind == Mark::Kind::kLocked) continue;
        block.marks.push_back(mark);
        if (c != '!') open.push_back(static_cast<int>(block.marks.size()) - 1);
      } else if (c == '>' || c == '}') {
        if (open.empty()) continue;
        block.marks[static_cast<std::size_t>(open.back())].text.end = block.text.size();
        open.pop_back();
      } else {
        block.text += c;
      }
    }
    for (const int mark : open) block.marks[static_cast<std::size_t>(mark)].text.end = block.text.size();
    return block;
  }
  AlignedText translation() {
    AlignedText out{line(), {}};
    for (std::size_t at = 0; at + 3 < rest_.size(); at += 4) {
      const auto byte = [&](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(rest_[at + i]));
      };
      out.links.push_back({{byte(0), byte(0) + byte(1) % 16}, {byte(2), byte(2) + byte(3) % 16}});
    }
    return out;
  }

 private:
  std::string_view rest_;
};

void demand_whole(const SourceBlock& block, const std::vector<Piece>& pieces) {
  std::vector<int> open, seen(block.marks.size());
  for (const Piece& piece : pieces) {
    if (piece.kind == Piece::Kind::kText) {
      demand(!dragoman::text::first_bad_utf8(piece.text));
      continue;
    }
    if (piece.kind == Piece::Kind::kClose) {
      demand(!open.empty() && open.back() == piece.mark);
      open.pop_back();
      continue;
    }
    const Mark& mark = block.marks.at(static_cast<std::size_t>(piece.mark));
    demand(seen[static_cast<std::size_t>(piece.mark)]++ == 0);
    demand((open.empty() ? -1 : open.back()) == mark.parent);
    if (piece.kind == Piece::Kind::kOpen) open.push_back(piece.mark);
  }
  demand(open.empty() && std::ranges::all_of(seen, [](int times) { return times == 1; }));
}

void demand_links(const std::string& source, const AlignedText& text) {
  demand(!dragoman::text::first_bad_utf8(text.text));
  for (const auto& link : text.links)
    demand(link.target.begin <= link.target.end && link.target.end <= text.text.size() &&
           link.source.end <= source.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const SourceBlock block = input.block();
  const AlignedText translation = input.translation();
  if (dragoman::text::first_bad_utf8(block.text) || dragoman::text::first_bad_utf8(translation.text)) return 0;
  const auto placed = dragoman::markup::transfer(block, translation);
  if (placed.changed) demand_whole(block, placed.pieces);

  std::vector<ByteRange> locked = dragoman::markup::locked_ranges(block);
  for (const auto& address : dragoman::fidelity::find_addresses(block.text, [](char32_t c) { return c < 0x250; })) {
    demand(address.range.begin < address.range.end && address.range.end <= block.text.size());
    if (locked.empty() || address.range.begin >= locked.back().end) locked.push_back(address.range);
  }
  const auto restored = dragoman::markup::restore_locked(block.text, locked, translation);
  demand_links(block.text, restored.text);
  const auto again = dragoman::markup::transfer(block, restored.text);
  if (again.changed) demand_whole(block, again.pieces);
  const auto numbers = dragoman::fidelity::repair_numbers(block.text, translation, "en", "pt");
  demand_links(block.text, numbers.text);

  const auto parts = dragoman::fidelity::split_around(block.text, locked);
  std::vector<AlignedText> same;
  for (const auto& part : parts) {
    if (part.translate) same.push_back({block.text.substr(part.source.begin, part.source.end - part.source.begin), {}});
  }
  demand(dragoman::fidelity::join_parts(block.text, parts, same).text == block.text);
  return 0;
}
