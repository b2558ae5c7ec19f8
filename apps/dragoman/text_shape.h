// Small facts about text that several files need: ASCII white space and words between it.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "dragoman/translator.h"

namespace dragoman::cli {

inline bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// The runs of bytes between ASCII white space, in order.
inline std::vector<ByteRange> words_of(std::string_view text) {
  std::vector<ByteRange> words;
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && is_ascii_space(text[at])) ++at;
    const std::size_t begin = at;
    while (at < text.size() && !is_ascii_space(text[at])) ++at;
    if (at > begin) words.push_back({begin, at});
  }
  return words;
}

}  // namespace dragoman::cli
