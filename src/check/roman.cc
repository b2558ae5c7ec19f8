#include "check/roman.h"

namespace dragoman::check {
namespace {

unsigned digit(char c) {
  switch (c) {
    case 'I': return 1;
    case 'V': return 5;
    case 'X': return 10;
    case 'L': return 50;
    case 'C': return 100;
    case 'D': return 500;
    case 'M': return 1000;
    default: return 0;
  }
}

}  // namespace

unsigned roman_value(std::string_view word) {
  constexpr std::size_t kLongest = 12;
  if (word.size() > kLongest) return 0;
  unsigned value = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const unsigned here = digit(word[i]), next = i + 1 < word.size() ? digit(word[i + 1]) : 0;
    if (here == 0) return 0;
    value = here < next ? value - here : value + here;
  }
  return value;
}

bool has_roman(const Side& side, unsigned value) {
  for (std::size_t i = 0; i < side.tokens.size(); ++i) {
    const Token& token = side.tokens[i];
    if (token.shape != Shape::kUpper && !(token.shape == Shape::kCapital && token.letters == 1)) continue;
    if (roman_value(side.word(token.range)) != value) continue;
    if (token.letters > 1 || (i > 0 && (side.has(i - 1, Sense::kRoman) || has_capital(side.tokens[i - 1]))))
      return true;
  }
  return false;
}

}  // namespace dragoman::check
