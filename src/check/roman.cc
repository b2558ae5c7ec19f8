#include "check/roman.h"

#include "text/numerals.h"

namespace dragoman::check {
unsigned roman_value(std::string_view word) {
  constexpr std::size_t kLongest = 12;
  if (word.size() > kLongest) return 0;
  unsigned value = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto here = static_cast<unsigned>(text::roman_digit(word[i]));
    const auto next = i + 1 < word.size() ? static_cast<unsigned>(text::roman_digit(word[i + 1])) : 0U;
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
