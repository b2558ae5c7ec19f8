// Roman numerals: "século XIX" for the 19th century.
#pragma once
#include <string_view>

#include "check/side.h"

namespace dragoman::check {

/// 0 for what is none.
unsigned roman_value(std::string_view word);
/// Whether a text has that numeral; one letter counts beside a word that takes numerals only.
bool has_roman(const Side& side, unsigned value);

}  // namespace dragoman::check
