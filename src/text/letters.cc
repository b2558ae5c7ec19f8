// ASCII is answered at once, the rest by ICU.
#include "text/letters.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <array>
#include <string_view>
#include <utility>

#include "text/utf8.h"

namespace dragoman::text {
namespace {

bool ascii_letter(char32_t c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/// What Unicode does not take apart, since the stroke is part of the letter.
constexpr std::array<std::pair<char32_t, char32_t>, 14> kStroked = {{{U'ø', U'o'},
                                                                     {U'Ø', U'O'},
                                                                     {U'ł', U'l'},
                                                                     {U'Ł', U'L'},
                                                                     {U'đ', U'd'},
                                                                     {U'Đ', U'D'},
                                                                     {U'ð', U'd'},
                                                                     {U'Ð', U'D'},
                                                                     {U'ħ', U'h'},
                                                                     {U'Ħ', U'H'},
                                                                     {U'ı', U'i'},
                                                                     {U'ŧ', U't'},
                                                                     {U'Ŧ', U'T'},
                                                                     {U'ß', U's'}}};

char32_t decomposed(char32_t c) {
  for (const auto& [from, to] : kStroked) {
    if (c == from) return to;
  }
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* const forms = unorm2_getNFDInstance(&status);
  if (U_FAILURE(status)) return c;
  std::array<UChar, 16> units = {};
  for (int depth = 0; depth < 4; ++depth) {  // Vietnamese letters carry two
    const std::int32_t length = unorm2_getRawDecomposition(forms, static_cast<UChar32>(c), units.data(),
                                                           static_cast<std::int32_t>(units.size()), &status);
    if (U_FAILURE(status) || length < 2 || (units[0] & 0xF800) == 0xD800) return c;
    c = units[0];
  }
  return c;
}

}  // namespace

bool is_letter(char32_t c) { return c < 0x80 ? ascii_letter(c) : u_isalpha(static_cast<UChar32>(c)) != 0; }
bool is_alphanumeric(char32_t c) {
  return c < 0x80 ? ascii_letter(c) || (c >= '0' && c <= '9') : u_isalnum(static_cast<UChar32>(c)) != 0;
}
bool is_lower_case(char32_t c) { return c < 0x80 ? c >= 'a' && c <= 'z' : u_islower(static_cast<UChar32>(c)) != 0; }
bool is_upper_case(char32_t c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(static_cast<UChar32>(c)) != 0; }

char32_t base_letter(char32_t c) {
  constexpr std::size_t kTable = 0x2000;  // Latin, Greek and Cyrillic with all their accents
  static const auto table = [] {
    std::array<char16_t, kTable> made = {};
    for (std::size_t i = 0; i < kTable; ++i) {
      const auto letter = static_cast<char32_t>(i);
      made[i] = static_cast<char16_t>(is_letter(letter) ? decomposed(letter) : letter);
    }
    return made;
  }();
  return c < 0x80 || c >= kTable ? c : table[c];
}

bool stands_apart(std::string_view text, ByteRange range) {
  std::size_t before = range.begin, next = 0;
  while (before > 0 && is_continuation(text[--before])) {
  }
  if (range.begin > 0 && is_alphanumeric(code_point_at(text, before, next))) return false;
  return range.end == text.size() || !is_alphanumeric(code_point_at(text, range.end, next));
}

}  // namespace dragoman::text
