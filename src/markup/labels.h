// Labels: for each atom of a parent's stretch, which child it speaks for, and the runs of atoms that speak for one child.
#pragma once
#include <cstddef>
#include <vector>

#include "markup/layout.h"

namespace dragoman::markup {

/// Labels that are no child: nothing aligned, the parent's own words, words from outside the parent.
inline constexpr int kUnaligned = -1, kElsewhere = -2, kOutside = -3;

/// Atoms [first, last) of one child, without words of others or signs that divide clauses between them.
struct Run {
  std::size_t first = 0, last = 0;
  long score = 0;
};

/// All indices count from the stretch's first atom; `..._upto` have one entry more than atoms.
struct Labels {
  std::vector<int> label;                  ///< index of the child among the texts, or one of the above
  std::vector<long> weight_upto;           ///< of aligned atoms
  std::vector<long> signs_upto;            ///< signs that divide clauses
  std::vector<std::size_t> children_upto;  ///< atoms that speak for a child
  std::vector<std::vector<Run>> runs;      ///< by child; in target atoms
};

/// `texts`: the children of `parent` that have text, source order.
Labels label_words(const Layout& layout, const Node& parent, const std::vector<std::size_t>& texts);
/// Whether a comma, stop or colon stands inside `source`, not at its end.
bool has_clause_sign(const Layout& layout, ByteRange source);

}  // namespace dragoman::markup
