// Quantities: the numbers and times of a text with their values, in digits or in words, and the unit or currency beside them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "check/side.h"

namespace dragoman::check {

struct Quantity {
  ByteRange range;                  ///< with its scale word: "3.2 billion"
  std::size_t first = 0, last = 0;  ///< tokens [first, last)
  double value = 0;                 ///< as its own language reads it
  double otherwise = -1;            ///< as the other language reads it; negative: it does not
  bool own = true;                  ///< `value` is a reading in its own language's format
  bool spelled = false;             ///< in words
  bool ordinal = false;
  bool roman = false;      ///< "XIX"
  bool decade = false;     ///< "1960s", "anos 60"
  bool vague = false;      ///< "millions", "Six Flags": asked for by nobody
  std::uint64_t unit = 0;  ///< key, also of "percent"; 0 for none
  std::uint64_t currency = 0;
  ByteRange measure;  ///< the unit's or currency's words
};

enum class Half : std::uint8_t { kNotSaid, kMorning, kAfternoon };
struct Clock {
  ByteRange range;
  unsigned hour = 0, minute = 0;  ///< hour as written
  Half half = Half::kNotSaid;     ///< known from 13 on too
};

struct Quantities {
  std::vector<Quantity> numbers;
  std::vector<Clock> clocks;
};

/// `other`: how the other language writes numbers.
Quantities read_quantities(const Side& side, fidelity::NumberFormat other);

}  // namespace dragoman::check
