// A block's own pieces are its text cut at its marks; two placements are the same if text and places of marks are.
#include "formats/placed.h"

#include <algorithm>
#include <optional>

#include "document/news_forms.h"
#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

using document::Mark;
using document::Piece;

void add_text(std::vector<Piece>& pieces, std::string_view text) {
  if (text.empty()) return;
  if (!pieces.empty() && pieces.back().kind == Piece::Kind::kText) {
    pieces.back().text += text;
  } else {
    pieces.push_back({Piece::Kind::kText, std::string(text), -1});
  }
}

}  // namespace

std::vector<Piece> source_pieces(const document::SourceBlock& block) {
  std::vector<Piece> pieces;
  std::vector<int> open;
  std::size_t at = 0;
  const auto text_to = [&](std::size_t end) {
    if (end > at) add_text(pieces, std::string_view(block.text).substr(at, end - at)), at = end;
  };
  const auto close_to = [&](int parent) {
    for (; !open.empty() && open.back() != parent; open.pop_back()) {
      text_to(block.marks[open.back()].text.end);
      pieces.push_back({Piece::Kind::kClose, "", open.back()});
    }
  };
  for (int i = 0; i < static_cast<int>(block.marks.size()); ++i) {
    const Mark& mark = block.marks[i];
    close_to(mark.parent);
    text_to(mark.text.begin);
    if (mark.kind == Mark::Kind::kSpan) {
      pieces.push_back({Piece::Kind::kOpen, "", i});
      open.push_back(i);
    } else {
      pieces.push_back({Piece::Kind::kWhole, "", i});
      at = std::max(at, mark.text.end);
    }
  }
  close_to(-1);
  text_to(block.text.size());
  return pieces;
}

bool changes(const document::SourceBlock& block, const document::Placement& placement) {
  if (!placement.changed) return false;
  const FlatPlacement flat = flatten(block, placement);
  if (flat.text != block.text) return true;
  // A mark before or behind a blank is at the same place.
  const auto settled = [&](std::size_t at) {
    while (at > 0 && block.text[at - 1] == ' ') --at;
    return at;
  };
  for (std::size_t i = 0; i < flat.marks.size(); ++i) {
    if (settled(flat.marks[i].begin) != settled(block.marks[i].text.begin) ||
        settled(flat.marks[i].end) != settled(block.marks[i].text.end)) {
      return true;
    }
  }
  return false;
}

void lock_news_forms(document::SourceBlock& block) {
  if (block.keep != KeepReason::kNone) return;
  const auto keep_as = [&](BlockRole role) {
    block.role = role;
    block.keep = KeepReason::kName;
  };
  switch (block.role) {
    case BlockRole::kCaption:
      if (document::is_credit_line(block.text)) {
        keep_as(BlockRole::kCredit);
      } else if (const auto credit = document::find_credit(block.text)) {
        block.locked.push_back(*credit);
      }
      break;
    case BlockRole::kByline:
      // Where a format says "byline" and no known form fits, the text is a name alone.
      if (const auto names = document::find_byline(block.text)) {
        block.locked.insert(block.locked.end(), names->begin(), names->end());
      } else {
        keep_as(BlockRole::kByline);
      }
      break;
    case BlockRole::kText:
    case BlockRole::kDateline:
      if (const auto agency = document::find_dateline_agency(block.text)) block.locked.push_back(*agency);
      if (const auto credit = document::find_introduced_credit(block.text)) block.locked.push_back(*credit);
      break;
    default: break;
  }
}

std::string collapsed(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

}  // namespace dragoman::formats
