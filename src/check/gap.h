// What the links and lengths of a pair say about a dropped clause.
#pragma once
#include <cstddef>
#include <vector>

#include "check/links.h"

namespace dragoman::check {

struct Gap {
  std::size_t first = 0, last = 0;  ///< source tokens [first, last): the clause that the target has least of
  double evidence = 0;              ///< what its words say for its being gone, as a log-likelihood ratio
  int clause_edges = 0;             ///< ends of it that are ends of a clause
  std::size_t words = 0;            ///< its words without a link
  int room = 0;                     ///< words without a link where the target would have it
  int others = 0;                   ///< words of the target without a link
  double missing = 0;               ///< letters that the target is too short by, all in all
  double expected = 0;              ///< letters that it should have
  double stretch = 0;               ///< letters that it is too short by in the stretch with least room between anchors
  double linked = 0;                ///< letters of that stretch's words that have a link
  int edges = 0;                    ///< ends of that stretch that are ends of a clause
  double ratio = 1;                 ///< length of the target's language to that of the source's
  /// Positive: a clause is missing.
  double score() const;
};
/// `settled`: places of the source that are known to be said otherwise.
Gap measure_gap(const Links& links, const std::vector<ByteRange>& settled = {});

}  // namespace dragoman::check
