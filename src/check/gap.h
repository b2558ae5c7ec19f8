// What the links and lengths of a pair say about a dropped clause.
#pragma once
#include <cstddef>
#include <vector>

#include "check/links.h"

namespace dragoman::check {

struct Gap {
  std::size_t first = 0, last = 0;  ///< source tokens [first, last): the stretch that the target has not
  double missing = 0;               ///< letters that the target is too short by, all in all
  double expected = 0;              ///< letters that it should have
  double stretch = 0;               ///< letters that the target is too short by in that stretch
  double linked = 0;                ///< letters of its words that have a link
  double shared = 0;                ///< letters of its words whose counterparts stand for others
  double clause = 0;                ///< letters without a link of the barest clause, less those with one
  double other = 0;                 ///< letters of the target without a link
  int names = 0;                    ///< names and figures of the source without a link
  int edges = 0;                    ///< ends of the stretch that are ends of a clause
  std::size_t words = 0;            ///< words of the stretch without a link
  /// Positive: a clause is missing.
  double score() const;
};
Gap measure_gap(const Links& links);

}  // namespace dragoman::check
