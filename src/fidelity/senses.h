// Senses: words that a small model takes in the wrong sense ("strike" for a stoppage of work in a report of an air raid,
// "stood down" for getting up) are replaced by a plain word of the same language before it sees them. Which sense a word
// has is read from the words round it, in its sentence first, then in the document.
#pragma once
#include <string_view>
#include <vector>

#include "fidelity/rewriting.h"

namespace dragoman::fidelity {

/// Replacements for `text`, by the rules of data/senses/<language>.txt; none where a language has no such file. `document`
/// is where the words are counted that settle a sense: the whole article, or `text` itself. What begins with a capital
/// inside a sentence may be a name and is left alone, unless the rule itself is written so. Linear.
std::vector<Replacement> plain_senses(std::string_view text, std::string_view document, std::string_view language);

}  // namespace dragoman::fidelity
