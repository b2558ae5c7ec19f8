// Numbers in words: "three hundred and twenty-five", "duas mil e cem".
#pragma once
#include <cstddef>
#include <optional>

#include "check/side.h"

namespace dragoman::check {

struct SpelledNumber {
  double value = 0;
  std::size_t last = 0;  ///< behind its last token
  bool vague = false;    ///< "millions of", "Six Flags": no exact number, or part of a name
  bool article = false;  ///< "one", "um": as often an article as a number
};
std::optional<SpelledNumber> read_spelled(const Side& side, std::size_t first);

}  // namespace dragoman::check
