// What both vocabularies do to the byte ranges of tokens, so that they keep one promise.
#pragma once
#include <string_view>
#include <vector>
#include "dragoman/range.h"

namespace dragoman::text {

/// Takes the white space off both ends of each range (a range of nothing else becomes empty, at its end), and stretches
/// the first and last over what the normaliser dropped at the text's ends, so that all text but white space is covered.
/// Ends inside a code point, which only a damaged table of characters makes, move to its start.
void tidy_source_ranges(std::string_view text, std::vector<ByteRange>& ranges);
/// `range` without the white space at its ends; a range of nothing else becomes empty, at its end.
ByteRange trim(std::string_view text, ByteRange range);

}  // namespace dragoman::text
