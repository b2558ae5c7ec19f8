// Typography: the engine is given straight quotation marks, hyphens for dashes and three stops for an ellipsis, and writes them. In
// print they are the marks of the page again.
#pragma once
#include <string_view>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// Where the source uses typographic signs and not the plain ones, and the translation has as many plain ones:
///   - quotation marks become the source's if the target's language has those, else its own (data/quotes.txt): a page keeps its
///     style, and no reader gets marks that are upside down to him;
///   - dashes between words and between the same figures, and ellipses, become the source's;
///   - so do apostrophes inside words, wherever the source has none that is straight.
/// `kept`: parts of the source that arrive as they are; they and addresses are not touched. Links cover what they covered.
markup::AlignedText with_typography(std::string_view source, const markup::AlignedText& translation,
                                    const std::vector<ByteRange>& kept, std::string_view target_language);

}  // namespace dragoman::fidelity
