// Plain signs: what the engine reads best. Models have seen straight quotation marks and spaced dashes; curly ones and dashes
// without blanks come back lost or torn, and take words beside them along.
#pragma once
#include <string_view>
#include <vector>

#include "fidelity/addresses.h"
#include "fidelity/rewriting.h"

namespace dragoman::fidelity {

/// Straight marks for curly ones, hyphens between blanks for dashes, colons in times of day; tags and entities that the text
/// shows are left out, or said ("caf&eacute;"), and so is a blank in quotation marks; of signs that the engine cannot write, codes for money ("GBP 5") and figures in ASCII ("10x10", "4 1/2"). Valid UTF-8.
/// `can_write` empty: it can write all.
std::vector<Replacement> plain_signs(std::string_view text, const CanWrite& can_write);

/// Leaves out the marks without width that say where a word may be broken: a soft hyphen, a zero width space or joiner at a letter. Models
/// know no word with one inside. They stay in scripts that have no blanks between words.
std::vector<Replacement> without_break_marks(std::string_view text);

/// The code that stands for a sign of money which an engine cannot write: "GBP" for "£"; empty if it is not known.
std::string_view code_of_sign(std::string_view sign);

}  // namespace dragoman::fidelity
