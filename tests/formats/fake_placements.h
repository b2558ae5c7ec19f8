// Engines of the tests: they say the same, or the same in capitals, and every mark stays on its words.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace dragoman::formats {

using Words = std::function<std::string(std::string_view)>;

/// The block with each stretch of text between marks given through `words`; what is locked stays.
document::Placement placed(const document::SourceBlock& block, const Words& words);
/// In capitals, ASCII letters only.
std::string capitals(std::string_view text);
/// All blocks that are to be translated; labels, and what has a reason to be kept, are left as they are.
std::vector<document::Placement> place_all(const document::Document& document, const Words& words);
/// One word by another, all blocks: how tests set what they want to see in a translation.
Words replacing(std::string from, std::string to);
/// "role: text" of each block, a line each.
std::string listing(const document::Document& document);
document::Stamp stamp_to(std::string language, std::string label);

}  // namespace dragoman::formats
