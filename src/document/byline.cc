// A byline is an opening word and a few names, divided by commas, "and", "in" and the like. Everything that may be a name
// stays; a place and a job are translated. Sure names of writers are fewer: behind a comma alone a place looks like a name.
#include <algorithm>
#include <string>
#include "base/ascii.h"
#include "base/part.h"
#include "document/letters.h"
#include "document/news_forms.h"
#include "document/news_words.h"

namespace dragoman::document {
namespace {

constexpr std::size_t kLongestByline = 200, kMostBylineWords = 24, kMostBylineNameWords = 6, kMostOtherWords = 4;
constexpr std::size_t kMostWordsOfSmall = 1;  // "by Jane Doe and agencies": a sentence's end goes on with more

/// What stands before a part of a byline.
enum class Before { kOpening, kJoin, kComma, kDivider, kPlace };  // kPlace: "in"

struct Segment {
  ByteRange range;
  Before before = Before::kOpening;
};

/// The parts between commas, dividers and joining words.
std::vector<Segment> segments_of(std::string_view text, std::size_t begin) {
  const NewsWords& known = news_words();
  std::vector<Segment> out;
  Segment now{{begin, begin}, Before::kOpening};
  const auto close = [&](Before next) {
    now.range = trim(text, now.range, ",");
    const bool empty = now.range.begin >= now.range.end;
    if (!empty) out.push_back(now);
    // ", and": the last word counts.
    const bool weaker = empty && !out.empty() && (next == Before::kComma || next == Before::kDivider);
    now = {{0, 0}, weaker ? now.before : next};
  };
  for (const ByteRange word : words_of(text)) {
    if (word.end <= begin) continue;
    const std::string_view shown = part(text, word);
    const std::string low = folded(shown);
    const bool first = now.range.begin == now.range.end;
    const bool listed = first && (now.before == Before::kComma || now.before == Before::kDivider);
    const bool place = known.places.contains(low) || (listed && known.origins.contains(std::string(shown)));
    if (is_divider(shown) || place || known.joins.contains(low)) {
      close(place               ? Before::kPlace
            : shown == ","      ? Before::kComma
            : is_divider(shown) ? Before::kDivider
                                : Before::kJoin);
      continue;
    }
    if (first) now.range.begin = std::max(word.begin, begin);
    now.range.end = word.end;
    if (shown.back() == ',' || shown.back() == ';') close(Before::kComma);
  }
  close(Before::kComma);
  return out;
}

bool any_word(std::string_view text, const NewsWords::Set& set) {
  return std::ranges::any_of(words_of(text), [&](ByteRange word) {
    const ByteRange inner = trim(text, word, ".,;:()");
    return set.contains(folded(part(text, inner)));
  });
}

bool is_date(std::string_view text) {
  const bool figures = std::ranges::any_of(words_of(text), [&](ByteRange word) {
    const std::string_view shown = part(text, word);
    return shown.find_first_of("0123456789") != std::string_view::npos && !is_lettered_figure(shown);
  });
  return figures || any_word(text, news_words().weekdays);
}

bool is_named(std::string_view text) {
  std::string others;  // besides such names
  for (const ByteRange word : words_of(text)) {
    if (!is_lettered_figure(part(text, word))) others.append(part(text, word)).append(" ");
  }
  return is_name_like(others);
}

/// Somebody's name, or an agency's: short, and no month alone ("By May").
bool is_name(std::string_view text) {
  const std::size_t words = words_of(text).size();
  if (words == 0 || words > kMostBylineNameWords || is_date(text) || !is_named(text)) return false;
  // "Promoted by" is none.
  const std::string last(part(text, words_of(text).back()));
  if (news_words().particles.contains(last)) return false;
  return words > 1 || !any_word(text, news_words().months);
}

bool ends_sentence(std::string_view text) {
  const char last = text.back();
  if (last == '!' || last == '?' || last == ':') return true;
  // "By Jane Doe Jr." is none.
  const std::vector<ByteRange> words = words_of(text);
  return last == '.' && words.back().end - words.back().begin > 4;
}

/// Whether the name at `i` is one of a list that ends with "and": "Jane Doe, John Roe and Mary Poe".
bool is_listed(std::string_view text, const std::vector<Segment>& segments, std::size_t i) {
  for (; i < segments.size(); ++i) {
    if (!is_name(part(text, segments[i].range))) return false;
    if (segments[i].before == Before::kJoin) return i > 0 && text[segments[i - 1].range.end] == ' ';
    if (segments[i].before != Before::kComma) return false;
  }
  return false;
}

}  // namespace

std::vector<BylineName> read_byline(std::string_view text) {
  const ByteRange all = trim(text, {0, text.size()});
  if (all.begin >= all.end || all.end - all.begin > kLongestByline) return {};
  text = text.substr(0, all.end);
  std::size_t at = all.begin;
  const bool lower = is_lower(next_code_point(text, at));
  if (words_of(text).size() > kMostBylineWords || ends_sentence(text)) return {};
  const std::size_t opening = phrase_at(folded(text), all.begin, news_words().bylines);
  if (opening == 0) return {};
  const std::vector<Segment> segments = segments_of(text, all.begin + opening);
  const auto in_place = [](const Segment& segment) { return segment.before == Before::kPlace; };
  if (segments.empty() || in_place(segments.front()) || !is_name(part(text, segments.front().range))) return {};
  std::vector<BylineName> names;
  std::size_t other_words = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& segment = segments[i];
    const std::string_view shown = part(text, segment.range);
    const bool job = any_word(shown, news_words().jobs);
    if (in_place(segment) ? agency_at(shown, 0) == shown.size() : is_name(shown) && !job) {
      const bool first = segment.before == Before::kOpening || segment.before == Before::kJoin;
      names.push_back({segment.range, first || is_listed(text, segments, i)});
    } else if (!in_place(segment) && !is_date(shown) && !job) {
      other_words += words_of(shown).size();
    }
  }
  if (other_words > (lower ? kMostWordsOfSmall : kMostOtherWords)) return {};
  return names;
}

std::vector<ByteRange> find_job_titles(std::string_view text) {
  std::vector<ByteRange> titles;
  if (text.size() > kLongestByline) return titles;
  for (const Segment& segment : segments_of(text, 0)) {
    const std::string_view shown = part(text, segment.range);
    const std::vector<ByteRange> words = words_of(shown);
    if (!words.empty() && any_word(part(shown, words.back()), news_words().jobs)) titles.push_back(segment.range);
  }
  return titles;
}

std::optional<std::vector<ByteRange>> find_byline(std::string_view text) {
  std::vector<ByteRange> ranges;
  for (const BylineName& name : read_byline(text)) ranges.push_back(name.range);
  return ranges.empty() ? std::nullopt : std::optional(std::move(ranges));
}

}  // namespace dragoman::document
