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

double letters_of(const Side& side, const Token& token) {
  if (token.kind == TokenKind::kSign) return 0;
  std::size_t next = 0;
  const char32_t first = text::code_point_at(side.text, token.range.begin, next);
  return static_cast<double>(token.letters) * weight(first);
}

double letters_of(const Side& side) {
  double letters = 0;
  for (const Token& token : side.tokens) letters += letters_of(side, token);
  return letters;
}

double length_ratio(const LanguageWords& from, const LanguageWords& to) {
  if (from.length() == 0 || to.length() == 0) return 1;
  return static_cast<double>(to.length()) / from.length();
}

}  // namespace dragoman::check
