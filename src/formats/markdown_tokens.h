// Items of Markdown as the tokens that blocks are made of.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/inline_block.h"
#include "formats/markdown_items.h"

namespace dragoman::formats {

/// Length of what is no Markdown and no text at the beginning of `text`; `shows`: it is text that stays.
std::size_t raw_length(std::string_view text, bool& shows);

/// What Pandoc's notes within a text begin with: "^[A *note*.]".
inline constexpr std::string_view kNoteSign = "^[";

/// Whether raw HTML is a line's end: "<br>", "<br />".
bool is_line_break(std::string_view tag);
/// How many elements are open behind raw HTML that were not before: 1, 0 or -1.
int tag_depth(std::string_view tag);

/// A label as it can stand on one line.
std::string one_line(std::string_view label);

/// Items [first, last). A span's opening token is named "\x01" and its item's index.
std::vector<InlineToken> markdown_tokens(std::string_view source, const std::vector<MarkdownItem>& items,
                                         std::size_t first, std::size_t last);

}  // namespace dragoman::formats
