// Signs are counted by kind on both sides, outside of what is kept: none goes that the source accounts for.
#include "fidelity/strays.h"

#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/part.h"
#include "fidelity/scan.h"
#include "markup/edits.h"
#include "text/letters.h"

namespace dragoman::fidelity {
namespace {

struct StraySign {
  enum Kind { kQuote, kDash, kOpening, kClosing, kStop, kComma, kKinds, kOther = kKinds };
};

StraySign::Kind stray_sign_of(char32_t c) {
  constexpr std::u32string_view kQuotes = U"\"'\u00AB\u00BB\u2018\u2019\u201A\u201C\u201D\u201E\u2039\u203A";
  if (kQuotes.find(c) != kQuotes.npos) return StraySign::kQuote;
  constexpr std::u32string_view kOpen = U"([{<", kClose = U")]}>";
  if (kOpen.find(c) != kOpen.npos) return StraySign::kOpening;
  if (kClose.find(c) != kClose.npos) return StraySign::kClosing;
  constexpr std::u32string_view kStops = U".!?\u2026\u3002\uFF01\uFF1F\u061F\u06D4\u0964";
  constexpr std::u32string_view kCommas = U",;:\u060C\u061B\u3001\uFF0C\uFF1A\uFF1B";
  if (kStops.find(c) != kStops.npos) return StraySign::kStop;
  if (kCommas.find(c) != kCommas.npos) return StraySign::kComma;
  return c == '-' || (c >= 0x2010 && c <= 0x2015) ? StraySign::kDash : StraySign::kOther;
}

/// An apostrophe or a hyphen inside a word is none.
bool is_inside_word(std::string_view text, std::size_t begin, std::size_t end) {
  return is_word(character_before(text, begin)) && is_word(character_at(text, end));
}

bool lies_within(const std::vector<ByteRange>& ranges, std::size_t at) {
  const auto range = std::ranges::partition_point(ranges, [at](ByteRange one) { return one.end <= at; });
  return range != ranges.end() && range->begin <= at;
}

std::array<long, StraySign::kKinds> count_stray_signs(std::string_view text, const std::vector<ByteRange>& except) {
  std::array<long, StraySign::kKinds> count = {};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const StraySign::Kind kind = stray_sign_of(text::code_point_at(text, at, at));
    if (kind != StraySign::kOther && !is_inside_word(text, begin, at) && !lies_within(except, begin)) ++count[kind];
  }
  return count;
}

std::size_t before(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && text::is_continuation(text[at]));
  return at;
}

/// The sign beside a range: before it, or behind it; blanks between are passed over.
ByteRange sign_beside(std::string_view text, ByteRange range, bool in_front) {
  if (in_front) {
    std::size_t end = range.begin;
    while (end > 0 && text[end - 1] == ' ') --end;
    return end == 0 ? ByteRange{} : ByteRange{before(text, end), end};
  }
  std::size_t begin = range.end, end = 0;
  while (begin < text.size() && text[begin] == ' ') ++begin;
  if (begin == text.size()) return {};
  text::code_point_at(text, begin, end);
  return {begin, end};
}

/// "(em Київ)" for "(Київ)", "[.ˈlɛstər]": a small word or a stop that the engine set between a bracket and what is kept, where the
/// source has none.
ByteRange word_in_bracket(std::string_view source, std::string_view target, const markup::Link& link) {
  constexpr std::size_t kLongest = 8;  // bytes
  const char bracket = link.source.begin == 0 ? ' ' : source[link.source.begin - 1];
  if (bracket != '(' && bracket != '[') return {};
  const std::size_t from = link.target.begin - std::min(link.target.begin, kLongest);
  const std::size_t open = target.substr(from, link.target.begin - from).rfind(bracket);
  if (open == std::string_view::npos) return {};
  const ByteRange between = {from + open + 1, link.target.begin};
  for (std::size_t at = between.begin; at < between.end;) {
    const char32_t c = text::code_point_at(target, at, at);
    if (c != ' ' && c != '.' && !is_letter(c)) return {};
  }
  return between;
}

/// Blanks that part a comma or a stop from what is kept before it: no language has them, and the engine wrote a word there.
ByteRange blanks_before_sign(std::string_view source, std::string_view target, const markup::Link& link) {
  const auto blanks = [](std::string_view text, std::size_t at) {
    const std::size_t sign = std::min(text.find_first_not_of(' ', at), text.size());
    const bool apart = sign > at && sign < text.size() && (text[sign] == ',' || text[sign] == '.') &&
                       is_blank(character_at(text, sign + 1));
    return apart ? ByteRange{at, sign} : ByteRange{};
  };
  const ByteRange there = blanks(source, link.source.end);
  return there.begin < there.end ? ByteRange{} : blanks(target, link.target.end);
}

StraySign::Kind kind_at(std::string_view text, ByteRange sign) {
  return sign.begin == sign.end ? StraySign::kOther : stray_sign_of(character_at(text, sign.begin));
}

/// Links of kept parts that stand in the translation as they are, in target order.
std::vector<markup::Link> kept_links(std::string_view source, const markup::AlignedText& translation,
                                     const std::vector<ByteRange>& kept) {
  const std::string_view target = translation.text;
  std::vector<markup::Link> links;
  for (const markup::Link& link : translation.links) {
    if (!std::ranges::binary_search(kept, link.source.begin, {}, &ByteRange::begin) || link.target.end > target.size())
      continue;
    if (part(target, link.target) == part(source, link.source)) links.push_back(link);
  }
  return links;
}
std::vector<ByteRange> places_of(const std::vector<markup::Link>& links) {
  std::vector<ByteRange> places;
  for (const markup::Link& link : links) places.push_back(link.target);
  std::ranges::sort(places, {}, &ByteRange::begin);
  return places;
}

}  // namespace

markup::AlignedText without_strays(std::string_view source, const markup::AlignedText& translation,
                                   const std::vector<ByteRange>& kept) {
  const std::string_view target = translation.text;
  const std::vector<markup::Link> restored = kept_links(source, translation, kept);
  const std::vector<ByteRange> places = places_of(restored);
  const std::array<long, StraySign::kKinds> there = count_stray_signs(source, kept);
  std::array<long, StraySign::kKinds> here = count_stray_signs(target, places);
  std::vector<ByteRange> removed;
  for (const markup::Link& link : restored) {
    if (const ByteRange word = word_in_bracket(source, target, link); word.begin < word.end) removed.push_back(word);
    if (const ByteRange gap = blanks_before_sign(source, target, link); gap.begin < gap.end) removed.push_back(gap);
    for (const bool in_front : {true, false}) {
      ByteRange sign = sign_beside(target, link.target, in_front);
      const StraySign::Kind kind = kind_at(target, sign);
      if (kind >= StraySign::kStop || here[kind] <= there[kind] || lies_within(places, sign.begin)) continue;
      if (kind_at(source, sign_beside(source, link.source, in_front)) == kind) continue;
      --here[kind];
      // One blank stays between words.
      const bool blanks = sign.begin > 0 && target[sign.begin - 1] == ' ' && target.substr(sign.end, 1) == " ";
      if (blanks) ++sign.end;
      removed.push_back(sign);
    }
  }
  return removed.empty() ? translation : markup::without(translation, std::move(removed));
}

namespace {

/// Where a sign behind `range` belongs, behind what closes there; nothing if another sign or a word stands there.
std::optional<std::size_t> free_behind(std::string_view target, ByteRange range, StraySign::Kind kind) {
  std::size_t at = range.end;
  for (std::size_t next = at; at < target.size(); at = next) {
    const StraySign::Kind closing = stray_sign_of(text::code_point_at(target, at, next));
    if (closing != StraySign::kQuote && closing != StraySign::kClosing) break;
  }
  if (!is_blank(character_at(target, at))) return std::nullopt;
  const char32_t ahead = character_at(target, std::min(target.find_first_not_of(' ', at), target.size()));
  if (stray_sign_of(ahead) >= StraySign::kStop && stray_sign_of(ahead) != StraySign::kOther) return std::nullopt;
  // A sentence ends before a new one only, a comma stands before more words.
  const bool fits = kind == StraySign::kStop ? !text::is_lower_case(ahead) : ahead != 0;
  return fits ? std::optional(at) : std::nullopt;
}

/// "to{name}" for "to {name}". Scripts without case set some small words before others without a blank.
bool has_case(char32_t c) { return c != 0 && (text::is_lower_case(c) || text::is_upper_case(c)); }
bool sticks_to_word_before(std::string_view source, std::string_view target, const markup::Link& link) {
  return link.source.begin > 0 && is_blank(character_before(source, link.source.begin)) &&
         has_case(character_before(target, link.target.begin));
}
bool sticks_to_word_behind(std::string_view source, std::string_view target, const markup::Link& link) {
  return link.source.end < source.size() && !is_word(character_at(source, link.source.end)) &&
         has_case(character_at(target, link.target.end));
}

}  // namespace

markup::AlignedText with_signs_beside(std::string_view source, const markup::AlignedText& translation,
                                      const std::vector<ByteRange>& kept) {
  const std::string_view target = translation.text;
  std::vector<markup::Link> restored = kept_links(source, translation, kept);
  if (restored.empty()) return translation;
  const std::array<long, StraySign::kKinds> there = count_stray_signs(source, kept);
  std::array<long, StraySign::kKinds> here = count_stray_signs(target, places_of(restored));
  std::ranges::sort(restored, {}, [](const markup::Link& link) { return link.target.begin; });
  std::vector<markup::Edit> edits;
  for (const markup::Link& link : restored) {
    const std::size_t begin = link.target.begin, behind = link.source.end;
    if (sticks_to_word_before(source, target, link)) edits.push_back({{begin, begin}, {behind, behind}, " "});
    if (sticks_to_word_behind(source, target, link)) {
      edits.push_back({{link.target.end, link.target.end}, {behind, behind}, " "});
      continue;
    }
    std::size_t next = behind;
    const StraySign::Kind kind =
        behind < source.size() ? stray_sign_of(text::code_point_at(source, behind, next)) : StraySign::kOther;
    if ((kind != StraySign::kStop && kind != StraySign::kComma) || !is_blank(character_at(source, next)) ||
        here[kind] >= there[kind])
      continue;
    const std::optional<std::size_t> at = free_behind(target, link.target, kind);
    if (!at) continue;
    edits.push_back({{*at, *at}, {behind, next}, std::string(part(source, {behind, next}))});
    ++here[kind];
  }
  return edits.empty() ? translation : markup::with_edits(translation, std::move(edits));
}

markup::AlignedText with_closed_quotes(std::string_view source, const markup::AlignedText& translation,
                                       const std::vector<ByteRange>& kept) {
  const std::string_view target = translation.text;
  const std::vector<markup::Link> restored = kept_links(source, translation, kept);
  if (restored.empty()) return translation;
  long missing = count_stray_signs(source, kept)[StraySign::kQuote] -
                 count_stray_signs(target, places_of(restored))[StraySign::kQuote];
  const auto touches = [](std::string_view text, ByteRange range, bool in_front) {
    const ByteRange sign = sign_beside(text, range, in_front);
    return kind_at(text, sign) == StraySign::kQuote && (in_front ? sign.end == range.begin : sign.begin == range.end);
  };
  std::vector<markup::Edit> edits;
  for (const markup::Link& link : restored) {
    if (missing <= 0) break;
    const bool front = touches(target, link.target, true), behind = touches(target, link.target, false);
    if (front == behind || !touches(source, link.source, true) || !touches(source, link.source, false)) continue;
    const ByteRange mark = sign_beside(source, link.source, behind), here = sign_beside(target, link.target, front);
    const bool straight = part(target, here) == "\"";
    const std::size_t at = behind ? link.target.begin : link.target.end;
    edits.push_back({{at, at}, mark, straight ? "\"" : std::string(part(source, mark))});
    --missing;
  }
  return edits.empty() ? translation : markup::with_edits(translation, std::move(edits));
}

}  // namespace dragoman::fidelity
