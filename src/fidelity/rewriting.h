// Rewriting: the source as the engine reads it best, with the way back. Signs that models lose and words that they take in the
// wrong sense are replaced before the engine sees them; what it then says about places is told in the source's own offsets.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/range.h"

namespace dragoman::fidelity {

struct Replacement {
  ByteRange source;
  std::string text;
};

class Rewritten {
 public:
  /// Of replacements that overlap, the one that begins first stays. Ranges on code-point boundaries.
  Rewritten(std::string_view source, std::vector<Replacement> replacements);
  const std::string& text() const { return text_; }
  bool same() const { return stretches_.empty(); }
  /// A range of text() as a range of the source; one that touches replaced text covers all that was replaced.
  ByteRange back(ByteRange range) const;
  /// The same with what was left out at the range's ends.
  ByteRange back_with_ends(ByteRange range) const;

 private:
  struct Stretch {
    ByteRange source, text;
  };
  /// The last stretch that begins at or before `at`; null if there is none.
  const Stretch* stretch_before(std::size_t at) const;

  std::string text_;
  std::vector<Stretch> stretches_;  // what was replaced, ascending
};

}  // namespace dragoman::fidelity
