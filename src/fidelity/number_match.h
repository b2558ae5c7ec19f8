// Matching: which number of a translation is which of the source.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "fidelity/numbers.h"

namespace dragoman::fidelity {

inline constexpr int kNoNumber = -1;

struct NumberMatch {
  std::vector<int> target_of;  ///< by source number: index of the target number or kNoNumber
  std::vector<int> source_of;  ///< by target number
  std::vector<int> aligned;    ///< by target number: the source number that its tokens look at, equal or not
};

NumberMatch match_numbers(const std::vector<Number>& source, const std::vector<Number>& target,
                          const markup::AlignedText& translation);

}  // namespace dragoman::fidelity
