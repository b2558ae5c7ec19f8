// Left alone such a sign is a word too many to the engine, and its place in the translation is a guess.
#include "fidelity/marks.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/part.h"
#include "fidelity/scan.h"
#include "markup/edits.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kLongestMarked = 64;  // bytes of a name, or of a figure
constexpr std::u32string_view kCounting = U"\u00A7\u00B6\u2116";
constexpr std::u32string_view kTrade = U"\u2122\u00AE\u2120";

bool is_sign_of(std::u32string_view signs, char32_t c) { return c != 0 && signs.find(c) != signs.npos; }

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
  while (end > at && end - begin < kLongestMarked) {
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
  if (!is_sign_of(kCounting, sign) || !strange(sign)) return 0;
  std::size_t next = at;
  while (character_at(text, at) == sign) text::code_point_at(text, at, at);
  if (at < text.size() && text::is_space(text::code_point_at(text, at, next))) at = next;
  const std::size_t end = figure_end(text, at);
  return end > at ? end : 0;
}

std::size_t traded_name_end(std::string_view text, std::size_t at, const std::function<bool(char32_t)>& strange) {
  const std::size_t begin = at;
  for (std::size_t next = at; at < text.size() && at - begin < kLongestMarked; at = next) {
    const char32_t c = text::code_point_at(text, at, next);
    if (is_sign_of(kTrade, c)) return at > begin && strange(c) ? next : 0;
    const bool joint = (c == '-' || c == '\'' || c == 0x2019 || c == '&') && is_word(character_at(text, next));
    if (!is_word(c) && !joint) return 0;
  }
  return 0;
}

bool is_marked(std::string_view kept) {
  return (is_sign_of(kCounting, character_at(kept, 0)) && is_word(character_before(kept, kept.size()))) ||
         (is_sign_of(kTrade, character_before(kept, kept.size())) && is_word(character_at(kept, 0)));
}

namespace {

/// Where `digits` stand as a number of their own.
std::vector<std::size_t> places_of_figure(std::string_view digits, std::string_view text) {
  std::vector<std::size_t> places;
  const auto goes_on = [&](std::size_t at, std::size_t step) {  // "1.230", "230,5"
    const char c = at < text.size() ? text[at] : ' ';
    return is_ascii_digit(c) || ((c == '.' || c == ',') && at + step < text.size() && is_ascii_digit(text[at + step]));
  };
  for (std::size_t at = text.find(digits); at != std::string_view::npos; at = text.find(digits, at + digits.size())) {
    if ((at == 0 || !goes_on(at - 1, std::string_view::npos)) && !goes_on(at + digits.size(), 1)) places.push_back(at);
  }
  return places;
}

/// Where a name stands as a word of its own.
std::vector<std::size_t> places_of_name(std::string_view name, std::string_view text) {
  std::vector<std::size_t> places;
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + name.size())) {
    if (!is_word(character_before(text, at)) && !is_word(character_at(text, at + name.size()))) places.push_back(at);
  }
  return places;
}

/// The place in `here` for the one of `there` that is at `begin`; none where they are not as many.
std::optional<std::size_t> like_place(const std::vector<std::size_t>& there, const std::vector<std::size_t>& here,
                                      std::size_t begin) {
  const auto rank = static_cast<std::size_t>(std::ranges::find(there, begin) - there.begin());
  return there.size() == here.size() && rank < here.size() ? std::optional(here[rank]) : std::nullopt;
}

/// Where the figure's place begins: a short word before it that the engine said for the sign goes too ("o 5", "no 1").
std::size_t with_word_for_sign(const markup::AlignedText& translation, std::size_t figure, ByteRange sign) {
  constexpr std::size_t kLongestWord = 4;  // bytes
  std::size_t begin = figure;
  for (const markup::Link& link : translation.links) {
    const bool says =
        link.source.begin >= sign.begin && link.source.begin < link.source.end && link.source.end <= sign.end;
    if (says && link.target.end <= figure && link.target.begin + kLongestWord + 1 >= figure)
      begin = std::min(begin, link.target.begin);
  }
  while (begin < figure && translation.text[begin] == ' ') ++begin;
  return begin > 0 && is_word(character_before(translation.text, begin)) ? figure : begin;
}

/// The place of a lock's figure, or name, in the translation.
std::optional<ByteRange> place_without_sign(std::string_view source, const markup::AlignedText& translation,
                                            ByteRange lock) {
  const std::string_view own = part(source, lock), target = translation.text;
  const std::size_t first = own.find_first_of("0123456789");
  if (is_sign_of(kCounting, character_at(own, 0)) && first != own.npos) {
    const std::string_view digits = own.substr(first, digits_end(own, first) - first);
    const auto at = like_place(places_of_figure(digits, source), places_of_figure(digits, target), lock.begin + first);
    if (!at) return std::nullopt;
    const std::size_t begin = with_word_for_sign(translation, *at, {lock.begin, lock.begin + first});
    return ByteRange{begin, std::max(figure_end(target, *at), *at + digits.size())};
  }
  std::size_t name = 0;
  while (name < own.size() && !is_sign_of(kTrade, character_at(own, name))) text::code_point_at(own, name, name);
  if (name == 0 || name == own.size()) return std::nullopt;
  const std::string_view bare = own.substr(0, name);
  const auto at = like_place(places_of_name(bare, source), places_of_name(bare, target), lock.begin);
  return at ? std::optional(ByteRange{*at, *at + name}) : std::nullopt;
}

}  // namespace

markup::AlignedText with_lacking_signs(std::string_view source, const markup::AlignedText& translation,
                                       const std::vector<ByteRange>& kept) {
  constexpr std::size_t kMost = 64;  // in a sentence: keeps noise cheap
  std::size_t tried = 0;
  const std::string_view target = translation.text;
  std::vector<markup::Edit> edits;
  for (const ByteRange lock : kept) {
    const std::string_view own = part(source, lock);
    const bool counts = is_sign_of(kCounting, character_at(own, 0)),
               trades = is_sign_of(kTrade, character_before(own, own.size()));
    if (!(counts || trades) || target.find(own) != target.npos || ++tried > kMost) continue;
    const std::optional<ByteRange> place = place_without_sign(source, translation, lock);
    if (place) edits.push_back({*place, lock, std::string(own)});
  }
  std::ranges::sort(edits, {}, [](const markup::Edit& edit) { return edit.target.begin; });
  const auto overlap = std::ranges::adjacent_find(
      edits, [](const markup::Edit& a, const markup::Edit& b) { return b.target.begin < a.target.end; });
  return edits.empty() || overlap != edits.end() ? translation : markup::with_edits(translation, std::move(edits));
}

}  // namespace dragoman::fidelity
