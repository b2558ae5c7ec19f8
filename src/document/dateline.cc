// Datelines: a place, a date, an agency in brackets, a dash. Agency, date and capitals are the witnesses; a place in small letters
// and nothing else is no dateline, since texts have dashes too.
#include <algorithm>
#include <array>
#include <span>
#include <string>
#include "base/part.h"
#include "document/date_words.h"
#include "document/letters.h"
#include "document/news_forms.h"
#include "document/news_words.h"

namespace dragoman::document {
namespace {

constexpr std::size_t kLongestOpening = 90, kLongestAgency = 30, kLongestHead = 100;  // bytes
constexpr std::size_t kMostPlaceWords = 6;

struct Dash {
  std::size_t begin = 0, end = 0;  ///< begin = 0: none
};

/// The dash between dateline and text: a long one, or a short one with room round it.
Dash find_dash(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kDashes = {"\xE2\x80\x94", "\xE2\x80\x93", "--", "-"};
  const std::size_t last = std::min(text.size(), kLongestHead);
  for (std::size_t at = 1; at < last; ++at) {
    const auto* dash =
        std::ranges::find_if(kDashes, [&](std::string_view one) { return text.substr(at).starts_with(one); });
    if (dash == kDashes.end()) continue;
    const std::size_t end = at + dash->size();
    const bool room_before = words_of(text.substr(0, at)).empty() || text[at - 1] == ' ' || text[at - 1] == ')' ||
                             text.substr(0, at).ends_with("\xC2\xA0");
    const bool room_behind = end < text.size() && (text[end] == ' ' || text.substr(end).starts_with("\xC2\xA0"));
    const bool is_long = dash == kDashes.begin();
    if (is_long || (room_before && (room_behind || dash->size() == 3))) return {at, end};
    at = end - 1;
  }
  return {};
}

bool has_small_letters(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    if (is_lower(next_code_point(word, at))) return true;
  }
  return false;
}

/// "LONDON", "LA PAZ": what begins the line is written in capitals.
bool in_capitals(std::string_view text, std::span<const ByteRange> words) {
  constexpr std::size_t kFewest = 3;
  std::size_t capitals = 0;
  for (const ByteRange word : words) {
    if (has_small_letters(part(text, word))) return false;
    for (std::size_t at = word.begin; at < word.end;) capitals += is_upper(next_code_point(text, at)) ? 1 : 0;
    if (capitals >= kFewest || text[word.end - 1] == ',') break;
  }
  return capitals >= kFewest;
}

/// "RIO DE JANEIRO", "KYIV, Ukraine": nothing in small letters before the first comma but particles.
bool is_capital_place(std::string_view text, std::span<const ByteRange> words) {
  for (const ByteRange word : words) {
    const std::string_view shown = part(text, word);
    if (has_small_letters(shown) && !news_words().particles.contains(std::string(shown))) return false;
    if (shown.ends_with(',')) break;
  }
  return true;
}

/// A weekday or a month, or nothing but a word that dates have besides: "THE HAGUE" begins with one, and is a place.
bool is_of_date(std::string_view text, std::span<const ByteRange> place) {
  const DateWord first = date_word(part(text, place.front()));
  return first != DateWord::kNone && (first != DateWord::kFiller || place.size() == 1);
}

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

/// The first of the words at the end that are all of a date; words.size() if they are none. A month alone is none, and what
/// stands before a comma belongs to the place: "RIO DE JANEIRO, March 3".
std::size_t date_begin(std::string_view text, std::span<const ByteRange> words) {
  std::size_t begin = words.size();
  bool told = false;
  for (std::size_t i = words.size(); i-- > 1;) {
    const DateWord word = date_word(part(text, words[i]));
    if (word == DateWord::kNone) break;
    if (word == DateWord::kFiller) continue;
    told |= word == DateWord::kWeekday || has_digit(part(text, words[i]));
    begin = i;
  }
  if (!told) return words.size();
  for (std::size_t i = begin; i < words.size(); ++i) {
    if (text[words[i - 1].end - 1] == ',') return i;
  }
  return begin;
}

/// The agency with its brackets at the end of a dateline; empty if none is there.
ByteRange agency_at_end(std::string_view head) {
  const ByteRange inner = trim(head, {0, head.size()}, ",:");
  const std::string_view bare = head.substr(0, inner.end);
  if (!bare.ends_with(')')) return {};
  const std::size_t open = bare.rfind('(');
  if (open == std::string_view::npos || bare.size() - open > kLongestAgency + 2) return {};
  const std::string_view name = bare.substr(open + 1, bare.size() - open - 2);
  return !words_of(name).empty() && is_name_like(name) ? ByteRange{open, bare.size()} : ByteRange{};
}

}  // namespace

std::optional<Dateline> read_dateline(std::string_view line) {
  if (line.size() > kLongestHead) return std::nullopt;
  Dateline found;
  found.agency = agency_at_end(line);
  const bool agency = found.agency.end > found.agency.begin;
  const std::string_view head = agency ? line.substr(0, found.agency.begin) : line;
  const std::vector<ByteRange> words = words_of(head);
  const std::size_t date = date_begin(head, words);
  const std::span<const ByteRange> place = std::span(words).first(date);
  if (place.empty() || place.size() > kMostPlaceWords || is_of_date(head, place)) return std::nullopt;
  if (!std::ranges::all_of(place, [&](ByteRange word) { return is_name_word(part(head, word)); })) return std::nullopt;
  found.place = trim(head, {place.front().begin, place.back().end}, ",;");
  if (date < words.size()) found.date = trim(head, {words[date].begin, words.back().end}, ",;");
  const bool known = agency && names_agency(part(line, found.agency));
  const bool capitals = in_capitals(head, place);
  const bool dated = date < words.size();
  const bool sure = known || (capitals && (agency || dated || is_capital_place(head, place))) || (dated && agency);
  if (!sure || found.place.begin >= found.place.end) return std::nullopt;
  found.end = agency ? found.agency.end : std::max(found.place.end, found.date.end);
  found.text = line.size();
  return found;
}

std::optional<Dateline> find_dateline(std::string_view text) {
  const Dash dash = find_dash(text);
  if (dash.begin == 0) return std::nullopt;
  const std::vector<ByteRange> head = words_of(text.substr(0, dash.begin));
  if (head.empty()) return std::nullopt;
  auto found = read_dateline(text.substr(0, head.back().end));
  const std::vector<ByteRange> behind = words_of(text.substr(dash.end, kLongestHead));
  if (!found || behind.empty()) return std::nullopt;
  found->text = dash.end + behind.front().begin;
  return found;
}

std::optional<ByteRange> find_dateline_agency(std::string_view text) {
  const std::size_t open = text.substr(0, kLongestOpening).find('(');
  if (open == std::string_view::npos) return std::nullopt;
  const std::size_t close = text.find(')', open);
  if (close == std::string_view::npos || close - open > kLongestAgency) return std::nullopt;
  const std::string_view place = text.substr(0, open), agency = text.substr(open + 1, close - open - 1);
  for (const ByteRange word : words_of(place)) {
    if (!is_name_word(part(place, word)) && date_word(part(place, word)) == DateWord::kNone) return std::nullopt;
  }
  const std::string_view behind = text.substr(std::min(text.find_first_not_of(' ', close + 1), text.size()));
  const bool dash =
      behind.substr(0, 1) == "-" || behind.substr(0, 3) == "\xE2\x80\x93" || behind.substr(0, 3) == "\xE2\x80\x94";
  const bool opens_text = words_of(place).empty();
  if (!agency.empty() && names_agency(agency) && is_name_like(agency) && (dash || opens_text))
    return ByteRange{open, close + 1};
  return std::nullopt;
}

}  // namespace dragoman::document
