// Ranges of money: "$5–$10". Of amounts that a dash joins models lose the second one's sign, or the stop behind it; a word between
// them ("$5 to $10") they know.
#pragma once
#include <string_view>
#include <vector>
#include "fidelity/rewriting.h"

namespace dragoman::fidelity {

/// The language's word for such a dash (data/number-words.txt), for the engine to read; nothing for languages without one.
std::vector<Replacement> plain_money_ranges(std::string_view text, std::string_view language);

}  // namespace dragoman::fidelity
