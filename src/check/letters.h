// Lengths of texts in letters, and what a translation's length should be.
#pragma once
#include "check/links.h"

namespace dragoman::check {

/// Letters and digits; one of a script that writes words with few characters (Han, kana, Hangul) counts for several.
double letters_of(const Side& side);
/// Target letters for one of the source; 1 where the languages' data say nothing.
double length_ratio(const LanguageWords& from, const LanguageWords& to);

/// What the links and lengths say about a dropped clause.
struct Gap {
  double bare = 0;        ///< letters of the barest stretch of the source
  double other = 0;       ///< letters of the target without a link
  double missing = 0;     ///< letters that the target is too short by
  double expected = 0;    ///< letters it should have
  double all_bare = 0;    ///< letters of the source without a link
  int signs = 0;          ///< commas and the like that the target has less
  std::size_t words = 0;  ///< of the stretch, without a link
  ByteRange range;
  /// Positive: a clause is missing.
  double score() const;
};
Gap measure_gap(const Links& links);

}  // namespace dragoman::check
