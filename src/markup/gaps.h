// Gaps: where something without text (an image, a line break, an anchor) goes between the words of a translation.
//
// The best gap is the one that fewest words cross: words that stand before the thing in the source and behind it in the
// target, or the other way round. Asked in source order, each answer costs the logarithm of the stretch's length.
#pragma once
#include <cstddef>
#include <vector>

#include "markup/layout.h"

namespace dragoman::markup {

/// A minimum over ranges, under additions to ranges.
class MinTree {
 public:
  explicit MinTree(const std::vector<long>& values);
  void add(std::size_t first, std::size_t last, long value);  ///< to [first, last)
  std::size_t argmin() const;                                 ///< the first one

 private:
  struct Range {
    long least = 0, added = 0;
  };
  void build(const std::vector<long>& values, std::size_t at, std::size_t first, std::size_t last);
  void add(std::size_t at, std::size_t first, std::size_t last, std::size_t from, std::size_t to, long value);
  std::size_t size_ = 0;
  std::vector<Range> ranges_;
};

class Gaps {
 public:
  /// The gaps of the stretch [first, last) of target atoms.
  Gaps(const Layout& layout, std::size_t first, std::size_t last);
  /// No gap strictly inside [first, last) will be an answer.
  void forbid(std::size_t first, std::size_t last);
  /// The gap (index of the atom behind it) for a thing at this place of the source, empty as a rule. Places must ascend.
  std::size_t best(ByteRange thing);

 private:
  struct Word {
    ByteRange source;
    std::size_t atom = 0;
    long weight = 0;
    std::size_t earliest = 0, latest = 0;  ///< of the atoms that come from the same source
  };
  void pass(const Word& word);
  /// Makes a gap cheaper by `bonus`.
  void hint(std::size_t gap, long bonus) { tree_.add(gap - first_, gap - first_ + 1, -bonus); }
  std::size_t at_sign(std::size_t gap, ByteRange thing, const std::vector<std::uint32_t>& signs) const;
  std::size_t settled(std::size_t gap, ByteRange thing) const;

  const Layout& layout_;
  std::size_t first_, last_;
  std::vector<Word> by_source_;
  std::size_t passed_ = 0;
  std::vector<bool> closed_;  // gaps inside siblings
  MinTree tree_;
};

/// What the atom of the target stands for in the source; empty for nothing.
ByteRange source_of(const Layout& layout, std::size_t target_atom);
/// How much an atom's alignment counts: short words, function words as a rule, count half.
long weight_of(const Layout& layout, std::size_t target_atom);

}  // namespace dragoman::markup
