// Edges: which signs beside a stretch of words belong to it. What stood inside the element in the source stays inside.
#pragma once
#include <cstddef>

#include "markup/layout.h"

namespace dragoman::markup {

/// Target atoms [first, last).
struct Stretch {
  std::size_t first = 0, last = 0;
};

/// `words` with the signs beside it that belong in, for a span over `source`; nothing outside `limits` is taken.
Stretch with_signs(const Layout& layout, ByteRange source, Stretch words, Stretch limits);

}  // namespace dragoman::markup
