// From a stretch of source cut into tokens (text, tags, points) to a block: the part that all formats with inline tags share.
#pragma once
#include <string>
#include <vector>

#include "document/block.h"

namespace dragoman::formats {

struct InlineToken {
  enum class Kind {
    kText,   ///< `text` is what it says
    kOpen,   ///< of a span; `match` is its end, or -1: it stands alone and becomes a point
    kClose,  ///< likewise
    kPoint,
    kLocked,  ///< shows `text`, which stays
  };
  Kind kind = Kind::kText;
  ByteRange source = {};
  std::string text = {};
  std::string name = {};     ///< kOpen, kClose: what pairs them
  int match = -1;            ///< index of the other one of the pair
  std::string literal = {};  ///< written instead of the source's bytes, if not empty
};

/// Pairs opening and closing tokens of the same name, the innermost first, so that pairs nest; what finds no partner stays
/// alone. Only tokens from `first` on.
void pair_tokens(std::vector<InlineToken>& tokens, std::size_t first = 0);

/// Text and marks. A pair without text becomes one point over all of it. A point that has blanks on both sides takes the second one. `marks_of`, if given, receives for each token the
/// index of its mark, or -1.
document::SourceBlock make_block(const std::vector<InlineToken>& tokens, std::vector<int>* marks_of = nullptr);

}  // namespace dragoman::formats
