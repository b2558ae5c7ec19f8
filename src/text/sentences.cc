// Line by line; in a line, from one run of stops to the next. The layer of data decides where it knows the words
// around a stop; everywhere else, and for all scripts it knows nothing of, ICU's rules do.
#include "text/sentences.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <string>

#include "text/sentence_context.h"
#include "text/sentence_rules.h"
#include "text/token_ranges.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

/// Size of the line break at the start of `text`, or 0. A tab divides as one does: it is the border of a table's cells.
std::size_t line_break_size(std::string_view text) {
  if (text[0] == '\r') return text.size() > 1 && text[1] == '\n' ? 2 : 1;
  if (text[0] >= '\t' && text[0] <= '\f') return 1;  // tab, line feed, vertical tab, form feed
  if (text.starts_with("\u0085")) return 2;
  if (text.starts_with("\u2028") || text.starts_with("\u2029")) return 3;
  return 0;
}

/// The end of the line that starts at `at`; `next` becomes the start of the one behind it.
std::size_t line_end(std::string_view text, std::size_t at, std::size_t& next) {
  for (; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte > '\r' && byte != 0xC2 && byte != 0xE2) continue;
    if (const std::size_t size = line_break_size(text.substr(at)); size != 0) return next = at + size, at;
  }
  return next = at, at;
}

/// ICU's boundaries in one line, found only when asked for, and each only once.
class IcuBoundaries {
 public:
  explicit IcuBoundaries(const icu::BreakIterator& prototype) : prototype_(prototype) {}
  ~IcuBoundaries() { utext_close(&utext_); }
  IcuBoundaries(const IcuBoundaries&) = delete;
  IcuBoundaries& operator=(const IcuBoundaries&) = delete;

  void start_line(std::string_view text, std::size_t begin) {
    line_ = text;
    begin_ = begin;
    started_ = false;
  }
  /// Whether ICU ends a sentence after `from` and not after `to`. Asked for ascending places only.
  bool between(std::size_t from, std::size_t to) {
    if (!started_ && !start()) return true;
    while (at_ <= from) {
      const std::int32_t next = iterator_->next();
      if (next == icu::BreakIterator::DONE) return false;
      at_ = begin_ + static_cast<std::size_t>(next);
    }
    return at_ <= to;
  }

 private:
  bool start() {
    UErrorCode status = U_ZERO_ERROR;
    if (!iterator_) iterator_.reset(prototype_.clone());
    utext_openUTF8(&utext_, line_.data(), static_cast<std::int64_t>(line_.size()), &status);
    if (iterator_) iterator_->setText(&utext_, status);
    at_ = begin_;
    return started_ = iterator_ && U_SUCCESS(status);
  }
  const icu::BreakIterator& prototype_;
  std::unique_ptr<icu::BreakIterator> iterator_;
  UText utext_ = UTEXT_INITIALIZER;
  std::string_view line_;
  std::size_t begin_ = 0, at_ = 0;
  bool started_ = false;
};

/// Splits one text; holds what must be known from the line and the sentence so far.
class Walk {
 public:
  Walk(std::string_view text, const SentenceRules& rules, const icu::BreakIterator& prototype)
      : text_(text), rules_(rules), icu_(prototype) {}

  std::vector<ByteRange> run() {
    for (std::size_t at = 0; at < text_.size();) {
      std::size_t next = 0;
      const std::size_t end = line_end(text_, at, next);
      if (end > at) line(at, end);
      at = next;
    }
    return std::move(sentences_);
  }

 private:
  void line(std::size_t begin, std::size_t end) {
    line_begin_ = sentence_begin_ = begin;
    line_end_ = end;
    icu_.start_line(text_.substr(begin, end - begin), begin);
    dateline_end_ = begin + dateline_end(text_.substr(begin, end - begin), rules_);
    has_word_ = list_line_ = false;
    for (std::size_t at = begin; at < end;) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') {  // most of most text; letters are never stops
        has_word_ = true;
        ++at;
        continue;
      }
      std::size_t next = 0;
      const char32_t c = code_point_at(text_, at, next);
      if (!is_stop(c, rules_)) {
        has_word_ = has_word_ || u_isalnum(static_cast<UChar32>(c));
        at = next;
        continue;
      }
      const StopRun run = read_stop_run(text_, at, end, rules_);
      if (run.next < end && ends_sentence(run)) {
        add(sentence_begin_, run.end);
        sentence_begin_ = run.next;
        has_word_ = false;
      }
      at = run.end;
    }
    add(sentence_begin_, end);
  }

  void add(std::size_t begin, std::size_t end) {
    const ByteRange range = trim(text_, {begin, end});
    if (range.begin < range.end) sentences_.push_back(range);
  }

  std::string_view rest_of_line(std::size_t at) const { return text_.substr(at, line_end_ - at); }
  bool by_icu(const StopRun& run) { return icu_.between(run.first, run.next); }

  bool ends_sentence(const StopRun& run) {
    const bool spaced = run.next > run.end;
    if (!has_word_ || run.first < dateline_end_) return false;
    if (run.western && !spaced && !run.closed) return false;  // a domain, a decimal, "U.S.-led"
    const NextWord next = read_next_word(text_, run.next, line_end_, rules_);
    if (next.beginning == Beginning::kContinue) return false;
    if (run.western && next.beginning == Beginning::kLower) return false;  // `"Why?" he asked.`
    if (run.closed && rules_.continues_quotation(spaced ? next.word : rest_of_line(run.next), spaced)) return false;
    if (!run.western && !spaced && next.opener != 0) return true;  // 。“ : ICU would cut behind the quotation mark
    if (!run.western || !spaced) return by_icu(run);
    if (run.ellipsis) return next.beginning != Beginning::kOther || by_icu(run);
    if (run.period) return ends_at_period(run, next);
    const std::string_view word = word_before(text_, line_begin_, run.first);
    const std::string name = std::string(word) + text_[run.first];
    if (!word.empty() && rules_.stop_kind(name, name) == StopKind::kMayEnd) return begins_sentence(next);
    return true;
  }

  bool ends_at_period(const StopRun& run, const NextWord& next) {
    const std::string_view word = word_before(text_, sentence_begin_, run.first);
    if (is_list_number(run, word)) return false;
    if (is_lone_time(run, word)) return false;
    if (is_letter_in_bracket(run, word)) return false;
    if (next.stop_behind && rules_.inside_phrase(rest_of_line(run.first - word.size()))) return false;
    if (is_short_number(word, 3) && rules_.follows_ordinal(next.word)) return false;
    switch (rules_.stop_kind(word, text_.substr(sentence_begin_, run.first - sentence_begin_))) {
      case StopKind::kNever: return run.closed && begins_sentence(next);
      case StopKind::kNumber:
        if (next.beginning == Beginning::kDigit || (is_roman(next.word) && next.word != "I")) return false;
        break;
      case StopKind::kMonth:
        if (next.opener == '(' || rules_.is_month(next.word) || month_goes_on(run, word, next)) return false;
        break;
      case StopKind::kMayEnd: return begins_sentence(next);
      case StopKind::kOftenEnd:
        return next.beginning != Beginning::kDigit && next.opener != '(' && !rules_.belongs_to_time(next.word);
      case StopKind::kNone: break;
    }
    if (is_initials(word)) return begins_sentence(next);
    if (next.beginning == Beginning::kUncased && is_single_letter(word)) return false;  // an Arabic "Dr."
    return next.beginning == Beginning::kUncased || next.beginning == Beginning::kOther ? by_icu(run) : true;
  }

  /// `token`: the word with the signs beside it.
  bool belongs_to_lone_time(const NextWord& word, std::string_view token) const {
    if (rules_.leads_time(word.word) || word.beginning == Beginning::kDigit || rules_.belongs_to_time(word.word))
      return true;
    while (!token.empty() && (token.back() == '.' || token.back() == ',')) token.remove_suffix(1);
    const StopKind kind = rules_.stop_kind(token, token);
    return kind == StopKind::kOftenEnd || kind == StopKind::kMonth;
  }

  /// "At 9 p.m.", "Until shortly before 7:30 a.m.", "In Oct." with nothing before it: a sentence is still to come.
  bool is_lone_time(const StopRun& run, std::string_view word) const {
    constexpr std::size_t kLongest = 80;  // bytes
    const std::size_t size = run.first - sentence_begin_ - word.size();
    if (run.closed || word.empty() || size == 0 || size > kLongest) return false;
    const StopKind kind = rules_.stop_kind(word, text_.substr(sentence_begin_, run.first - sentence_begin_));
    if (kind != StopKind::kOftenEnd && kind != StopKind::kMonth) return false;
    const std::string_view so_far = text_.substr(sentence_begin_, size);
    bool led = false;
    for (std::size_t at = 0, end = 0; at < so_far.size();
         at = std::min(so_far.find_first_not_of(' ', end), so_far.size())) {
      end = std::min(so_far.find(' ', at), so_far.size());
      const NextWord each = read_next_word(so_far, at, end, rules_);
      led = led || rules_.leads_time(each.word);
      if (!led || !belongs_to_lone_time(each, so_far.substr(at, end - at))) return false;
    }
    return led;
  }

  /// Whether `next` begins a sentence even after an abbreviation.
  bool begins_sentence(const NextWord& next) const {
    if (next.beginning != Beginning::kUpper || next.opener == '(') return false;
    if (next.stop_behind && is_initials(next.word)) return false;  // "John A. B. Smith"
    if (rules_.begins_sentences(next.word)) return true;
    return next.lower_behind && (next.opener != 0 || rules_.may_begin_sentences(next.word));
  }

  /// "Aug. 24", "3 mar. 2024"; but "no mar. 10 pessoas": a small letter needs a number before it, or a year behind it.
  bool month_goes_on(const StopRun& run, std::string_view word, const NextWord& next) const {
    if (next.beginning != Beginning::kDigit) return false;
    std::size_t end = 0;
    if (u_isupper(static_cast<UChar32>(code_point_at(word, 0, end))) || next.word.size() == 4) return true;
    std::string_view before = text_.substr(sentence_begin_, run.first - sentence_begin_ - word.size());
    const std::size_t last = before.find_last_not_of(' ');
    return last != std::string_view::npos && before[last] >= '0' && before[last] <= '9';
  }

  /// "1." and "a." at the start of a line, and further numbers inside such a line, belong to what follows them.
  bool is_list_number(const StopRun& run, std::string_view word) {
    const ByteRange so_far = trim(text_, {sentence_begin_, run.first});
    if (run.closed || so_far.end - so_far.begin != word.size()) return false;
    if (!is_short_number(word, 3) && !is_single_letter(word) && !(is_roman(word) && word.size() < 6)) return false;
    if (sentence_begin_ == line_begin_) list_line_ = true;
    return list_line_;
  }

  /// "(b. 1950)", "[m. Lisboa]": nobody says a sentence of one small letter in brackets.
  bool is_letter_in_bracket(const StopRun& run, std::string_view word) const {
    std::size_t next = 0;
    if (run.closed || !is_single_letter(word) || !u_islower(static_cast<UChar32>(code_point_at(word, 0, next))))
      return false;
    const std::size_t begin = run.first - word.size();
    return begin > sentence_begin_ && (text_[begin - 1] == '(' || text_[begin - 1] == '[');
  }

  static bool is_single_letter(std::string_view word) {
    std::size_t next = 0;
    return !word.empty() && u_isalpha(static_cast<UChar32>(code_point_at(word, 0, next))) && next == word.size();
  }

  std::string_view text_;
  const SentenceRules& rules_;
  IcuBoundaries icu_;
  std::vector<ByteRange> sentences_;
  std::size_t line_begin_ = 0, line_end_ = 0, sentence_begin_ = 0, dateline_end_ = 0;
  bool has_word_ = false, list_line_ = false;
};

class IcuSplitter final : public SentenceSplitter {
 public:
  IcuSplitter(std::string_view language, std::unique_ptr<icu::BreakIterator> prototype)
      : rules_(language), prototype_(std::move(prototype)) {}
  std::vector<ByteRange> split(std::string_view text) const override { return Walk(text, rules_, *prototype_).run(); }

 private:
  SentenceRules rules_;
  std::unique_ptr<icu::BreakIterator> prototype_;  // cloned for each text: an iterator serves one thread
};

}  // namespace

Result<std::shared_ptr<const SentenceSplitter>> SentenceSplitter::load(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  language = language.substr(0, language.find_first_of("-_"));
  const icu::Locale locale = language.empty() ? icu::Locale::getRoot() : icu::Locale(std::string(language).c_str());
  std::unique_ptr<icu::BreakIterator> prototype(icu::BreakIterator::createSentenceInstance(locale, status));
  if (U_FAILURE(status) || !prototype) {
    return Error{ErrorCode::kInternal, 0,
                 std::string("the ICU library has no sentence rules (") + u_errorName(status) +
                     "); install its data again (Debian package libicu72)"};
  }
  return std::shared_ptr<const SentenceSplitter>(std::make_shared<IcuSplitter>(language, std::move(prototype)));
}

std::vector<ByteRange> SentenceSplitter::split_lines(std::string_view text) {
  std::vector<ByteRange> lines;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = 0;
    const ByteRange line = trim(text, {at, line_end(text, at, next)});
    if (line.begin < line.end) lines.push_back(line);
    at = next;
  }
  return lines;
}

}  // namespace dragoman::text
