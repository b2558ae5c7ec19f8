// Where the visible label goes: a place in the source at which an element can be inserted and where it comes to stand on the
// page as well, under the headline or between the first caption and the text.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include "document/block.h"
#include "dragoman/page.h"
#include "html/stamp.h"
#include "html/tree.h"

namespace dragoman::html {

/// Nothing if the page has no place for a visible element (a page of frames).
std::optional<std::size_t> find_label_place(const Tree& tree, std::span<const document::SourceBlock> blocks,
                                            std::span<const BlockPlace> places, LabelPlace wanted);

/// Whether a block-level element may be put into an element, and stays there.
bool can_hold_blocks(const Tree& tree, NodeId id);

/// Before the first thing in the body.
std::optional<std::size_t> top_of_body(const Tree& tree);

}  // namespace dragoman::html
