// Signs of money that an engine cannot write, put before their own amounts.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// Each locked sign ("£", "€") that stands before a number of the source stands before that number in the translation, over the
/// code that the engine was given for it ("GBP 12,50" -> "£12,50"). Other locks, and amounts that the translation lost, are
/// left to others. `locked`: ascending.
markup::AlignedText with_money_signs(const std::string& source, const markup::AlignedText& translation,
                                     const std::vector<ByteRange>& locked, std::string_view source_language,
                                     std::string_view target_language);

}  // namespace dragoman::fidelity
