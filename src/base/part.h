// The text of a range: what every room that counts in byte ranges asks for.
// Threads: pure function.
#pragma once
#include <string_view>

#include "dragoman/range.h"

namespace dragoman {

/// `range` must lie within `text`.
inline std::string_view part(std::string_view text, ByteRange range) {
  return text.substr(range.begin, range.end - range.begin);
}

}  // namespace dragoman
