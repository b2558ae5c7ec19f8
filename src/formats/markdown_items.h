// Markdown as md4c reads it, with the place of everything in the source.
//
// md4c tells what a document says, but of places only where text stands: the pointers that its callbacks get point into the input.
// Everything between two texts (delimiters, link destinations, escapes, line beginnings) is found by reading the gap between them
// against the events that md4c reported there. A gap that does not read makes its paragraph unplaced, and that is said.
#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/range.h"

namespace dragoman::formats {

enum class SpanKind { kEmphasis, kStrong, kStrike, kLink, kImage, kCode, kMath };

/// What stands behind a link's text.
struct LinkTail {
  enum class Kind { kInline, kReference, kCollapsed, kShortcut, kAutolink };
  Kind kind = Kind::kInline;
  ByteRange label = {};  ///< of the definition: kReference its own, kCollapsed and kShortcut the link's text
  ByteRange title = {};  ///< kInline, between its quotation marks; empty if there is none
};

struct MarkdownItem {
  enum class Kind { kText, kEntity, kNull, kSoftBreak, kHardBreak, kHtml, kOpen, kClose };
  Kind kind = Kind::kText;
  SpanKind span = SpanKind::kEmphasis;  ///< kOpen, kClose
  bool anchored = false;                ///< md4c told its place
  ByteRange source = {};   ///< of text without an escaping backslash; of a break, up to the next line's first letter
  int partner = -1;        ///< kOpen, kClose: index of the other
  LinkTail tail = {};      ///< kClose of links and images
  bool has_title = false;  ///< kOpen of links and images
  ByteRange title = {};    ///< where md4c read it; empty if it does not show
};

/// A leaf of the document, in its order: text with inline markup, or a block of raw HTML.
struct MarkdownLeaf {
  enum class Kind { kParagraph, kHeading, kCell, kHtml, kCode };
  Kind kind = Kind::kParagraph;
  int level = 0;  ///< of a heading
  bool in_quote = false, in_list = false;
  bool placed = false;    ///< `source`, and that of all items, can be relied on
  ByteRange source = {};  ///< from the first item to the last
  std::vector<MarkdownItem> items;
  bool top_level() const { return !in_quote && !in_list; }
};

struct MarkdownOptions {
  bool math = false;         ///< "$x$" is a formula
  bool definitions = false;  ///< the document defines links, so that text in brackets may be one
};

/// The leaves of `source` from `begin` on; nothing if md4c gave up (memory).
std::optional<std::vector<MarkdownLeaf>> read_leaves(std::string_view source, std::size_t begin,
                                                     const MarkdownOptions& options);

/// Whether "$" in this document begins formulas rather than prices.
bool has_math(std::string_view source);

/// The titles of link definitions ("[label]: destination "title""), between their quotation marks, by folded label. What stands in code is
/// found, too: ask only for labels that md4c knows.
std::map<std::string, ByteRange> definition_titles(std::string_view source, std::size_t begin);
/// Labels are the same whatever their case (of ASCII letters, here) and white space.
std::string folded_label(std::string_view label);

/// Places the items of a leaf that md4c did not: all of them stand behind `from`. Sets `placed`.
void place_items(std::string_view source, std::size_t from, MarkdownLeaf& leaf);

}  // namespace dragoman::formats
