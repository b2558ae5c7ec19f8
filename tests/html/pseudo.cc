#include "pseudo.h"
#include <algorithm>

namespace dragoman::html {
namespace {

using document::Mark;
using document::Piece;
using document::Placement;
using document::SourceBlock;

struct Layer {
  const SourceBlock& block;
  bool turn = true;
  Placement out;
  std::vector<int> open;
  std::size_t at = 0;

  void text_until(std::size_t end) {
    while (at < end) {
      std::size_t stop = end;
      bool locked = false;
      for (const ByteRange& range : block.locked) {
        if (range.begin <= at && at < range.end) locked = true, stop = std::min(stop, range.end);
        if (range.begin > at) stop = std::min(stop, range.begin);
      }
      const std::string part = block.text.substr(at, stop - at);
      out.pieces.push_back({Piece::Kind::kText, locked || !turn ? part : turned(part), -1});
      at = stop;
    }
  }
  void close_until(int parent) {
    while (!open.empty() && open.back() != parent) {
      text_until(block.marks[static_cast<std::size_t>(open.back())].text.end);
      out.pieces.push_back({Piece::Kind::kClose, {}, open.back()});
      open.pop_back();
    }
  }
};

}  // namespace

std::string turned(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    const char low = static_cast<char>(c | 32);
    if (low >= 'a' && low <= 'z') c = static_cast<char>(low < 'n' ? c + 13 : c - 13);
  }
  return out;
}

Placement pseudo_translation(const SourceBlock& block, bool turn) {
  Layer layer{block, turn, {}, {}, 0};
  layer.out.changed = block.keep == KeepReason::kNone;
  for (std::size_t index = 0; index < block.marks.size(); ++index) {
    const Mark& mark = block.marks[index];
    layer.close_until(mark.parent);
    layer.text_until(mark.text.begin);
    const auto number = static_cast<int>(index);
    if (mark.kind == Mark::Kind::kSpan) {
      layer.out.pieces.push_back({Piece::Kind::kOpen, {}, number});
      layer.open.push_back(number);
    } else {
      layer.out.pieces.push_back({Piece::Kind::kWhole, {}, number});
      layer.at = std::max(layer.at, mark.text.end);
    }
  }
  layer.close_until(-1);
  layer.text_until(block.text.size());
  return std::move(layer.out);
}

std::vector<Placement> pseudo_translations(std::span<const SourceBlock> blocks) {
  std::vector<Placement> all;
  all.reserve(blocks.size());
  for (const SourceBlock& block : blocks) all.push_back(pseudo_translation(block));
  return all;
}

std::vector<Placement> unchanged(std::span<const SourceBlock> blocks) { return std::vector<Placement>(blocks.size()); }

}  // namespace dragoman::html
