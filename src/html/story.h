// The story of a page, for whoever wants to read it without what stands around it: its headline, and the part of the page that
// has most of its text, with the pictures in it.
#pragma once
#include <cstddef>
#include <span>
#include <vector>
#include "html/blocks.h"
#include "html/stamp.h"
#include "html/tree.h"

namespace dragoman::html {

/// Bytes of text that make a block a paragraph of the story.
constexpr std::size_t kParagraphBytes = 80;

/// As Page::story(); `places[i]` belongs to page.blocks[i].
std::vector<StoryItem> find_story(const Tree& tree, const PageBlocks& page, std::span<const BlockPlace> places);

}  // namespace dragoman::html
