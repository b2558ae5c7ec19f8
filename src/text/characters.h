// CharacterSet: the characters that a vocabulary's pieces are made of. No other can be written by whoever writes pieces.
// Threads: read only once made.
#pragma once
#include <bitset>
#include <cstddef>
#include <string_view>
#include <vector>

#include "text/vocabulary.h"

namespace dragoman::text {

class CharacterSet {
 public:
  CharacterSet() = default;
  explicit CharacterSet(const Vocabulary& vocabulary);
  bool contains(char32_t c) const;

 private:
  std::bitset<128> ascii_;
  std::vector<char32_t> others_;  // sorted
};

/// Whether every character of `text` means something to the vocabulary, be it in another form ("ﬁ" as "fi").
bool can_read(const Vocabulary& vocabulary, std::string_view text);

}  // namespace dragoman::text
