// Left alone such a sign is a word too many to the engine, and its place in the translation is a guess.
#include "fidelity/marks.h"

#include <algorithm>

#include "fidelity/scan.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kLongest = 64;  // bytes of a name, or of a figure
constexpr std::u32string_view kCounting = U"\u00A7\u00B6\u2116";
constexpr std::u32string_view kTrade = U"\u2122\u00AE\u2120";

bool is_one_of(std::u32string_view signs, char32_t c) { return c != 0 && signs.find(c) != signs.npos; }

std::size_t digits_end(std::string_view text, std::size_t at) {
  for (std::size_t next = at; at < text.size() && is_digit(text::code_point_at(text, at, next)); at = next) {
  }
  return at;
}

/// Behind the digits: "(c)(1)", "a", "º", ".º"; `at` where nothing of the kind is.
std::size_t figure_tail_end(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  for (const std::string_view ordinal : {"\u00BA", "\u00AA", ".\u00BA", ".\u00AA", "\u00B0"}) {
    if (rest.starts_with(ordinal)) return at + ordinal.size();
  }
  std::size_t end = at;
  if (is_letter(character_at(text, at))) {
    text::code_point_at(text, at, end);
    return is_word(character_at(text, end)) ? at : end;
  }
  constexpr std::size_t kLongestPart = 6;  // bytes: "(iii)"
  if (!rest.starts_with('(')) return at;
  const std::size_t close = rest.substr(0, kLongestPart).find(')');
  return close == std::string_view::npos || close == 1 || rest.substr(0, close).find(' ') < close ? at : at + close + 1;
}

/// "230", "230(c)(1)", "12.3.1", "5a": without the sentence's own stop.
std::size_t figure_end(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  std::size_t end = digits_end(text, at);
  while (end > at && end - begin < kLongest) {
    at = end;
    const char32_t joint = character_at(text, end);
    const bool joined = joint == '.' || joint == '-' || joint == '/' || joint == 0x2013;
    std::size_t next = end;
    if (joined) text::code_point_at(text, end, next);
    end = joined && is_digit(character_at(text, next)) ? digits_end(text, next) : figure_tail_end(text, end);
  }
  return std::max(at, end);
}

}  // namespace

std::size_t counted_figure_end(std::string_view text, std::size_t at, const std::function<bool(char32_t)>& strange) {
  const char32_t sign = character_at(text, at);
  if (!is_one_of(kCounting, sign) || !strange(sign)) return 0;
  std::size_t next = at;
  while (character_at(text, at) == sign) text::code_point_at(text, at, at);
  if (at < text.size() && text::is_space(text::code_point_at(text, at, next))) at = next;
  const std::size_t end = figure_end(text, at);
  return end > at ? end : 0;
}

std::size_t traded_name_end(std::string_view text, std::size_t at, const std::function<bool(char32_t)>& strange) {
  const std::size_t begin = at;
  for (std::size_t next = at; at < text.size() && at - begin < kLongest; at = next) {
    const char32_t c = text::code_point_at(text, at, next);
    if (is_one_of(kTrade, c)) return at > begin && strange(c) ? next : 0;
    const bool joint = (c == '-' || c == '\'' || c == 0x2019 || c == '&') && is_word(character_at(text, next));
    if (!is_word(c) && !joint) return 0;
  }
  return 0;
}

}  // namespace dragoman::fidelity
