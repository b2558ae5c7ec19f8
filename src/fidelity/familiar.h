// Familiar forms: words with which a language speaks to one person as to a friend, where it has another way for all others
// ("tu" and "te", where "você" and "o senhor" are formal).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/range.h"

namespace dragoman::fidelity {

/// Whether such forms are known of a language (BCP 47): data/familiar.txt.
bool knows_familiar_forms(std::string_view language);

/// Those of `text`, in its order. Words in capitals are none: they are headlines, or names of something else ("TI"). Linear.
std::vector<ByteRange> familiar_words(std::string_view text, std::string_view language);

/// All of them, in small letters and with a capital: what an engine is to avoid.
std::vector<std::string> familiar_forms(std::string_view language);

}  // namespace dragoman::fidelity
