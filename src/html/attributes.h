// Attributes that people read: alt, title, placeholder, aria-label, labels of buttons and options, and what cards and
// search engines show of a page (descriptions, titles in meta).
#pragma once
#include <vector>
#include "html/page_view.h"
#include "html/units.h"

namespace dragoman::html {

/// Appends a block for each attribute of `id` that is translated.
void add_attributes(const PageView& view, NodeId id, std::vector<Unit>& units);

}  // namespace dragoman::html
