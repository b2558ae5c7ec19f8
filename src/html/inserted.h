// What an earlier run inserted: elements with data-dragoman, told from a page's own use of that attribute.
#pragma once
#include <string_view>
#include "html/tree.h"

namespace dragoman::html {

/// The attribute of all that is inserted; its value says as what.
constexpr std::string_view kMark = "data-dragoman";

/// Whether an element was inserted by an earlier run (its text is no block and it is taken out again).
bool is_inserted(const Tree& tree, NodeId id);

/// Whether an earlier run's marks stand on the page.
bool is_stamped(const Tree& tree);

/// Whether the source has tags of inserted elements that the tree has not: it nests too deep, or is so wrong that the parser has dropped
/// them. They cannot be taken out, and what would be inserted now would be lost to the next run in the same way.
bool has_lost_marks(const Tree& tree, bool xhtml);

/// Whether this very start tag stands in the source where the parser drops it.
bool has_lost_tag(const Tree& tree, std::string_view tag, bool xhtml);

}  // namespace dragoman::html
