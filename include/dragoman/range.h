// ByteRange: a place in a text. All places that the library hands out are of this kind.
#pragma once
#include <cstddef>

namespace dragoman {

/// Bytes [begin, end) of a UTF-8 string; both ends lie on code-point boundaries.
struct ByteRange {
  std::size_t begin = 0, end = 0;
  bool operator==(const ByteRange&) const = default;
};

}  // namespace dragoman
