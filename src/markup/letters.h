// Letters: marks on less than a word. Initials go on the first letter of the translation, `<b>W</b>ord` on the first letter
// of the word, a word that was split among several spans stays split among them.
#pragma once
#include "markup/layout.h"

namespace dragoman::markup {

/// Narrows the target ranges of such marks; all target ranges must be set.
void fit_letters(Layout& layout);

}  // namespace dragoman::markup
