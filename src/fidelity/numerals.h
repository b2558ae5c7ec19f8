// Numerals in house style: "١٢" or "12" in an Arabic page is the publication's choice, and models write now this, now that.
#pragma once
#include <string_view>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// Figures of the translation in the digits and separators of `system` (see text::numerals_of()), links kept. What keeps its
/// digits: addresses, handles and the like; what stands in `kept`, parts of the source that arrive as they are; digits joined to
/// Latin letters ("G20", "COVID-19"). Of figures that are no numbers ("12.5.2026") only the digits change. An unknown system, or "":
/// nothing changes.
markup::AlignedText in_numerals(std::string_view source, const markup::AlignedText& translation,
                                const std::vector<ByteRange>& kept, std::string_view system,
                                std::string_view target_language);

}  // namespace dragoman::fidelity
