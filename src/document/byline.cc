// A byline is an opening word and a few names, divided by commas, "and", "in" and the like. Everything that may be a name
// stays; a place and a job are translated.
#include <algorithm>
#include <string>
#include "base/part.h"
#include "document/letters.h"
#include "document/news_forms.h"
#include "document/news_words.h"

namespace dragoman::document {
namespace {

constexpr std::size_t kLongestByline = 200, kMostBylineWords = 24, kMostBylineNameWords = 6, kMostOtherWords = 4;
constexpr std::size_t kMostWordsOfSmall = 1;  // "by Jane Doe and agencies": a sentence's end goes on with more

struct Segment {
  ByteRange range;
  bool place = false;  // behind "in"
};

bool is_divider(std::string_view word) {
  return word == "," || word == "|" || word == "-" || word == "/" || word == "\xE2\x80\x93" || word == "\xE2\x80\x94" ||
         word == "\xE2\x80\xA2" || word == "\xC2\xB7";
}

/// The parts between commas, dividers and joining words.
std::vector<Segment> segments_of(std::string_view text, std::size_t begin) {
  const NewsWords& known = news_words();
  std::vector<Segment> out;
  Segment now{{begin, begin}, false};
  const auto close = [&](bool place) {
    now.range = trim(text, now.range, ",");
    if (now.range.begin < now.range.end) out.push_back(now);
    now = {{0, 0}, place};
  };
  for (const ByteRange word : words_of(text)) {
    if (word.end <= begin) continue;
    const std::string_view shown = part(text, word);
    const std::string low = folded(shown);
    const bool place = known.places.contains(low);
    if (is_divider(shown) || place || known.joins.contains(low)) {
      close(place);
      continue;
    }
    if (now.range.begin == now.range.end) now.range.begin = std::max(word.begin, begin);
    now.range.end = word.end;
    if (shown.back() == ',' || shown.back() == ';') close(false);
  }
  close(false);
  return out;
}

bool any_word(std::string_view text, const NewsWords::Set& set) {
  return std::ranges::any_of(words_of(text), [&](ByteRange word) {
    const ByteRange inner = trim(text, word, ".,;:()");
    return set.contains(folded(part(text, inner)));
  });
}

bool is_date(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos || any_word(text, news_words().weekdays);
}

/// Somebody's name, or an agency's: short, and no month alone ("By May").
bool is_name(std::string_view text) {
  const std::size_t words = words_of(text).size();
  if (words == 0 || words > kMostBylineNameWords || is_date(text) || !is_name_like(text)) return false;
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

}  // namespace

std::optional<std::vector<ByteRange>> find_byline(std::string_view text) {
  const ByteRange all = trim(text, {0, text.size()});
  if (all.begin >= all.end || all.end - all.begin > kLongestByline) return std::nullopt;
  text = text.substr(0, all.end);
  std::size_t at = all.begin;
  const bool lower = is_lower(next_code_point(text, at));
  if (words_of(text).size() > kMostBylineWords || ends_sentence(text)) return std::nullopt;
  const std::size_t opening = phrase_at(folded(text), all.begin, news_words().bylines);
  if (opening == 0) return std::nullopt;
  const std::vector<Segment> segments = segments_of(text, all.begin + opening);
  if (segments.empty() || segments.front().place || !is_name(part(text, segments.front().range))) return std::nullopt;
  std::vector<ByteRange> names;
  std::size_t other_words = 0;
  for (const Segment& segment : segments) {
    const std::string_view shown = part(text, segment.range);
    if (segment.place ? agency_at(shown, 0) == shown.size() : is_name(shown) && !any_word(shown, news_words().jobs)) {
      names.push_back(segment.range);
    } else if (!segment.place && !is_date(shown) && !any_word(shown, news_words().jobs)) {
      other_words += words_of(shown).size();
    }
  }
  if (names.empty() || other_words > (lower ? kMostWordsOfSmall : kMostOtherWords)) return std::nullopt;
  return names;
}

}  // namespace dragoman::document
