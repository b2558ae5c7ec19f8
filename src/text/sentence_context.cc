// All looks are bounded: a few dozen bytes back, a few words ahead; so splitting stays linear on any text.
#include "text/sentence_context.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "text/utf8.h"

namespace dragoman::text {
namespace {

constexpr std::size_t kLongestWord = 48;       // bytes; no abbreviation is longer
constexpr std::size_t kMostOpeners = 6;        // quotation marks and brackets before a word
constexpr std::size_t kLongestDateline = 120;  // bytes

UChar32 icu(char32_t c) { return static_cast<UChar32>(c); }
bool is_word_character(char32_t c) {
  return u_isalnum(icu(c)) || (U_GET_GC_MASK(icu(c)) & U_GC_M_MASK) != 0 || c == 0xAA || c == 0xBA;
}
int sentence_class(char32_t c) { return u_getIntPropertyValue(icu(c), UCHAR_SENTENCE_BREAK); }

bool is_opener(char32_t c) {
  const int type = u_charType(icu(c));
  return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION || c == '"' || c == '\'' || c == 0x2019 ||
         c == 0x201D || c == 0xBB || c == 0xA1 || c == 0xBF;
}

/// The code point that ends right before `at`; `begin` becomes its first byte.
char32_t code_point_before(std::string_view text, std::size_t at, std::size_t& begin) {
  begin = at - 1;
  while (begin > 0 && at - begin < 4 && is_continuation(text[begin])) --begin;
  std::size_t next = 0;
  return code_point_at(text, begin, next);
}

/// "[3]" or "[12]" right behind a stop: a reference, not the next sentence. Its size, or 0.
std::size_t reference_size(std::string_view text) {
  if (text.empty() || text[0] != '[') return 0;
  std::size_t at = 1;
  while (at < text.size() && at < 5 && text[at] >= '0' && text[at] <= '9') ++at;
  return at > 1 && at < text.size() && text[at] == ']' ? at + 1 : 0;
}

/// The size of the closing mark at the start of `rest`, or 0. An opening quotation mark counts where white space
/// follows, since some languages close with what others open with („so“).
std::size_t closing_size(std::string_view rest) {
  if (const std::size_t size = reference_size(rest); size != 0) return size;
  std::size_t size = 0, next = 0;
  const char32_t c = code_point_at(rest, 0, size);
  if (c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079)) return size;
  if (is_space(c) && rest.substr(size).starts_with("\u00BB")) {  // French: « Non ! »
    const std::size_t end = size + 2;
    return end == rest.size() || is_space(code_point_at(rest, end, next)) ? end : 0;
  }
  if (sentence_class(c) != U_SB_CLOSE && c != 0xBB && c != 0x2019 && c != 0x201D) return 0;
  const int type = u_charType(icu(c));
  if (type == U_START_PUNCTUATION) return 0;
  if (type == U_INITIAL_PUNCTUATION && size < rest.size() && !is_space(code_point_at(rest, size, next))) return 0;
  return size;
}

Beginning classify(char32_t c, const SentenceRules& rules) {
  if (u_isupper(icu(c)) || u_istitle(icu(c))) return Beginning::kUpper;
  if (u_islower(icu(c))) return Beginning::kLower;
  if (u_isdigit(icu(c))) return Beginning::kDigit;
  if (u_isalpha(icu(c))) return Beginning::kUncased;
  if (sentence_class(c) == U_SB_SCONTINUE || is_stop(c, rules)) return Beginning::kContinue;
  const std::uint32_t type = U_GET_GC_MASK(icu(c));
  if (c == '@' || c == '#' || (type & (U_GC_SC_MASK | U_GC_SO_MASK)) != 0) return Beginning::kSymbol;
  return Beginning::kOther;
}

}  // namespace

bool is_stop(char32_t c, const SentenceRules& rules) {
  if (c < 0x80) return c == '.' || c == '!' || c == '?' || rules.is_extra_stop(c);
  if (c == 0x2026 || rules.is_extra_stop(c)) return true;
  const int type = sentence_class(c);
  return type == U_SB_STERM || type == U_SB_ATERM;
}

StopRun read_stop_run(std::string_view text, std::size_t at, std::size_t line_end, const SentenceRules& rules) {
  StopRun run;
  run.first = run.end = at;
  std::size_t stops = 0, periods = 0;
  while (run.end < line_end) {
    std::size_t next = 0;
    const char32_t c = code_point_at(text, run.end, next);
    if (is_stop(c, rules)) {
      ++stops;
      periods += c == '.' ? 1 : c == 0x2026 ? 2 : 0;
      if (c >= 0x80 && c != 0x2026) run.western = false;
      run.closed = false;
      run.end = next;
      continue;
    }
    const std::size_t size = closing_size(text.substr(run.end, line_end - run.end));
    if (size == 0) break;
    run.closed = true;
    run.end += size;
  }
  run.period = stops == 1 && periods == 1;
  run.ellipsis = periods >= stops && periods > 1;
  run.next = run.end;
  while (run.next < line_end) {
    std::size_t next = 0;
    if (!is_space(code_point_at(text, run.next, next))) break;
    run.next = next;
  }
  return run;
}

std::string_view word_before(std::string_view text, std::size_t line_begin, std::size_t stop) {
  std::size_t begin = stop;
  while (begin > line_begin) {
    std::size_t at = 0;
    const char32_t c = code_point_before(text, begin, at);
    if (!is_word_character(c) && c != '.' && c != '&') break;
    begin = at;
    if (stop - begin > kLongestWord) return {};
  }
  return text.substr(begin, stop - begin);
}

NextWord read_next_word(std::string_view text, std::size_t at, std::size_t line_end, const SentenceRules& rules) {
  NextWord out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < kMostOpeners && at < line_end; ++i, at = next) {
    const char32_t c = code_point_at(text, at, next);
    if (!is_opener(c)) break;
    out.opener = c;
  }
  if (at >= line_end) return out;
  out.beginning = classify(code_point_at(text, at, next), rules);
  std::size_t end = at;
  std::size_t capitals = 0;
  while (end < line_end && end - at < kLongestWord) {
    const char32_t c = code_point_at(text, end, next);
    if (!is_word_character(c)) break;
    capitals += u_isupper(icu(c)) ? 1 : 0;
    end = next;
  }
  out.word = text.substr(at, end - at);
  if (out.beginning == Beginning::kLower && capitals > 0) out.beginning = Beginning::kUpper;  // iPhone, eBay
  out.stop_behind = end < line_end && text[end] == '.';
  if (end < line_end && is_space(code_point_at(text, end, next)) && next < line_end) {
    out.lower_behind = u_islower(icu(code_point_at(text, next, next))) != 0;
  }
  return out;
}

bool is_initials(std::string_view word) {
  bool letter_next = true;
  for (std::size_t at = 0; at < word.size(); letter_next = !letter_next) {
    const char32_t c = code_point_at(word, at, at);
    if (letter_next ? !u_isupper(icu(c)) : c != '.') return false;
  }
  return !word.empty() && !letter_next;
}

bool is_short_number(std::string_view word, std::size_t most) {
  return !word.empty() && word.size() <= most && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_roman(std::string_view word) {
  return !word.empty() && word.find_first_not_of("IVXLCDM") == std::string_view::npos;
}

namespace {

/// The tokens of a possible dateline, one after the other; see dateline_end().
class DatelineReader {
 public:
  explicit DatelineReader(const SentenceRules& rules) : rules_(rules) {}
  /// Whether `token` may stand in a dateline here.
  bool take(std::string_view token) {
    if (in_brackets_ || token.front() == '(') {
      in_brackets_ = token.find(')') == std::string_view::npos;
      marks_ = true;
      return seen_ > 0;
    }
    const bool comma = token.back() == ',';
    const std::size_t last = token.find_last_not_of(",.:");
    if (last == std::string_view::npos) return false;
    const bool fits = fits_word(token.substr(0, last + 1));
    after_comma_ = after_comma_ || comma;
    marks_ = marks_ || comma;
    ++seen_;
    return fits;
  }
  /// A dateline has a place, and more than capitals: a headline in capitals has dashes too.
  bool complete() const { return seen_ > 0 && !in_brackets_ && (marks_ || seen_ <= 3); }

 private:
  bool fits_word(std::string_view word) {
    if (all_capitals(word)) return true;
    if (seen_ == 0) return false;
    if (is_short_number(word, 4) || rules_.is_month(word)) return marks_ = true;
    std::size_t next = 0;
    return after_comma_ && u_isupper(icu(code_point_at(word, 0, next)));  // "BAGHDAD, Iraq"
  }
  static bool all_capitals(std::string_view word) {
    std::size_t letters = 0;
    for (std::size_t at = 0; at < word.size();) {
      const char32_t c = code_point_at(word, at, at);
      if (u_islower(icu(c)) || u_isdigit(icu(c))) return false;
      letters += u_isupper(icu(c)) ? 1 : 0;
    }
    return letters > 1 || (letters == 1 && word.size() == 1);
  }
  const SentenceRules& rules_;
  std::size_t seen_ = 0;
  bool in_brackets_ = false, marks_ = false, after_comma_ = false;
};

}  // namespace

std::size_t dateline_end(std::string_view line, const SentenceRules& rules) {
  const std::string_view head = line.substr(0, kLongestDateline);
  DatelineReader reader(rules);
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t begin = head.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(head.find(' ', begin), head.size());
    const std::string_view token = head.substr(begin, end - begin);
    if (token == "-" || token == "\u2013" || token == "\u2014" || token == "--") {
      return reader.complete() && end < line.size() ? begin : 0;
    }
    if (!reader.take(token)) return 0;
    at = end;
  }
  return 0;
}

}  // namespace dragoman::text
