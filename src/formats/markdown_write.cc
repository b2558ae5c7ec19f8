// Try and read again: the first way of writing whose result md4c reads as meant is taken. The ways go from what looks like the source to
// what cannot be misread: less and more escapes, the source's delimiters, stars (which work within words), HTML's elements.
#include "formats/markdown_write.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "formats/markdown_escape.h"
#include "formats/markdown_tokens.h"
#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

using document::Mark;
using document::Piece;
using document::Placement;
using document::SourceBlock;
using document::Splices;
using Place = MarkdownPlace;

enum class Delimiters { kSource, kStars, kHtml };

struct Way {
  Escaping escaping;
  Delimiters delimiters;
};
constexpr std::array<Way, 6> kWays = {{{Escaping::kLight, Delimiters::kSource},
                                       {Escaping::kLight, Delimiters::kStars},
                                       {Escaping::kFull, Delimiters::kSource},
                                       {Escaping::kFull, Delimiters::kStars},
                                       {Escaping::kFull, Delimiters::kHtml},
                                       {Escaping::kEntities, Delimiters::kHtml}}};

struct Pair {
  std::string_view open, close;
};

Pair delimiters_of(char kind, Delimiters delimiters) {
  const bool html = delimiters == Delimiters::kHtml;
  switch (kind) {
    case 'e': return html ? Pair{"<em>", "</em>"} : Pair{"*", "*"};
    case 's': return html ? Pair{"<strong>", "</strong>"} : Pair{"**", "**"};
    case 'd': return html ? Pair{"<del>", "</del>"} : Pair{"~~", "~~"};
    default: return {};
  }
}

bool is_break(const Piece& piece, const Place& place) {
  return piece.kind == Piece::Kind::kWhole && place.shown[piece.mark] ==
                                                  "\x02"
                                                  "br\x03";
}

/// Whether a piece is "<br>", which brings the blanks round it along.
bool is_tagged_break(const Piece& piece, const Place& place) {
  return piece.kind == Piece::Kind::kWhole && place.breaks[piece.mark];
}

/// A hard break at either end of a text breaks nothing: it moves behind the first word, or before the last.
void hold_outer_breaks(std::vector<Piece>& pieces, const Place& place) {
  if (pieces.size() < 2) return;
  if (is_break(pieces.front(), place) && pieces[1].kind == Piece::Kind::kText) {
    const std::size_t blank = pieces[1].text.find(' ');
    if (blank != std::string::npos) {
      Piece word = {Piece::Kind::kText, pieces[1].text.substr(0, blank), -1};
      pieces[1].text.erase(0, blank + 1);
      pieces.insert(pieces.begin(), std::move(word));
    }
  }
  Piece& before = pieces[pieces.size() - 2];
  if (is_break(pieces.back(), place) && before.kind == Piece::Kind::kText) {
    const std::size_t blank = before.text.rfind(' ');
    if (blank == std::string::npos) return;
    Piece word = {Piece::Kind::kText, before.text.substr(blank + 1), -1};
    before.text.resize(blank);
    pieces.push_back(std::move(word));
  }
}

/// Blanks move out of spans, as emphasis that begins or ends with one is none; NULs are what readers make of them.
std::vector<Piece> settled(const Placement& placement, const Place& place) {
  std::vector<Piece> out;
  std::size_t opens = 0;  // pieces at the end that are opening marks without text yet
  bool blank = false;
  const auto put_blank = [&](std::size_t before_end) {
    if (!std::exchange(blank, false) || out.empty()) return;
    out.insert(out.end() - static_cast<std::ptrdiff_t>(before_end), {Piece::Kind::kText, " ", -1});
  };
  for (const Piece& piece : placement.pieces) {
    if (piece.kind != Piece::Kind::kText) {
      if (is_break(piece, place) || is_tagged_break(piece, place)) blank = false;
      if (piece.kind != Piece::Kind::kClose) put_blank(piece.kind == Piece::Kind::kOpen ? 0 : opens);
      opens = piece.kind == Piece::Kind::kOpen ? opens + 1 : 0;
      out.push_back(piece);
      continue;
    }
    BlockText text;
    text.add("x");  // so that a blank at the beginning is kept
    text.add(piece.text);
    std::string words = text.take().substr(1);
    for (std::size_t nul = 0; (nul = words.find('\0')) != std::string::npos;) words.replace(nul, 1, "\xEF\xBF\xBD");
    const bool ends = !piece.text.empty() && is_blank(piece.text.back());
    if (words.starts_with(' ')) {
      blank = out.empty() || !(is_break(out.back(), place) || is_tagged_break(out.back(), place));
      words.erase(0, 1);
    }
    if (!words.empty()) {
      put_blank(opens);
      opens = 0;
      out.push_back({Piece::Kind::kText, std::move(words), -1});
    }
    blank = blank || ends;
  }
  hold_outer_breaks(out, place);
  return out;
}

class RunWriter {
 public:
  RunWriter(std::string_view source, const SourceBlock& block, const Place& place, const Splices& splices,
            const MarkdownOptions& options)
      : source_(source), block_(block), place_(place), splices_(splices), options_(options) {}

  std::string write(const Placement& placement) {
    pieces_ = settled(placement, place_);
    std::string text;
    for (const Way& way : kWays) {
      text = render(way);
      if (reads_as(text, expected(way))) return text;
    }
    // The last way is safe wherever it stands; what failed is the attempt to read it alone.
    return text;
  }

 private:
  std::string bytes(const document::Snippet& snippet) const {
    return snippet.literal.empty() ? splices_.render(snippet.source) : snippet.literal;
  }

  /// The delimiter of a mark that may be exchanged; empty if its own bytes stay.
  std::string_view exchanged(int mark, const Way& way, bool open) const {
    if (way.delimiters == Delimiters::kSource) return {};
    const Pair pair = delimiters_of(place_.delimiters[mark], way.delimiters);
    return open ? pair.open : pair.close;
  }

  std::string render(const Way& way) const {
    std::string out;
    bool line_start = starts_line();
    int links = 0;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const Piece& piece = pieces_[i];
      if (piece.kind == Piece::Kind::kText) {
        EscapeContext context;
        context.escaping = way.escaping;
        context.line_start = std::exchange(line_start, false);
        context.line_end = i + 1 == pieces_.size();
        context.brackets = links > 0 || options_.definitions || place_.kind == Place::Kind::kAlt ||
                           part(source_, place_.source).find("\\[") != std::string_view::npos;
        context.cell = place_.leaf == MarkdownLeaf::Kind::kCell;
        context.heading = place_.leaf == MarkdownLeaf::Kind::kHeading;
        context.math = options_.math || has_math(piece.text);
        out += escape_markdown(piece.text, context);
        continue;
      }
      const Mark& mark = block_.marks[piece.mark];
      const bool close = piece.kind == Piece::Kind::kClose;
      if (place_.delimiters[piece.mark] == 'l') links += close ? -1 : piece.kind == Piece::Kind::kOpen ? 1 : 0;
      const std::string_view other =
          piece.kind == Piece::Kind::kWhole ? std::string_view() : exchanged(piece.mark, way, !close);
      out += !other.empty() ? std::string(other) : bytes(close ? mark.close : mark.open);
      const bool next_line =
          is_tagged_break(piece, place_) && mark.open.literal.find_first_of("\r\n") != std::string::npos;
      line_start = is_break(piece, place_) || next_line || out.ends_with('\n');
    }
    return out;
  }

  /// Not so behind a "<br>" that ends no line of the source.
  bool starts_line() const {
    if (place_.kind != Place::Kind::kRun || place_.begins_line) return true;
    std::size_t at = place_.source.begin;
    while (at > 0 && (source_[at - 1] == ' ' || source_[at - 1] == '\t')) --at;
    return at == 0 || source_[at - 1] == '\n' || source_[at - 1] == '\r';
  }

  std::string expected(const Way& way) const {
    std::string out;
    for (const Piece& piece : pieces_) {
      if (piece.kind == Piece::Kind::kText) {
        out += piece.text;
      } else if (piece.kind == Piece::Kind::kWhole) {
        out += place_.shown[piece.mark];
      } else {
        const bool open = piece.kind == Piece::Kind::kOpen;
        const std::string_view other = exchanged(piece.mark, way, open);
        const Mark& mark = block_.marks[piece.mark];
        const char kind = place_.delimiters[piece.mark];
        if (bytes(mark.open) == kNoteSign) {
          out += bytes(open ? mark.open : mark.close);  // words to who reads Markdown
        } else if (kind == 0 || other.starts_with('<')) {
          out += "\x02" + (other.empty() ? bytes(open ? mark.open : mark.close) : std::string(other)) + "\x03";
        } else if (open) {
          const SpanKind span = kind == 'e'   ? SpanKind::kEmphasis
                                : kind == 's' ? SpanKind::kStrong
                                : kind == 'd' ? SpanKind::kStrike
                                              : SpanKind::kLink;
          out += "\x02" + std::to_string(static_cast<int>(span));
        } else {
          out += '\x03';
        }
      }
    }
    return out;
  }

  /// A document that has the text in its own surroundings, and the definitions that its links need.
  std::string surroundings(const std::string& text) const {
    std::string out;
    if (place_.kind == Place::Kind::kAlt) {
      out = "![" + text + "](u)";
    } else if (place_.leaf == MarkdownLeaf::Kind::kCell) {
      out = "| " + text + " |\n|---|\n";
    } else {
      const std::size_t line = source_.find_last_of("\r\n", place_.leaf_begin) + 1;  // npos + 1 is 0
      std::string_view before = part(source_, {std::min(line, place_.leaf_begin), place_.leaf_begin});
      // Deep in a list the blanks before would make it code.
      before.remove_prefix(std::min(mark_length(before), before.size()));
      const bool heading = place_.leaf == MarkdownLeaf::Kind::kHeading;
      for (const char c : before) {
        if (!is_blank(c) || !(out.empty() || out.back() == ' ')) out += is_blank(c) ? ' ' : c;
      }
      out += text + (heading && before.find('#') == std::string_view::npos ? "\n===" : "");
    }
    for (const std::string& label : place_.labels) out += "\n\n[" + label + "]: /u";
    return out + "\n";
  }

  bool reads_as(const std::string& text, const std::string& shape) const {
    const std::string document = surroundings(text);
    const auto leaves = read_leaves(document, 0, options_);
    if (!leaves || leaves->size() != 1 || leaves->front().kind != place_.leaf) {
      if (place_.kind != Place::Kind::kAlt || !leaves || leaves->size() != 1) return false;
    }
    const std::vector<MarkdownItem>& items = leaves->front().items;
    std::size_t first = 0, last = items.size();
    if (place_.kind == Place::Kind::kAlt) {
      const bool image =
          !items.empty() && items[0].span == SpanKind::kImage && items[0].partner + 1 == static_cast<int>(last);
      if (!image) return false;
      ++first;
      --last;
    }
    BlockText read, meant;
    read.add(shape_of(document, items, first, last));
    meant.add(shape);
    return read.text() == meant.text();
  }

  std::string_view source_;
  const SourceBlock& block_;
  const Place& place_;
  const Splices& splices_;
  const MarkdownOptions& options_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::string markdown_run(std::string_view source, const SourceBlock& block, const Place& place,
                         const Placement& placement, const Splices& splices, const MarkdownOptions& options) {
  std::string text = RunWriter(source, block, place, splices, options).write(placement);
  for (std::size_t at = 0; place.quoted && (at = text.find('"', at)) != std::string::npos;)
    text.replace(at, 1, "&quot;");
  return text;
}

std::string markdown_title(std::string_view words, char quote) {
  const std::string_view signs = quote == '(' ? "()" : quote == '"' ? "\"" : "'";
  std::string out;
  for (const char c : words) {
    if (c == '\\' || c == '&' || signs.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_words(std::string_view words) {
  EscapeContext context;
  context.escaping = Escaping::kFull;
  context.line_start = context.line_end = true;
  std::string escaped = escape_markdown(words, context);
  return escaped;
}

}  // namespace dragoman::formats
