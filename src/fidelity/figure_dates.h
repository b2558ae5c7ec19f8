// Dates in figures ("2020-05-06", "12/31/1999"): signs that mean a day only together, and that models tear apart.
#pragma once
#include <string_view>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// Every date in figures of the source stands in the translation, once and whole: as it is, or with day and month in the target's
/// order where the source's language has the month first and nobody can take one for the other: the day is above 12, or the tag names a
/// region ("en-US").
/// In the place of what the engine made of it, or beside the words that it stood beside. Links stay right.
markup::AlignedText with_dates_in_figures(std::string_view source, const markup::AlignedText& translation,
                                          std::string_view source_language, std::string_view target_language);

/// Whether it would write some date of the source otherwise than it stands there.
bool turns_dates_in_figures(std::string_view source, std::string_view source_language,
                            std::string_view target_language);

/// Whether the text has a date whose first figure can only be a day ("15/3/2024"): where it was written the day comes first.
bool shows_day_first(std::string_view source);

}  // namespace dragoman::fidelity
