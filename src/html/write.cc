// Attributes first, then structured data, then texts, the innermost first: a text's tags are taken from the source with the attributes in
// them already translated.
#include "html/write.h"
#include <vector>
#include "text/utf8.h"

namespace dragoman::html {
namespace {

using document::Mark;
using document::Piece;
using document::Placement;
using document::SourceBlock;
using document::Splices;

/// Whether the pieces have every mark of the block once, opened and closed in order under its own parent.
bool is_whole(const SourceBlock& block, const Placement& placement) {
  std::vector<bool> seen(block.marks.size());
  std::vector<int> open;
  for (const Piece& piece : placement.pieces) {
    if (piece.kind == Piece::Kind::kText) continue;
    if (piece.mark < 0 || static_cast<std::size_t>(piece.mark) >= block.marks.size()) return false;
    const auto mark = static_cast<std::size_t>(piece.mark);
    if (piece.kind == Piece::Kind::kClose) {
      if (open.empty() || open.back() != piece.mark) return false;
      open.pop_back();
      continue;
    }
    const bool span = block.marks[mark].kind == Mark::Kind::kSpan;
    if (seen[mark] || span != (piece.kind == Piece::Kind::kOpen)) return false;
    if (block.marks[mark].parent != (open.empty() ? -1 : open.back())) return false;
    seen[mark] = true;
    if (span) open.push_back(piece.mark);
  }
  for (const bool one : seen) {
    if (!one) return false;
  }
  return open.empty();
}

std::string snippet(const document::Snippet& snippet, const Splices& splices) {
  return snippet.literal.empty() ? splices.render(snippet.source) : snippet.literal;
}

std::string written(const SourceBlock& block, const Placement& placement, const Site& site, const Splices& splices) {
  std::string out = site.lead ? " " : "";
  for (const Piece& piece : placement.pieces) {
    const Mark* mark = piece.kind == Piece::Kind::kText ? nullptr : &block.marks[static_cast<std::size_t>(piece.mark)];
    switch (piece.kind) {
      case Piece::Kind::kText: out += escaped(piece.text, 0, site.nbsp_reference); break;
      case Piece::Kind::kOpen:
      case Piece::Kind::kWhole: out += snippet(mark->open, splices); break;
      case Piece::Kind::kClose: out += snippet(mark->close, splices); break;
    }
  }
  return site.trail ? out += ' ' : out;
}

std::string attribute_value(const Placement& placement, const Site& site) {
  std::string text;
  for (const Piece& piece : placement.pieces) text += piece.text;
  if (site.quote != 0) return escaped(text, site.quote, site.nbsp_reference);
  return '"' + escaped(text, '"', site.nbsp_reference) + '"';
}

}  // namespace

std::string escaped(std::string_view text, char quote, bool nbsp_reference) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"' && quote == '"') {
      out += "&quot;";
    } else if (c == '\'' && quote == '\'') {
      out += "&#39;";
    } else if (nbsp_reference && text.substr(at, 2) == "\xC2\xA0") {
      out += "&nbsp;";
      ++at;
    } else {
      out += c;
    }
  }
  return out;
}

Status write_blocks(const PageBlocks& page, std::span<const Placement> placements, Splices& splices) {
  const auto changed = [&](std::size_t at, Site::Kind kind) {
    return placements[at].changed && page.sites[at].kind == kind;
  };
  for (std::size_t at = 0; at < page.blocks.size(); ++at) {
    if (changed(at, Site::Kind::kAttribute))
      splices.replace(page.sites[at].place, attribute_value(placements[at], page.sites[at]));
  }
  for (const PageBlocks::Script& script : page.scripts) {
    script.json.write(placements.subspan(script.first, script.json.blocks().size()), splices);
  }
  // What stands inside another block (a note in words) stands behind it in the list, and is written before it.
  for (std::size_t at = page.blocks.size(); at-- > 0;) {
    // An earlier label is replaced or taken out by whoever knows of the page's own one.
    if (!changed(at, Site::Kind::kText) || page.blocks[at].role == BlockRole::kLabel) continue;
    if (!is_whole(page.blocks[at], placements[at])) {
      return Error{ErrorCode::kInternal, page.sites[at].place.begin,
                   "a translated block lost or misplaced inline markup: " + page.blocks[at].text.substr(0, 80)};
    }
    splices.replace(page.sites[at].place, written(page.blocks[at], placements[at], page.sites[at], splices));
  }
  return {};
}

}  // namespace dragoman::html
