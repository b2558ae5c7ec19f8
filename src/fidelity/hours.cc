// A copy stands in the translation in the source's own letters; of several they are in order.
#include "fidelity/hours.h"

#include "text/utf8.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/part.h"
#include "fidelity/data_lines.h"
#include "fidelity/scan.h"
#include "markup/edits.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kMostHours = 256;  // of a sentence; each is sought among the copies

using WordSet = std::set<std::string_view>;

/// Those behind which an hour is a time of day; null for languages that write no such hours.
const WordSet* words_before_hours(std::string_view language) {
  static const std::map<std::string_view, WordSet> table = [] {
    std::map<std::string_view, WordSet> made;
    for_each_line(embedded_file("hours.txt"), [&](const std::vector<std::string_view>& line) {
      made[line[0]] = WordSet(line.begin() + 1, line.end());
    });
    return made;
  }();
  return for_tag(table, language);
}

struct Hour {
  ByteRange range, hours, minutes;  // minutes may be empty
};

/// "22h", "22 h", "22h30" whose first digit is at `at`.
std::optional<Hour> hour_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kDigits = 2;
  const auto digits = [text](std::size_t from) {
    std::size_t end = from;
    while (end < text.size() && end - from <= kDigits && is_ascii_digit(text[end])) ++end;
    return end;
  };
  const auto at_most = [text](ByteRange range, int most) { return std::stoi(std::string(part(text, range))) <= most; };
  Hour hour;
  hour.hours = {at, digits(at)};
  const std::size_t size = hour.hours.end - at;
  const std::size_t sign = hour.hours.end + (text.substr(hour.hours.end).starts_with(' ') ? 1 : 0);
  if (size == 0 || size > kDigits || sign >= text.size() || text[sign] != 'h') return std::nullopt;
  hour.minutes = {sign + 1, digits(sign + 1)};
  const std::size_t minutes = hour.minutes.end - hour.minutes.begin;
  if ((minutes != 0 && minutes != kDigits) || is_word(character_at(text, hour.minutes.end))) return std::nullopt;
  if (!at_most(hour.hours, 24) || (minutes != 0 && !at_most(hour.minutes, 59))) return std::nullopt;
  hour.range = {at, hour.minutes.end};
  return hour;
}

/// The word before `at`, blanks between, in small letters.
std::string word_before(std::string_view text, std::size_t at, std::string_view language) {
  constexpr std::size_t kLongest = 16;
  std::size_t end = at;
  while (end > 0 && text[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < kLongest && is_word(character_before(text, begin))) {
    do --begin;
    while (begin > 0 && text::is_continuation(text[begin]));
  }
  return end == at ? "" : text::to_lower(part(text, {begin, end}), language);
}

std::vector<Hour> hours_of(std::string_view text) {
  std::vector<Hour> hours;
  for (std::size_t at = text.find('h'); at != text.npos && hours.size() < kMostHours; at = text.find('h', at + 1)) {
    std::size_t begin = at > 0 && text[at - 1] == ' ' ? at - 1 : at;
    while (begin > 0 && at - begin < 4 && is_ascii_digit(text[begin - 1])) --begin;
    const auto hour = is_word(character_before(text, begin)) ? std::nullopt : hour_at(text, begin);
    if (hour) hours.push_back(*hour);
  }
  return hours;
}

}  // namespace

markup::AlignedText with_hours_in_form(std::string_view source, const markup::AlignedText& translation,
                                       std::string_view source_language, std::string_view target_language) {
  const WordSet* const words = words_before_hours(source_language);
  if (words == nullptr || words_before_hours(target_language) != nullptr) return translation;
  const std::string_view target = translation.text;
  std::vector<Hour> copies = hours_of(target);
  std::vector<markup::Edit> edits;
  auto copy = copies.begin();
  for (const Hour& hour : hours_of(source)) {
    const auto same = std::find_if(
        copy, copies.end(), [&](const Hour& one) { return part(target, one.range) == part(source, hour.range); });
    if (same == copies.end()) continue;
    copy = same + 1;
    if (!words->contains(word_before(source, hour.range.begin, source_language))) continue;
    const std::string_view minutes = part(source, hour.minutes);
    edits.push_back({same->range, hour.range,
                     std::string(part(source, hour.hours)).append(":").append(minutes.empty() ? "00" : minutes)});
  }
  return edits.empty() ? translation : markup::with_edits(translation, std::move(edits));
}

std::vector<Replacement> plain_hours(std::string_view text, std::string_view language) {
  const WordSet* const words = words_before_hours(language);
  if (words == nullptr) return {};
  std::vector<Replacement> out;
  for (const Hour& hour : hours_of(text)) {
    const bool minutes = hour.minutes.begin < hour.minutes.end;
    if (minutes && words->contains(word_before(text, hour.range.begin, language)))
      out.push_back({{hour.hours.end, hour.minutes.begin}, ":"});
  }
  return out;
}

}  // namespace dragoman::fidelity
