// Numerals: the digits and separators of a numbering system, as Unicode's CLDR has them.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace dragoman::text {

struct Numerals {
  std::array<char32_t, 10> digits = {};
  char32_t decimal = 0, group = 0;
};

/// `system`: "native" (the language's own), or a name of CLDR and BCP 47 ("latn", "arab", "deva"). `language`: a BCP 47 tag, which
/// says what the separators are. Nothing for a name that is not known, or a system without ten digits (Roman).
std::optional<Numerals> numerals_of(std::string_view system, std::string_view language);

/// What a Roman capital stands for; 0 for all that is none.
constexpr int roman_digit(char c) {
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

}  // namespace dragoman::text
