// Locks: parts of a block that must arrive as they are (a code word, an address, a credit), put back where a translation
// changed them.
#pragma once
#include <string>
#include <vector>
#include "document/block.h"
#include "markup/transfer.h"

namespace dragoman::markup {

/// The locked ranges of a block, its locked marks' included; sorted, apart from each other, none empty.
std::vector<ByteRange> locked_ranges(const document::SourceBlock& block);

struct Restored {
  AlignedText text;             ///< every restored range once, linked to its source range
  std::vector<ByteRange> lost;  ///< source ranges with no sound place in the translation: the caller tries another way
};

/// Finds each range of `source` in the translation, verbatim or by alignment, and makes it verbatim there. A wider place than
/// the alignment vouches for is never overwritten: such ranges are reported as lost.
Restored restore_locked(const std::string& source, const std::vector<ByteRange>& ranges, AlignedText translation);

}  // namespace dragoman::markup
