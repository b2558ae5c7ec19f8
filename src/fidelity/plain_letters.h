// Plain letters: what the engine is given for letters that its vocabulary lacks. "Erdoğan" is a hole to it, "Erdogan" a name that it
// copies, and that can be found again and written as the source has it.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "fidelity/rewriting.h"

namespace dragoman::fidelity {

/// Whether the engine sees a character at all. Empty: it sees all.
using CanRead = std::function<bool(char32_t)>;

/// Into how many pieces the engine cuts a word; 0: not known. Empty: of none.
using CountPieces = std::function<std::size_t(std::string_view)>;

/// Letters without their accents where the engine cannot read them with these; the small letter where a sentence begins, if it
/// can read that ("Últimas", "últimas") and the word is no name: one that it cuts into more pieces so ("ângela", "Angela"), or into
/// several with a capital behind it ("Íris Ávila"). Letters that have no plain form stay. Valid UTF-8; linear.
std::vector<Replacement> plain_letters(std::string_view text, const CanRead& can_read,
                                       const CountPieces& count_pieces = {});
/// A word inside a sentence as the engine sees it.
std::string in_plain_letters(std::string_view word, const CanRead& can_read);

}  // namespace dragoman::fidelity
