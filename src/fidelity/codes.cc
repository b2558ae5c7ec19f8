// Both have names of ASCII letters only, and a length that no sentence in brackets or between colons fits.
#include "fidelity/codes.h"

#include <algorithm>

#include "base/ascii.h"
#include "fidelity/scan.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kLongestCodeName = 40, kLongestBracketTag = 300;  // bytes

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

/// Behind the name of small letters, digits, "_", "-" and "+" at `at`.
std::size_t name_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at <= kLongestCodeName &&
         (is_small(text[end]) || base::is_ascii_digit(text[end]) || text[end] == '_' || text[end] == '-' ||
          text[end] == '+')) {
    ++end;
  }
  return end;
}

}  // namespace

std::size_t picture_name_end(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != ':') return 0;
  const std::size_t end = name_end(text, at + 1), size = end - at - 1;
  if (size < 2 || size > kLongestCodeName || end >= text.size() || text[end] != ':') return 0;
  const std::string_view name = text.substr(at + 1, size);
  const bool named = std::ranges::any_of(name, is_small) || name == "+1" || name == "-1" || name == "100";
  const auto glued = [](char32_t c) { return is_word(c) || c == ':'; };
  return named && !glued(character_before(text, at)) && !glued(character_at(text, end + 1)) ? end + 1 : 0;
}

std::size_t bracket_tag_end(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != '[') return 0;
  const bool closes = text[at + 1] == '/';
  const std::size_t begin = at + (closes ? 2 : 1), end = name_end(text, begin);
  if (end == begin || end == text.size() || !is_small(text[begin])) return 0;
  if (closes) return text[end] == ']' ? end + 1 : 0;
  const std::size_t close = text.substr(0, std::min(text.size(), at + kLongestBracketTag)).find(']', end);
  if (close == std::string_view::npos || (text[end] != ' ' && text[end] != '=')) return 0;
  const std::size_t sign = text.substr(0, close).find('=', end);
  const bool attribute = sign != std::string_view::npos && text[sign - 1] != ' ' && text[sign + 1] != ' ';
  return attribute && sign + 1 < close ? close + 1 : 0;
}

}  // namespace dragoman::fidelity
