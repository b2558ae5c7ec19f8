// UTF-8: validation and the few walks over code points that every room needs.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::text {

/// Offset of the first byte that is not part of well-formed UTF-8 (RFC 3629), or nothing. NUL is well-formed.
std::optional<std::size_t> first_bad_utf8(std::string_view text);
/// The beginning of valid text that has at most that many bytes and ends between code points.
std::string_view first_bytes(std::string_view text, std::size_t most);
/// Code point at `at`, which must be the first byte of one in valid text; `next` becomes the offset behind it.
char32_t code_point_at(std::string_view text, std::size_t at, std::size_t& next);
/// Whether a byte goes on with a code point: the second, third or fourth of one.
inline bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }
/// Where the code point begins that ends at `end`, above 0, in valid text.
inline std::size_t code_point_begin(std::string_view text, std::size_t end) {
  do --end;
  while (end > 0 && is_continuation(text[end]));
  return end;
}
/// Appends the UTF-8 of `c`, which is no surrogate and at most U+10FFFF.
void append_code_point(std::string& out, char32_t c);
/// White space in the sense of Unicode (White_Space), NBSP and line separators included.
bool is_space(char32_t c);
/// Runs of code points that are not white space, counted: the "words" of all speed figures.
std::size_t count_words(std::string_view text);

}  // namespace dragoman::text
