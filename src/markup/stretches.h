// Stretches: which words of a parent's stretch each of its children gets.
#pragma once
#include <cstddef>

#include "markup/layout.h"

namespace dragoman::markup {

/// Gives each child of node `parent` that has text a stretch inside the parent's, apart from its siblings', in any order, and
/// each other child a place. False: the stretch has not enough words for them (see share.h); nothing is then decided.
bool place_children(Layout& layout, std::size_t parent);

}  // namespace dragoman::markup
