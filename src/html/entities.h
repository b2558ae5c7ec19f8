// Character references: "&eacute;", "&#8217;", and the old ones without a semicolon, as the HTML standard reads them.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace dragoman::html {

/// Appends what the reference at `at` (an '&') stands for and returns its length in bytes; 0 if it is a plain '&'.
/// `in_attribute`: the standard leaves "&copy=1" alone there, since it is a link's query.
std::size_t decode_reference(std::string_view source, std::size_t at, bool in_attribute, std::string& out);

/// Text or an attribute's value as a browser sees it: references decoded, CR LF as LF; a NUL is dropped from text and is
/// U+FFFD in attributes. Bytes that are not UTF-8 stay.
std::string decode_text(std::string_view source, bool in_attribute);

/// Characters that are mistakes in a page (NUL is none of them): controls but for white space, and what Unicode calls none.
bool is_control(char32_t c);

/// Whether decode_text() would change anything.
bool needs_decoding(std::string_view source);

}  // namespace dragoman::html
