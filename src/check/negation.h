// Negations of a sentence and of its translation, counted.
#pragma once
#include <string_view>

namespace dragoman::check {

/// Whether a negation of the source has nothing in the translation that could stand for it. More careful than the check for people: what
/// may be a name ("No 41", "no-cors") is no negation of the source, and every word that may be one is one of the target. Languages: BCP
/// 47; false where the negations of one are not known.
bool loses_negation(std::string_view source, std::string_view target, std::string_view source_language,
                    std::string_view target_language);

}  // namespace dragoman::check
