// The document is the best dictionary: a headline's names stand in its text too, in the right case. Of a word that the text
// does not have the engine's vocabulary tells which case is the common one. Where neither tells, a word keeps its capital, for
// it may be a name; in a line of capitals it has none to keep and becomes lower case, unless it is short, as acronyms are.
#include "postedit/headline_case.h"

#include <algorithm>
#include <utility>

#include "base/part.h"
#include "fidelity/capitals.h"
#include "text/casing.h"

namespace dragoman::postedit {
namespace {

using markup::AlignedText;
using text::Casing;

constexpr std::size_t kFewestWords = 3;     // a headline of fewer is left alone: "Middle East"
constexpr std::size_t kAcronymLetters = 3;  // US, UN, NATO would be four: that one stands in the text
constexpr double kShareOfCapitals = 0.75;
// How many times as far down in the vocabulary a form stands that is less common. A word in two cases mostly has its capital from
// beginnings of sentences; three letters in capitals are mostly an acronym.
constexpr std::size_t kLessCommon = 2, kMuchLessCommon = 7, kRare = 20;

/// A word whose capital may be due to its place alone.
bool may_begin_sentence(std::string_view text, std::size_t at) {
  const std::size_t before = text.substr(0, at).find_last_not_of(" \"'([\xE2\x80\x9C\x9D\x98\x99\xC2\xA0\xAB");
  return before == std::string_view::npos || std::string_view(".!?:;|").find(text[before]) != std::string_view::npos;
}

/// "Q&A", "AT&T", "I/O", "A/B": with a stroke, letters alone.
bool is_half(std::string_view text, ByteRange word) {
  const bool letter = word.end - word.begin == 1;
  const auto joins = [letter](char sign) { return sign == '&' || (sign == '/' && letter); };
  return (word.begin > 1 && joins(text[word.begin - 1]) && text[word.begin - 2] != ' ') ||
         (word.end + 1 < text.size() && joins(text[word.end]) && text[word.end + 1] != ' ');
}

}  // namespace

HeadlineStyle headline_style(std::string_view text) {
  std::size_t words = 0, upper = 0, capital = 0, lower_long = 0;
  bool first = true;
  for (const ByteRange range : text::words_of(text)) {
    const Casing casing = text::casing_of(part(text, range));
    if (casing == Casing::kNone) continue;
    ++words;
    upper += casing == Casing::kUpper ? 1 : 0;
    if (!first) capital += casing == Casing::kCapital || casing == Casing::kUpper || casing == Casing::kMixed ? 1 : 0;
    // Title case leaves short words small ("of", "with"), so only longer ones speak against it.
    if (!first) lower_long += casing == Casing::kLower && range.end - range.begin > 4 ? 1 : 0;
    first = false;
  }
  if (words < kFewestWords) return HeadlineStyle::kSentence;
  const auto share = [&](std::size_t count) { return static_cast<double>(count) / static_cast<double>(words); };
  if (share(upper) >= kShareOfCapitals) return HeadlineStyle::kUpper;
  const bool mostly = static_cast<double>(capital) >= kShareOfCapitals * static_cast<double>(capital + lower_long);
  return capital >= 2 && mostly && 2 * capital >= words - 1 ? HeadlineStyle::kTitle : HeadlineStyle::kSentence;
}

void WordCases::add(std::string_view running_text) {
  for (const ByteRange range : text::words_of(running_text)) {
    const std::string word(part(running_text, range));
    // "US officials said": no place gives a word two capitals.
    if (text::casing_of(word) != Casing::kUpper && may_begin_sentence(running_text, range.begin)) continue;
    ++forms_[text::to_lower(word, language_)][word];
  }
}

std::string_view WordCases::usual(std::string_view word) const {
  const auto found = forms_.find(text::to_lower(word, language_));
  if (found == forms_.end()) return {};
  // Between equals the one that sorts first, so that the same document always gives the same headline.
  const auto best = std::ranges::max_element(found->second, [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second < b.second : a.first > b.first;
  });
  return best->first;
}

bool WordCases::has(std::string_view form) const {
  const auto found = forms_.find(text::to_lower(form, language_));
  return found != forms_.end() && found->second.contains(std::string(form));
}

namespace {

/// The case of words that a document does not show.
class CommonCase {
 public:
  CommonCase(HeadlineStyle style, const std::string& language, const WordRanks& ranks)
      : style_(style), language_(language), ranks_(ranks) {}

  /// `behind_name`: the word before it is a name, of which it may be a part ("Washington Post"). `first`: it begins the sentence.
  std::string form(const std::string& word, Casing casing, bool behind_name, bool first) const {
    if (casing == Casing::kMixed) return word;
    if (style_ == HeadlineStyle::kTitle) return of_title(word, text::to_lower(word, language_), behind_name);
    const std::size_t stem = fidelity::stem_size(word);
    return of_capitals(word.substr(0, stem), first) + text::to_lower(word.substr(stem), language_);
  }
  /// Whether a short word in capitals is an acronym though the document has the word in small letters ("told us") as well: where only some
  /// words have capitals, or where the document has both. Not if the acronym is rare.
  bool is_acronym(const std::string& word, Casing casing, const WordCases& cases) const {
    if (casing != Casing::kUpper || word.size() > kAcronymLetters) return false;
    const bool shown = style_ == HeadlineStyle::kTitle || cases.has(word);
    return shown && rank(word) != 0 && of_letters(word, text::to_lower(word, language_)) == word;
  }
  /// Whether a word is known with a capital alone, or is an acronym.
  bool is_name(const std::string& form) const {
    const Casing casing = text::casing_of(form);
    return casing == Casing::kUpper ||
           (casing == Casing::kCapital && rank(form) != 0 && rank(text::to_lower(form, language_)) == 0);
  }

 private:
  std::size_t rank(const std::string& word) const { return ranks_.rank(word); }
  bool is_less_common(const std::string& word, const std::string& other, std::size_t times) const {
    return rank(other) != 0 && (rank(word) == 0 || rank(word) / times >= rank(other));
  }
  std::string of_title(const std::string& word, const std::string& low, bool behind_name) const {
    if (text::casing_of(word) == Casing::kUpper && word.size() > 1)
      return word;  // among capitals of titles, an acronym
    if (is_less_common(word, low, behind_name ? kMuchLessCommon : kLessCommon)) return low;
    return ranks_.is_usual(low, word, behind_name) ? low : word;
  }
  std::string of_capitals(const std::string& word, bool first) const {
    const std::string low = text::to_lower(word, language_);
    std::string capital = word.substr(0, 1) + low.substr(std::min<std::size_t>(1, low.size()));
    if (word.size() <= kAcronymLetters) return first ? of_first_letters(word, capital, low) : of_letters(word, low);
    const bool fits = capital.size() == low.size();  // else its first letter has several bytes
    return fits && is_less_common(low, capital, kMuchLessCommon) ? capital : low;
  }
  std::string of_letters(const std::string& word, const std::string& low) const {
    return is_less_common(word, low, kRare) ? low : word;
  }
  /// Of a word that begins a sentence; what nobody knows is an acronym.
  std::string of_first_letters(const std::string& word, const std::string& capital, const std::string& low) const {
    const fidelity::CaseRanks ranks = {rank(word), rank(capital), rank(low)};
    const bool known = ranks.capital != 0 || ranks.low != 0;
    return known && !fidelity::opens_as_acronym(ranks) ? low : word;
  }

  HeadlineStyle style_;
  const std::string& language_;
  const WordRanks& ranks_;
};

}  // namespace

std::string truecase(std::string_view text, HeadlineStyle style, const WordCases& cases, const WordRanks& ranks) {
  std::string out(text);
  if (style == HeadlineStyle::kSentence) return out;
  const CommonCase common(style, cases.language(), ranks);
  bool first = true, behind_name = false;
  for (const ByteRange range : text::words_of(text)) {
    const std::string word(part(text, range));
    const Casing casing = text::casing_of(word);
    const bool was_first = first;
    first = false;
    const bool was_behind_name = std::exchange(behind_name, false);
    if (casing == Casing::kNone || casing == Casing::kLower || is_half(text, range)) continue;
    std::string form(cases.usual(word));
    if (common.is_acronym(word, casing, cases)) form = word;
    if (form.empty()) form = common.form(word, casing, was_behind_name, was_first);
    behind_name = common.is_name(form);
    if (was_first && text::casing_of(form) == Casing::kLower) {
      form = word.substr(0, 1) + form.substr(1);  // the sentence's own capital; not for letters of several bytes
    }
    if (form.size() == word.size()) out.replace(range.begin, word.size(), form);
  }
  return out;
}

void drop_final_stop(AlignedText& text, std::string_view source) {
  constexpr std::string_view kStop = ".";
  if (!text.text.ends_with(kStop) || text.text.ends_with("..") || source.ends_with(kStop)) return;
  text.text.resize(text.text.size() - kStop.size());
  for (markup::Link& link : text.links) {
    link.target.begin = std::min(link.target.begin, text.text.size());
    link.target.end = std::min(link.target.end, text.text.size());
  }
  std::erase_if(text.links, [](const markup::Link& link) { return link.target.begin == link.target.end; });
}

/// Cut at the links, so that every link finds its place in a text whose length may change.
AlignedText raised(const AlignedText& text, const std::vector<ByteRange>& locked, std::string_view language) {
  AlignedText out;
  std::size_t at = 0;
  const auto raise_to = [&](std::size_t end) {
    if (end > at) out.text += text::to_upper(part(text.text, {at, end}), language), at = end;
  };
  for (const markup::Link& link : text.links) {
    const bool keeps = std::ranges::any_of(
        locked, [&](ByteRange range) { return link.source.begin < range.end && range.begin < link.source.end; });
    raise_to(link.target.begin);
    const std::size_t begin = out.text.size();
    if (keeps && link.target.end > at) {
      out.text += part(text.text, {at, link.target.end});
      at = link.target.end;
    }
    raise_to(link.target.end);
    out.links.push_back({link.source, {begin, out.text.size()}, link.log_prob});
  }
  raise_to(text.text.size());
  return out;
}

}  // namespace dragoman::postedit
