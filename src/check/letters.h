// Lengths of texts in letters, and what a translation's length should be.
#pragma once
#include "check/side.h"

namespace dragoman::check {

/// Letters and digits; one of a script that writes words with few characters (Han, kana, Hangul) counts for several.
double letters_of(const Side& side);
double letters_of(const Side& side, const Token& token);
/// Target letters for one of the source; 1 where the languages' data say nothing.
double length_ratio(const LanguageWords& from, const LanguageWords& to);

}  // namespace dragoman::check
