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

}  // namespace dragoman::text
