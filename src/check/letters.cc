#include "check/letters.h"

#include <algorithm>
#include <cmath>

#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::check {
namespace {

/// By what a character of a dense script counts more, after the usual lengths of translations of the same text.
double weight(char32_t c) {
  if (c >= 0x4E00 && c <= 0x9FFF) return 3;    // Han
  if (c >= 0x3040 && c <= 0x30FF) return 1.8;  // kana
  if (c >= 0xAC00 && c <= 0xD7A3) return 2;    // Hangul
  return 1;
}

}  // namespace

double letters_of(const Side& side) {
  double letters = 0;
  for (const Token& token : side.tokens) {
    if (token.kind == TokenKind::kSign) continue;
    std::size_t next = 0;
    const char32_t first = text::code_point_at(side.text, token.range.begin, next);
    letters += static_cast<double>(token.letters) * weight(first);
  }
  return letters;
}

double length_ratio(const LanguageWords& from, const LanguageWords& to) {
  if (from.length() == 0 || to.length() == 0) return 1;
  return static_cast<double>(to.length()) / from.length();
}

// A logistic curve fitted to translations with and without a clause dropped, in both directions of one pair; lengths count by
// their root, as differences of length vary (align.h).
double Gap::score() const {
  constexpr double kBare = 1.3, kOther = -0.5, kMissing = 1.5, kAllBare = 0.25, kSigns = 0.25, kThreshold = 7;
  constexpr double kShortest = 20;
  const double root = std::sqrt(std::max(expected, kShortest));
  const double letters = kBare * bare + kOther * other + kMissing * missing + kAllBare * all_bare;
  return letters / root + kSigns * std::clamp(signs, -2, 2) - kThreshold;
}

}  // namespace dragoman::check
