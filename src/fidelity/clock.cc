// Time zones are the news vocabulary's.
#include "fidelity/clock.h"

#include <algorithm>
#include <string>
#include <utility>

#include "document/news_words.h"
#include "fidelity/scan.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

std::size_t behind_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(character_at(text, at))) text::code_point_at(text, at, at);
  return at;
}

/// The word at `at`, in small letters; times are short.
std::string low_word_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 16;
  const std::string_view rest = text.substr(std::min(at, text.size()), kLongest);
  return text::to_lower(rest.substr(0, word_end(rest, 0)), "");
}

/// "am", "p.m." or a time zone from `at`.
bool says_time(std::string_view text, std::size_t at) {
  if (has_half_day(text, at)) return true;
  const std::size_t glued = std::exchange(at, behind_blanks(text, at));
  const std::string word = low_word_at(text, at);
  return at > glued && document::news_words().zones.contains(word) &&
         (word == "local" || text::casing_of(text.substr(at, word.size())) == text::Casing::kUpper);
}

}  // namespace

bool has_half_day(std::string_view text, std::size_t end) {
  const std::size_t at = behind_blanks(text, end);
  const std::string word = low_word_at(text, at);
  if (word == "am" || word == "pm") return true;
  return (word == "a" || word == "p") && text.substr(at + 1, 2) == ".m" && !is_word(character_at(text, at + 3));
}

std::size_t half_day_end(std::string_view text, std::size_t end) {
  while (end < text.size() && is_blank(character_at(text, end))) text::code_point_at(text, end, end);
  ++end;
  // The stop behind the last letter belongs to it if the first letter has one; else it may be the sentence's.
  const bool stops = end < text.size() && text[end] == '.';
  end += stops ? 2 : 1;
  if (stops && end + 1 < text.size() && text[end] == '.') ++end;
  return std::min(end, text.size());
}

bool divides_clock(std::string_view text, std::size_t stop) {
  std::size_t begin = stop, end = stop + 1;
  while (begin > 0 && stop - begin < 3 && is_ascii_digit(text[begin - 1])) --begin;
  while (end < text.size() && end - stop < 4 && is_ascii_digit(text[end])) ++end;
  const std::string_view hours = text.substr(begin, stop - begin), minutes = text.substr(stop + 1, end - stop - 1);
  if (hours.empty() || hours.size() > 2 || minutes.size() != 2 || digits_value(hours) > 24 ||
      digits_value(minutes) > 59)
    return false;
  const char32_t before = character_before(text, begin);
  if (before == '.' || before == ',' || before == '$') return false;
  return says_time(text, end);
}

}  // namespace dragoman::fidelity
