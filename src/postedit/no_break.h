// No-break spaces: "5 km" and "March 29" stay together in the translation where the source kept them together and their
// words still stand side by side.
#pragma once
#include <string_view>
#include "markup/transfer.h"

namespace dragoman::postedit {

/// Makes blanks of `translation` no-break where both words beside them come from both sides of a no-break space of `source`.
void restore_no_break_spaces(std::string_view source, markup::AlignedText& translation);

}  // namespace dragoman::postedit
