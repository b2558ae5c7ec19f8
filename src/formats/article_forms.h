// The forms that only plain text needs: list signs, and whether lines that follow each other are one paragraph.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>

#include "formats/plain_text.h"

namespace dragoman::formats {

/// Length of the sign and blanks with which a line of a list begins ("- ", "* ", "• ", "12. "); 0 if it is none.
std::size_t list_sign(std::string_view line);

/// Whether the line after the first was begun only because the first was full: it could not have held one more word.
bool is_wrapped(std::string_view text, const Line& first, const Line& second, std::size_t width);

/// The width to which a group of lines seems to be wrapped by hand; 0 if it is not: lines too short, or too long.
std::size_t wrap_width(std::string_view text, std::span<const Line> group);

/// The text in lines of at most `width` columns, `indent` before each but the first.
std::string wrap(std::string_view text, std::size_t width, std::string_view line_end, std::string_view indent);

/// Whether text ends as a sentence does, closing quotation marks left aside.
bool ends_sentence(std::string_view text);

}  // namespace dragoman::formats
