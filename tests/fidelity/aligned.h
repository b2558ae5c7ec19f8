// Translations for tests: words split at blanks, and pairs of their places, source first: "0-0 1-2".
#pragma once
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::fidelity::testing {

inline std::vector<ByteRange> words_between_blanks(const std::string& text) {
  std::vector<ByteRange> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) out.push_back({at, end});
    at = end + 1;
  }
  return out;
}

/// Words of the target that no pair names look at nothing.
inline markup::AlignedText aligned(const std::string& source, const std::string& target, const std::string& pairs) {
  const std::vector<ByteRange> from = words_between_blanks(source), to = words_between_blanks(target);
  markup::AlignedText out{target, {}};
  for (const ByteRange word : to) out.links.push_back({{}, word});
  std::istringstream in(pairs);
  std::size_t s = 0, t = 0;
  char dash = 0;
  while (in >> s >> dash >> t) out.links.at(t).source = from.at(s);
  return out;
}

/// Every word in its own place; the target's further words look at the source's last one.
inline markup::AlignedText in_order(const std::string& source, const std::string& target) {
  const std::vector<ByteRange> from = words_between_blanks(source), to = words_between_blanks(target);
  markup::AlignedText out{target, {}};
  for (std::size_t t = 0; t < to.size(); ++t) out.links.push_back({from[std::min(t, from.size() - 1)], to[t]});
  return out;
}

}  // namespace dragoman::fidelity::testing
