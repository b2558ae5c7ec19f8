// Roman numerals: "século XX", "Carlos III".
#pragma once
#include <string_view>
#include <vector>

#include "dragoman/range.h"

namespace dragoman::fidelity {

/// Of I, V, X, L and C alone.
bool is_roman(std::string_view word);

struct Roman {
  ByteRange range;
  unsigned value = 0;
  bool takes_digits = false;  ///< behind a word where digits may stand for it (data/number-words.txt)
  bool used = false;          ///< for whoever pairs them
};
/// In the order of `text`.
std::vector<Roman> find_romans(std::string_view text, std::string_view language);

}  // namespace dragoman::fidelity
