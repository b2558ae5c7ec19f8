// Layout: a block's marks as a tree over both texts, on its way from the source's places to the target's.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "document/block.h"
#include "markup/atoms.h"
#include "markup/transfer.h"

namespace dragoman::markup {

/// A mark, or the block as a whole (node 0). Node i is mark i - 1.
struct Node {
  enum class Kind {
    kText,      ///< has text of its own or inside it: gets a stretch, never an empty one
    kPlace,     ///< has none, or none left: gets a place between two atoms
    kFixed,     ///< its text stands in the target as it is: `target` is known
    kDropCap,   ///< gets the first letter of its parent's stretch
    kFollower,  ///< shares the stretch of the span before it, see rows.h
  };
  Kind kind = Kind::kText;
  std::size_t parent = 0;
  ByteRange source;                 ///< inside the parent's; without white space at the ends, but for empty ones
  ByteRange target;                 ///< bytes
  std::size_t first = 0, last = 0;  ///< the same in target atoms: [first, last)
  std::size_t need = 1;             ///< spans with text at its leaves: as many characters must be there
  bool locked = false;
  bool hollow = false;                ///< a span for whose text the target has none, see kUnseen
  std::vector<std::size_t> children;  ///< source order
};

/// What a hollow span is written with, so that it is not empty: a word joiner.
inline constexpr std::string_view kUnseen = "\xE2\x81\xA0";

struct Layout {
  std::string_view source, target;
  std::vector<Atom> source_atoms, target_atoms;
  std::vector<int> aligned;             ///< target atom -> source atom, or kNoAtom
  std::vector<std::size_t> fixed;       ///< target atom -> the fixed node whose text it is, 0 for none
  std::vector<std::size_t> words_upto;  ///< words before each source atom; one more entry than atoms
  std::vector<Node> nodes;
  std::size_t drop_cap = 0;                              ///< the block's initial, 0 for none
  std::vector<std::vector<std::size_t>> rows;            ///< of spans that cut one word, see rows.h
  std::vector<std::vector<std::string_view>> row_parts;  ///< what each span of a row held
  std::vector<ByteRange>
      erased;  ///< parts of the target that are not written: text of locked marks that stand elsewhere

  /// Words of the source that begin inside `range`.
  std::size_t source_words(ByteRange range) const;
  /// Words of the source inside `node` and outside its children.
  std::size_t own_words(const Node& node) const;
  /// Gives a locked mark up as text: it becomes a place, and its text in the target is erased.
  void lift(Node& node);
};

struct LayoutOptions {
  bool graphemes = false;    ///< cut the target's words into characters
  bool initials = true;      ///< the block's initial goes on the first letter, not with its word
  bool rows = true;          ///< spans that cut one word into letters stay together
  bool lift_locked = false;  ///< nothing keeps its place in the target, neither locked marks nor initials
};

Layout make_layout(const document::SourceBlock& block, const AlignedText& translation, const LayoutOptions& options);

/// The text of a span that must stay as it is because it says the same in all languages: "[3]", a lone number, an arrow;
/// not "2,500", which has a form of its own in each.
bool is_verbatim(std::string_view text);

}  // namespace dragoman::markup
