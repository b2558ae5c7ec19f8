// Small walks over characters that the finders of this room share.
#pragma once
#include <cstddef>
#include <string_view>

#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::fidelity {

inline char32_t character_at(std::string_view text, std::size_t at) {
  std::size_t next = 0;
  return at < text.size() ? text::code_point_at(text, at, next) : 0;
}
inline char32_t character_before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  std::size_t begin = at - 1;
  while (begin > 0 && text::is_continuation(text[begin])) --begin;
  return character_at(text, begin);
}
inline bool is_letter(char32_t c) { return c != 0 && text::character_class(c) == text::CharacterClass::kLetter; }
inline bool is_digit(char32_t c) { return c != 0 && text::character_class(c) == text::CharacterClass::kDigit; }
inline bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
/// The number that ASCII digits write.
inline unsigned digits_value(std::string_view digits) {
  unsigned value = 0;
  for (const char digit : digits) value = 10 * value + static_cast<unsigned>(digit - '0');
  return value;
}
/// Letters, digits, accents and the low line.
inline bool is_word(char32_t c) {
  if (c == 0) return false;
  const text::CharacterClass kind = text::character_class(c);
  return kind == text::CharacterClass::kLetter || kind == text::CharacterClass::kDigit ||
         kind == text::CharacterClass::kMark || c == '_';
}
inline bool is_blank(char32_t c) { return c == 0 || text::is_space(c); }
/// The end of the run of word characters that starts at `at`.
inline std::size_t word_end(std::string_view text, std::size_t at) {
  for (std::size_t next = at; at < text.size() && is_word(text::code_point_at(text, at, next)); at = next) {
  }
  return at;
}

}  // namespace dragoman::fidelity
