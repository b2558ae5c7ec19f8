// Plain letters: what the engine is given for letters that its vocabulary lacks. "Erdoğan" is a hole to it, "Erdogan" a name that it
// copies, and that can be found again and written as the source has it.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "fidelity/rewriting.h"

namespace dragoman::fidelity {

/// Whether the engine sees a character at all. Empty: it sees all.
using CanRead = std::function<bool(char32_t)>;

/// Letters without their accents where the engine cannot read them with these; the small letter where a sentence begins, if it
/// can read that ("Últimas", "últimas"). Letters that have no plain form stay. Valid UTF-8; linear.
std::vector<Replacement> plain_letters(std::string_view text, const CanRead& can_read);
/// A word inside a sentence as the engine sees it.
std::string in_plain_letters(std::string_view word, const CanRead& can_read);

}  // namespace dragoman::fidelity
