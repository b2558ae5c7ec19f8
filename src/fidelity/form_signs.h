// Signs that give a label its form: "Photo(s):", "Comments (301)", "↑ 5%", "[edit]". Models know few labels, and drop or make up
// brackets and bars in them; a difference shows that, whatever the languages.
#pragma once
#include <string_view>
#include <vector>

#include "dragoman/range.h"

namespace dragoman::fidelity {

/// Brackets, bars, arrows, plus and per cent signs, in order. Linear.
std::vector<ByteRange> form_signs(std::string_view text);

/// Whether the translation of a short text has lost such signs or has others. Long texts may say in words what the source says in
/// signs: never.
bool signs_differ(std::string_view source, std::string_view translation);

}  // namespace dragoman::fidelity
