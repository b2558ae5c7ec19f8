// Dates: one that the source writes in words is written as the target's language does. In digits ("Jul 17, 2014" -> "17/07/2014")
// it would have a number that the source does not have, and day and month could be taken for each other; in the source's own
// order ("junho 5, 2026") it reads as untranslated.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fidelity/rewriting.h"
#include "markup/transfer.h"

namespace dragoman::fidelity {

/// Changes nothing where a language's months are not known (data/dates.txt) or no date of the source fits. `links` stay right.
markup::AlignedText write_dates_in_words(std::string_view source, const markup::AlignedText& translation,
                                         std::string_view source_language, std::string_view target_language);

/// "junho 5, 2026", "4 Março 2026", "AUG. 9, 2008" (a copy of the source's) in the language's own form, where the source has that
/// date. The day keeps its digits.
markup::AlignedText with_dates_in_form(std::string_view source, const markup::AlignedText& translation,
                                       std::string_view source_language, std::string_view target_language);

/// "31" for "March 31" lost the month, and gets it back where the day stands alone: "31 de março". So does "SEPT. 31", a copy, and
/// "31 de agosto" where the source names no such month.
markup::AlignedText with_lost_months(std::string_view source, const markup::AlignedText& translation,
                                     std::string_view source_language, std::string_view target_language);

/// A date that stands for itself ("March 3", "Sept. 29", "3 January 2022") as the other language writes it in words; nothing if
/// it is no such date, or a language's months are not known.
std::optional<std::string> date_in_language(std::string_view date, std::string_view source_language,
                                            std::string_view target_language);

/// "5 mar 2024" for "5.mar.2024", which engines take for a name.
std::vector<Replacement> plain_dates(std::string_view text, std::string_view language);

}  // namespace dragoman::fidelity
