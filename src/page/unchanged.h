// Why a block that was given to the engine came out with the words of its source.
#pragma once
#include <string>
#include <string_view>

#include "document/block.h"

namespace dragoman::page {

/// Notes of blocks without a change begin so.
inline constexpr std::string_view kUnchanged = "unchanged: ";

/// "unchanged: " and the cause as far as it shows. `remembered`: the publication's own translation says the same.
std::string unchanged_note(const document::SourceBlock& block, bool remembered);

}  // namespace dragoman::page
