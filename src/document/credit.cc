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

/// "Jane Doe/The Daily Bugle": somebody, and somebody for whom.
bool is_name_stroke_name(std::string_view text) {
  const std::size_t stroke = text.find('/');
  return stroke != std::string_view::npos && words_of(text.substr(0, stroke)).size() >= 2 &&
         is_capital_or_caseless(text, stroke + 1 + (text.substr(stroke + 1, 1) == " "));
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
  const std::string low = folded(text);
  for (const ByteRange word : words_of(text)) {
    if (word.begin < all.begin) continue;
    const std::size_t length = introduction(text, low, word.begin);
    if (length == 0) continue;
    const bool sure = text[word.begin + length - 1] == ':' || static_cast<unsigned char>(text[word.begin]) == 0xC2;
    if (!sure && !after_sentence(text, word.begin)) continue;
    const std::string_view rest = part(text, {word.begin + length, all.end});
    if (has_words(rest) && is_name_like(rest)) return ByteRange{word.begin, all.end};
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
  const std::vector<ByteRange> words = words_of(text);
  std::optional<ByteRange> found;
  for (std::size_t i = words.size(); i-- > 0 && words[i].begin >= all.begin;) {
    const ByteRange range{words[i].begin, all.end};
    if (range.begin >= range.end) continue;
    const std::string_view signature = part(text, range);
    if (!is_name_like(signature)) break;
    const bool begins_well = agency_at(text, range.begin) > 0 && text.find('/', range.begin) != std::string_view::npos;
    if (is_signature(signature) && (after_sentence(text, range.begin) || begins_well)) found = range;
  }
  return found;
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

bool is_credit_line(std::string_view text) {
  if (text.size() > kLongestCreditLine) return false;
  const auto found = find_credit(text);
  if (!found) return false;
  const ByteRange all = trim(text, {0, text.size()}, "()[].");
  return found->begin <= all.begin && found->end >= all.end;
}

}  // namespace dragoman::document
