// The text of a range, and whether two overlap: what every room that counts in byte ranges asks for.
// Threads: pure functions.
#pragma once
#include <string_view>

#include "dragoman/range.h"

namespace dragoman {

/// `range` must lie within `text`.
inline std::string_view part(std::string_view text, ByteRange range) {
  return text.substr(range.begin, range.end - range.begin);
}

/// Whether they share a byte, or an empty one lies inside the other.
inline bool overlap(ByteRange a, ByteRange b) { return a.begin < b.end && b.begin < a.end; }

}  // namespace dragoman
