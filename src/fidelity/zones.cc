// Zones are the news vocabulary's; times are found by their colon.
#include "fidelity/zones.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "base/part.h"
#include "document/news_words.h"
#include "fidelity/clock.h"
#include "fidelity/number_format.h"
#include "fidelity/scan.h"
#include "markup/edits.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kMostTimes = 64;  // of a sentence; each is sought in the translation

/// "8:02" round the colon.
std::optional<ByteRange> time_at(std::string_view text, std::size_t colon) {
  const auto digit = [text](std::size_t at) { return at < text.size() && is_ascii_digit(text[at]); };
  std::size_t begin = colon;
  while (begin > 0 && colon - begin < 2 && digit(begin - 1)) --begin;
  const std::size_t end = colon + 3;
  const bool fits =
      begin < colon && digit(colon + 1) && digit(colon + 2) && !digit(end) && (begin == 0 || !digit(begin - 1));
  return fits ? std::optional(ByteRange{begin, end}) : std::nullopt;
}

/// The zone in capitals behind a time that ends at `end`; empty if none stands there.
ByteRange zone_behind(std::string_view text, std::size_t end) {
  if (has_half_day(text, end)) end = half_day_end(text, end);
  std::size_t begin = end;
  while (begin < text.size() && is_blank(character_at(text, begin))) text::code_point_at(text, begin, begin);
  const ByteRange word{begin, word_end(text, begin)};
  constexpr std::size_t kLongest = 8;
  if (begin == end || word.end - word.begin < 2 || word.end - word.begin > kLongest) return {};
  const std::string_view shown = part(text, word);
  const bool zone = text::casing_of(shown) == text::Casing::kUpper &&
                    document::news_words().zones.contains(text::to_lower(shown, ""));
  return zone ? word : ByteRange{};
}

/// Where the time stands in the translation: behind it and its part of the day.
std::optional<std::size_t> behind_time(std::string_view text, std::string_view time, std::string_view language) {
  for (std::size_t at = text.find(time); at != text.npos; at = text.find(time, at + 1)) {
    const std::size_t end = at + time.size();
    if ((at > 0 && is_ascii_digit(text[at - 1])) || (end < text.size() && is_ascii_digit(text[end]))) continue;
    const std::size_t words = day_part_end(language, text, end);
    if (!has_half_day(text, words)) return words;
    const std::size_t mark = half_day_end(text, words);
    return mark >= 2 && text.substr(mark - 2, 3) == ".m." ? mark + 1 : mark;  // the sentence's last stop is the mark's
  }
  return std::nullopt;
}

bool has_word(std::string_view text, std::string_view word) {
  return std::ranges::any_of(text::words_of(text), [&](ByteRange one) { return part(text, one) == word; });
}

}  // namespace

markup::AlignedText with_zones(std::string_view source, const markup::AlignedText& translation,
                               std::string_view target_language) {
  std::vector<markup::Edit> edits;
  std::set<std::size_t> taken;
  std::size_t times = 0;
  for (std::size_t colon = source.find(':'); colon != source.npos; colon = source.find(':', colon + 1)) {
    const std::optional<ByteRange> time = time_at(source, colon);
    if (!time || ++times > kMostTimes) continue;
    const ByteRange zone = zone_behind(source, time->end);
    const std::string_view shown = part(source, zone);
    if (shown.empty() || has_word(translation.text, shown)) continue;
    const auto at = behind_time(translation.text, part(source, *time), target_language);
    if (at && taken.insert(*at).second) edits.push_back({{*at, *at}, zone, std::string(shown), true});
  }
  std::ranges::sort(edits, {}, [](const markup::Edit& edit) { return edit.target.begin; });
  return edits.empty() ? translation : markup::with_edits(translation, std::move(edits));
}

}  // namespace dragoman::fidelity
