// Links for a translation that the engine did not write: an editor's, which differs from the engine's in some words.
#pragma once
#include <string>
#include "markup/transfer.h"

namespace dragoman::postedit {

/// `text` with the links of `engine` where both say the same; words in between are linked to what the engine's words there were
/// linked to. Quadratic in words, for a sentence; a very long one is linked as a whole.
markup::AlignedText relinked(const markup::AlignedText& engine, std::string text);

}  // namespace dragoman::postedit
