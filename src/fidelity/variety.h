// Variety: one language, written in more than one way. Models mix what they learned from Lisbon and São Paulo; a publication
// has one of them, named by the target's region ("pt-PT"), or the language's default.
#pragma once
#include <string_view>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// Words of another variety replaced by those of the target's, by data/varieties/<language>.txt; links stay right. What the
/// translation copied from the source (a name, a quotation) stays. Nothing is changed for languages without such a file.
markup::AlignedText in_variety(std::string_view source, const markup::AlignedText& translation,
                               std::string_view target_language);

}  // namespace dragoman::fidelity
