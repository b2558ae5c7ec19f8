// Credits, tried in the order of how sure they are: in brackets at the end; behind a word such as "Photograph:"; an agency
// with a stroke or alone behind the caption's last sentence.
#include <algorithm>
#include <string>
#include "base/part.h"
#include "document/letters.h"
#include "document/news_forms.h"
#include "document/news_words.h"

namespace dragoman::document {
namespace {

constexpr std::size_t kLongestCredit = 200, kLongestCreditLine = 140;  // bytes

bool is_capital_or_caseless(std::string_view text, std::size_t at) {
  return at < text.size() && !is_lower(next_code_point(text, at));
}

/// Whether nothing, or the end of a sentence, stands before `at`.
bool after_sentence(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  if (at == 0 || std::string_view(".!?:;|)]\"'>-").find(text[at - 1]) != std::string_view::npos) return true;
  const std::string_view last = text.substr(at - std::min<std::size_t>(at, 3), std::min<std::size_t>(at, 3));
  const std::string_view two = text.substr(at - std::min<std::size_t>(at, 2), std::min<std::size_t>(at, 2));
  return last == "\xE2\x80\xA6" || last == "\xE2\x80\x9D" || last == "\xE2\x80\x99" || last == "\xE2\x80\x93" ||
         last == "\xE2\x80\x94" || last == "\xE2\x80\xA2" || last == "\xE3\x80\x82" || two == "\xC2\xBB" ||
         two == "\xC2\xB7" || two == "\xD8\x9F";
}

/// "Photograph: Jane Doe/Getty", "© 2020 Doe": the length of what introduces the credit, 0 if nothing does.
std::size_t introduction(std::string_view text, std::string_view low, std::size_t at) {
  if (text.substr(at, 2) == "\xC2\xA9") return 2;  // ©
  const std::size_t length = phrase_at(low, at, news_words().credits);
  return length > 0 && is_capital_or_caseless(text, at) ? length : 0;
}

bool has_words(std::string_view text) {
  return std::ranges::any_of(words_of(text), [&](ByteRange word) {
    const ByteRange inner = trim(text, word, "()[].,:;-|/&");
    return inner.begin < inner.end;
  });
}

/// "Acme Media, LLC. All Rights Reserved."
bool reserves_rights(std::string_view text) {
  return std::ranges::any_of(words_of(text), [&](ByteRange word) {
    return news_words().rights.contains(folded(part(text, trim(text, word, ".,;:()|"))));
  });
}

/// "Jane van Doe": two to four words with capitals, small ones of names between them.
bool is_somebody(std::string_view text) {
  constexpr std::size_t kFewest = 2, kMost = 4, kLongestJoint = 2;
  const std::vector<ByteRange> words = words_of(text);
  if (words.size() < kFewest || words.size() > kMost || !is_capital_or_caseless(text, words.front().begin))
    return false;
  return std::ranges::all_of(words, [&](ByteRange word) {
    const std::string_view shown = part(text, word);
    if (shown.ends_with(':') || shown.ends_with(',') || shown.ends_with('?')) return false;
    return is_capital_or_caseless(shown, 0) || news_words().name_particles.contains(std::string(shown)) ||
           shown.find_first_of("-'") <= kLongestJoint;  // "al-Mousily", "d'Aval"
  });
}

/// "The New York Review of Books", "g1": for whom; longer with an article.
bool is_house(std::string_view text) {
  constexpr std::size_t kMost = 4, kMostBehindArticle = 7;
  const std::vector<ByteRange> words = words_of(text);
  if (words.empty() || !is_name_like(text)) return is_lettered_figure(text);
  const bool article = news_words().openers.contains(folded(part(text, words.front())));
  return words.size() <= (article ? kMostBehindArticle : kMost) && is_capital_or_caseless(text, words.front().begin);
}

/// What stands before and behind the first stroke; both empty if there is none, or if it joins letters ("AC/DC").
struct AtStroke {
  std::string_view before, behind;
};
AtStroke at_stroke(std::string_view text) {
  constexpr std::size_t kShortest = 3;  // bytes
  const std::size_t stroke = text.find('/');
  if (stroke == std::string_view::npos) return {};
  const std::string_view before = part(text, trim(text, {0, stroke}));
  const std::string_view behind = part(text, trim(text, {stroke + 1, text.size()}));
  const bool joins =
      before.size() - (before.find_last_of(' ') + 1) < kShortest && stroke > 0 && text[stroke - 1] != ' ';
  return joins ? AtStroke{} : AtStroke{before, behind};
}

/// "Jane Doe/The Daily Bugle": somebody, and somebody for whom.
bool is_name_stroke_name(std::string_view text) {
  const AtStroke found = at_stroke(text);
  return is_somebody(found.before) && is_house(found.behind);
}

/// "Agency/Jane Doe": a house of one word that nobody knows.
bool is_house_stroke_name(std::string_view text) {
  const AtStroke found = at_stroke(text);
  return is_house(found.before) && words_of(found.before).size() == 1 && is_somebody(found.behind);
}

/// The inside of brackets.
bool is_bracketed_credit(std::string_view inner) {
  const std::string low = folded(inner);
  if (const std::size_t length = introduction(inner, low, 0)) {
    const std::string_view rest = inner.substr(length);
    return has_words(rest) && is_name_like(rest);
  }
  return is_name_like(inner) && (names_agency(inner) || is_name_stroke_name(inner));
}

std::optional<ByteRange> in_brackets(std::string_view text, ByteRange all) {
  const char close = text[all.end - 1];
  if (close != ')' && close != ']') return std::nullopt;
  const std::size_t open = text.rfind(close == ')' ? '(' : '[', all.end - 1);
  if (open == std::string_view::npos || open < all.begin ||
      !is_bracketed_credit(text.substr(open + 1, all.end - open - 2))) {
    return std::nullopt;
  }
  return ByteRange{open, all.end};
}

std::optional<ByteRange> introduced(std::string_view text, ByteRange all) {
  const std::string_view end = text.substr(all.begin);  // of a long text the last words only
  const std::string low = folded(end);
  for (const ByteRange word : words_of(end)) {
    const std::size_t length = introduction(end, low, word.begin);
    if (length == 0) continue;
    const std::size_t begin = all.begin + word.begin;
    const bool sure = text[begin + length - 1] == ':' || static_cast<unsigned char>(text[begin]) == 0xC2;
    if (!sure && !after_sentence(text, begin)) continue;
    const std::string_view rest = part(text, {begin + length, all.end});
    if (has_words(rest) && is_name_like(rest) && !reserves_rights(rest)) return ByteRange{begin, all.end};
  }
  return std::nullopt;
}

/// An agency that is signed with: before or behind a stroke, behind "via", or alone ("AP Photo", not "Facebook Friends").
bool is_signature(std::string_view text) {
  if (!names_agency(text)) return is_name_stroke_name(text);
  if (text.find('/') != std::string_view::npos || folded(text).find(" via ") != std::string::npos) return true;
  const std::string_view rest = text.substr(agency_at(text, 0));
  return rest.size() < text.size() && std::ranges::all_of(words_of(rest), [&](ByteRange word) {
           return news_words().particles.contains(folded(part(rest, word)));
         });
}

/// Behind the last sentence: the longest run of words to the end that is a signature.
std::optional<ByteRange> signed_at_end(std::string_view text, ByteRange all) {
  const std::vector<ByteRange> words = words_of(text.substr(all.begin));
  std::optional<ByteRange> found;
  for (std::size_t i = words.size(); i-- > 0;) {
    const ByteRange range{all.begin + words[i].begin, all.end};
    if (range.begin >= range.end) continue;
    const std::string_view signature = part(text, range);
    if (!is_name_like(signature)) break;
    const bool begins_well = agency_at(text, range.begin) > 0 && text.find('/', range.begin) != std::string_view::npos;
    const bool behind_text = range.begin > all.begin && after_sentence(text, range.begin);
    if (behind_text && is_house_stroke_name(signature)) found = range;
    if (is_signature(signature) && (after_sentence(text, range.begin) || begins_well)) found = range;
  }
  return found;
}

bool begins_upper(std::string_view word) {
  std::size_t at = 0;
  return !word.empty() && is_upper(next_code_point(word, at));
}

/// "White", "J.", "Al-Sudani", without a sign that ends more than the word.
bool is_capitalised(std::string_view word) {
  const bool initial = word.size() <= 3 && word.ends_with('.');
  return begins_upper(word) && (initial || std::string_view(".,;:!?)]\"'").find(word.back()) == std::string_view::npos);
}

/// The end of a name of two or three words at `at`, `at` itself if none stands there. Three only where the next opens a sentence,
/// since the third may itself ("Jane Doe Soldiers walk").
std::size_t name_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kMost = 3, kFarthest = 200;  // words, bytes
  const std::string_view rest = text.substr(at, kFarthest);
  const std::vector<ByteRange> words = words_of(rest);
  const auto shown = [&](std::size_t i) { return i < words.size() ? part(rest, words[i]) : std::string_view(); };
  const auto opens = [&](std::size_t i) {
    return begins_upper(shown(i)) && news_words().openers.contains(folded(shown(i)));
  };
  std::size_t end = 0, count = 0;
  for (std::size_t i = 0; i < words.size() && count < kMost; ++i) {
    const std::string_view word = shown(i);
    if (count > 0 && news_words().particles.contains(std::string(word)) && begins_upper(shown(i + 1))) continue;
    const bool last = !is_capitalised(word);  // a sign ends it
    if (!begins_upper(word) || (count > 0 && opens(i)) || (count + 1 == kMost && !last && !opens(i + 1))) break;
    ++count;
    end = last ? trim(rest, words[i], ".,;:!?)]\"'").end : words[i].end;
    if (last) break;
  }
  return at + end;
}

}  // namespace

std::optional<ByteRange> find_credit(std::string_view text) {
  ByteRange all = trim(text, {0, text.size()});
  if (all.end - all.begin > kLongestCredit) {
    all.begin = all.end - kLongestCredit;
    while (all.begin < all.end && text[all.begin] != ' ') ++all.begin;
    all = trim(text, all);
  }
  const ByteRange without_stop = trim(text, all, ".");
  if (without_stop.begin >= without_stop.end) return std::nullopt;
  if (const auto found = in_brackets(text, {all.begin, without_stop.end})) return found;
  // An abbreviation's stop ("Doe Jr.", "Inc.") belongs to the credit.
  if (const auto found = introduced(text, all)) return found;
  if (all.end != without_stop.end) {
    if (const auto found = introduced(text, {all.begin, without_stop.end})) return found;
  }
  return signed_at_end(text, {all.begin, without_stop.end});
}

std::optional<ByteRange> find_leading_credit(std::string_view text) {
  const ByteRange all = trim(text, {0, text.size()});
  std::size_t at = all.begin;
  std::size_t agency = agency_at(text, at);
  // "AFP/Getty Images/Jane Doe": agencies, and somebody behind the last stroke.
  bool stroke = false;
  while (agency > 0) {
    at += agency;
    const std::size_t next = std::min(text.find_first_not_of(' ', at), text.size());
    if (next == text.size() || text[next] != '/') break;
    stroke = true;
    at = std::min(text.find_first_not_of(' ', next + 1), text.size());
    agency = agency_at(text, at);
  }
  if (!stroke) return std::nullopt;
  const std::size_t end = agency > 0 ? at : name_end(text, at);
  // Nothing behind it: a credit line.
  return end > at - agency && end < all.end ? std::optional(ByteRange{all.begin, end}) : std::nullopt;
}

bool is_stated(std::string_view credit) {
  const std::string_view inner = part(credit, trim(credit, {0, credit.size()}, "()[]"));
  return names_agency(inner) || introduction(inner, folded(inner), 0) > 0;
}

std::optional<ByteRange> find_introduced_credit(std::string_view text) {
  constexpr std::size_t kMostWords = 4;
  const auto found = find_credit(text);
  if (!found) return std::nullopt;
  const std::string_view credit = part(text, *found);
  // "(AP Photo/Jane Doe)": nobody writes so of anything else.
  const bool bracketed = credit.starts_with('(') || credit.starts_with('[');
  if (bracketed && names_agency(credit) && credit.find('/') != std::string_view::npos) return found;
  const std::size_t length = introduction(credit, folded(credit), 0);
  if (length == 0 || credit[length - 1] != ':') return std::nullopt;
  const std::string_view rest = credit.substr(length);
  const std::vector<ByteRange> words = words_of(rest);
  const bool person = words.size() > 1 && words.size() <= kMostWords &&
                      std::ranges::all_of(words, [&](ByteRange word) { return begins_upper(part(rest, word)); });
  return person || names_agency(rest) || rest.find('/') != std::string_view::npos ? found : std::nullopt;
}

std::vector<ByteRange> find_names_before_handles(std::string_view text) {
  constexpr std::size_t kMostWords = 4, kFarthest = 80;  // bytes
  std::vector<ByteRange> found;
  for (std::size_t at = text.find("(@"); at != std::string_view::npos; at = text.find("(@", at + 2)) {
    const std::size_t from = at - std::min(at, kFarthest);
    const std::string_view before = text.substr(from, at - from);
    const std::vector<ByteRange> words = words_of(before);
    const auto shown = [&](std::size_t i) { return part(before, words[i]); };
    std::size_t first = words.size();
    while (first > 0 && words.size() - first < kMostWords && is_capitalised(shown(first - 1))) --first;
    // Behind the dash of an embedded post all is name; in a sentence a title, or the sentence's first word, may stand before it.
    const bool posted = first > 0 && (shown(first - 1) == "\xE2\x80\x94" || shown(first - 1) == "-");
    if (!posted) first = std::max(first, words.size() - std::min<std::size_t>(words.size(), 2));
    const bool whole = from == 0 || first > 0;  // no word cut by the limit
    const bool name = posted ? first < words.size() : first + 2 == words.size();
    if (whole && name && !news_words().openers.contains(folded(shown(first))))
      found.push_back({from + words[first].begin, from + words.back().end});
  }
  return found;
}

bool is_credit_element(std::string_view text, bool of_small_print) {
  const std::vector<ByteRange> words = words_of(text);
  if (text.size() > kLongestCreditLine || !is_name_like(text)) return false;
  const auto capitals = std::ranges::count_if(words, [&](ByteRange word) { return begins_upper(part(text, word)); });
  const AtStroke stroke = at_stroke(text);
  const bool parted = begins_upper(stroke.before) && begins_upper(stroke.behind);
  return is_credit_line(text) || parted || (of_small_print && capitals > 1);
}

bool is_credit_line(std::string_view text) {
  if (text.size() > kLongestCreditLine) return false;
  const auto found = find_credit(text);
  if (!found) return false;
  const ByteRange all = trim(text, {0, text.size()}, "()[].");
  return found->begin <= all.begin && found->end >= all.end;
}

}  // namespace dragoman::document
