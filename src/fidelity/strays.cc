// Signs are counted by kind on both sides, outside of what is kept: none goes that the source accounts for.
#include "fidelity/strays.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/part.h"
#include "fidelity/scan.h"
#include "markup/edits.h"

namespace dragoman::fidelity {
namespace {

enum Kind { kQuote, kDash, kOpening, kClosing, kKinds, kOther = kKinds };

Kind kind_of(char32_t c) {
  constexpr std::u32string_view kQuotes = U"\"'\u00AB\u00BB\u2018\u2019\u201A\u201C\u201D\u201E\u2039\u203A";
  if (kQuotes.find(c) != kQuotes.npos) return kQuote;
  if (c == '(' || c == '[') return kOpening;
  if (c == ')' || c == ']') return kClosing;
  return c == '-' || (c >= 0x2010 && c <= 0x2015) ? kDash : kOther;
}

/// An apostrophe or a hyphen inside a word is none.
bool is_inside_word(std::string_view text, std::size_t begin, std::size_t end) {
  return is_word(character_before(text, begin)) && is_word(character_at(text, end));
}

bool within(const std::vector<ByteRange>& ranges, std::size_t at) {
  const auto range = std::ranges::partition_point(ranges, [at](ByteRange one) { return one.end <= at; });
  return range != ranges.end() && range->begin <= at;
}

std::array<long, kKinds> count_signs(std::string_view text, const std::vector<ByteRange>& except) {
  std::array<long, kKinds> count = {};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const Kind kind = kind_of(text::code_point_at(text, at, at));
    if (kind != kOther && !is_inside_word(text, begin, at) && !within(except, begin)) ++count[kind];
  }
  return count;
}

std::size_t before(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
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

Kind kind_at(std::string_view text, ByteRange sign) {
  return sign.begin == sign.end ? kOther : kind_of(character_at(text, sign.begin));
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
  const std::array<long, kKinds> there = count_signs(source, kept);
  std::array<long, kKinds> here = count_signs(target, places);
  std::vector<ByteRange> removed;
  for (const markup::Link& link : restored) {
    if (const ByteRange word = word_in_bracket(source, target, link); word.begin < word.end) removed.push_back(word);
    for (const bool in_front : {true, false}) {
      ByteRange sign = sign_beside(target, link.target, in_front);
      const Kind kind = kind_at(target, sign);
      if (kind == kOther || here[kind] <= there[kind] || within(places, sign.begin)) continue;
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

markup::AlignedText with_closed_quotes(std::string_view source, const markup::AlignedText& translation,
                                       const std::vector<ByteRange>& kept) {
  const std::string_view target = translation.text;
  const std::vector<markup::Link> restored = kept_links(source, translation, kept);
  if (restored.empty()) return translation;
  long missing = count_signs(source, kept)[kQuote] - count_signs(target, places_of(restored))[kQuote];
  const auto touches = [](std::string_view text, ByteRange range, bool in_front) {
    const ByteRange sign = sign_beside(text, range, in_front);
    return kind_at(text, sign) == kQuote && (in_front ? sign.end == range.begin : sign.begin == range.end);
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
