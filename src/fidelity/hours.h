// Hours: "22h" is a time of day in some languages and looks untranslated in others.
#pragma once
#include <string_view>
#include <vector>

#include "fidelity/rewriting.h"
#include "markup/transfer.h"

namespace dragoman::fidelity {

/// Times of day that the translation copied, "22h" and "22h30", as "22:00" and "22:30", where the target's language does not write
/// them so (data/hours.txt). What lasts ("durou 3h") stays. Links stay right.
markup::AlignedText with_hours_in_form(std::string_view source, const markup::AlignedText& translation,
                                       std::string_view source_language, std::string_view target_language);

/// Times of day with minutes as engines read them best, "22:30" for "22h30"; behind a date "às 10h05" is taken for an end.
std::vector<Replacement> plain_hours(std::string_view text, std::string_view language);

}  // namespace dragoman::fidelity
