// Whether a text is already in a language, for whoever must then not translate it. More careful than detection: names and
// quotations may be in any language, and say nothing about the sentence round them.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace dragoman::text {

/// `code`, `other`: ISO 639. The whole text shows the language `code`, and where it has two or more words of its own, they do
/// so, too, or are too few to show any and have more function words of it than of `other`; a single word of its own needs a
/// function word of `code` anywhere.
bool is_written_in(std::string_view text, std::string_view code, std::string_view other);

/// The text without quotations and words with capitals.
std::string own_words(std::string_view text);

/// How many words of `text` are function words of the language `code` and not of `other`; 0 for a language without a list of
/// them. (detect.cc, which has the lists.)
std::size_t count_function_words(std::string_view text, std::string_view code, std::string_view other);

}  // namespace dragoman::text
