// Numbers: the digits of a text, compared over the formats of two languages, and put back where a translation lost them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/range.h"
#include "markup/transfer.h"

namespace dragoman::fidelity {

/// A run of digits with separators inside it: "2,500", "6" and "40" of "6:40". Digits of addresses are not counted.
struct Number {
  ByteRange range;
  std::string digits;         ///< ASCII, without separators: 2,500 and 2.500 are the same here
  std::string hour = {};      ///< "21" for the 9 of "9 p.m."; empty if the text says nothing of the kind
  std::size_t thousands = 0;  ///< the end of a word for thousand that follows, "40 mil"; 0 for none
  bool ordinal = false;       ///< "3rd", "3º"
};
/// In order. `language`: BCP 47.
std::vector<Number> find_numbers(std::string_view text, std::string_view language);

/// What was done about, or is wrong with, a number.
struct NumberFinding {
  enum class Kind : std::uint8_t {
    kChanged,    ///< another number, or a number word, stood at its place: overwritten
    kRewritten,  ///< it stood there in the source's format
    kInserted,   ///< it was gone: put back beside the words it stood beside
    kLost,       ///< it is gone, and no place is sound
    kInvented,   ///< the target has a number that the source does not: left as it is
  };
  Kind kind = Kind::kChanged;
  ByteRange source;  ///< empty for kInvented
  ByteRange target;  ///< into the translation as given; empty for kInserted and kLost
};

struct RepairedNumbers {
  markup::AlignedText text;
  std::vector<NumberFinding> findings;  ///< empty: all numbers were there
};

/// Numbers written as words are left alone on both sides, where they stand for each other.
RepairedNumbers repair_numbers(const std::string& source, const markup::AlignedText& translation,
                               std::string_view source_language, std::string_view target_language);

}  // namespace dragoman::fidelity
