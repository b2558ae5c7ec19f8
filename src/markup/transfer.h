// Markup transfer: where a block's inline elements go in its translation, from the alignment of words.
//
// Promises, whatever the alignment: every mark comes out exactly once, under the same parent; a span with text keeps text; a
// locked mark keeps its own; nothing is written inside a word unless the source did so at the same place (drop caps).
#pragma once
#include <string>
#include <vector>
#include "document/block.h"
#include "dragoman/range.h"

namespace dragoman::markup {

/// A target token and the source token that it looks at; an empty source range for none.
struct Link {
  ByteRange source;    ///< into SourceBlock::text
  ByteRange target;    ///< into AlignedText::text
  float log_prob = 0;  ///< of the target token; 0 where the engine did not write it
};

struct AlignedText {
  std::string text;         ///< the block's translation, one line
  std::vector<Link> links;  ///< target order
};

/// Lays the marks of `block` over `translation`. Linear in text and marks, but for sorting.
document::Placement transfer(const document::SourceBlock& block, const AlignedText& translation);

}  // namespace dragoman::markup
