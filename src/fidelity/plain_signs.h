// Plain signs: what the engine reads best. Models have seen straight quotation marks and spaced dashes; curly ones and dashes
// without blanks come back lost or torn, and take words beside them along.
#pragma once
#include <string_view>
#include <vector>

#include "fidelity/rewriting.h"

namespace dragoman::fidelity {

/// Straight marks for curly ones, hyphens between blanks for dashes, codes for signs of money that models confuse,
/// colons in times of day; tags that the text shows are left out. Valid UTF-8.
std::vector<Replacement> plain_signs(std::string_view text);

}  // namespace dragoman::fidelity
