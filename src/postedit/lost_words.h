// Words lost beside locks: models drop what stands between a sign that they cannot read and the sentence's end, "You have %d
// message" -> "Você tem %d".
#pragma once
#include <string_view>
#include <vector>

#include "dragoman/range.h"
#include "markup/transfer.h"

namespace dragoman::postedit {

/// Stretches of the source between `locked` (ascending, apart) and its ends to which no word of the translation is linked: of two
/// words or more, or with a longer one. None where nothing is locked, or nothing linked.
std::vector<ByteRange> words_lost_beside(std::string_view source, const std::vector<ByteRange>& locked,
                                         const markup::AlignedText& translation);

}  // namespace dragoman::postedit
