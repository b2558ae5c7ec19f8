// Sharing: the way out when a parent's stretch has too few words for its children. The stretch is dealt out in source order,
// each child near its place, words whole where there are enough of them and character by character where not.
#pragma once
#include <cstddef>

#include "markup/layout.h"

namespace dragoman::markup {

/// Gives each child of `parent` a stretch or a place. False: not even one atom for each span with text.
bool share_out(Layout& layout, std::size_t parent);

}  // namespace dragoman::markup
