// Weekdays: agencies write "at 9 a.m. Tuesday" and "Mon. Jan. 3". Engines leave the words side by side, or take the short form for a
// name.
#pragma once
#include <string_view>
#include <vector>

#include "fidelity/rewriting.h"

namespace dragoman::fidelity {

/// "9 a.m. on Tuesday" for "9 a.m. Tuesday", "Monday, Jan. 3" for "Mon. Jan. 3" and "Mon, Jan. 3", by data/weekdays.txt; nothing for a language that it
/// lacks. Valid UTF-8; linear.
std::vector<Replacement> plain_weekdays(std::string_view text, std::string_view language);

}  // namespace dragoman::fidelity
