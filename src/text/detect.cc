// Which language a text is in: CLD2's statistics, cross-examined by function words where the text is short, since a
// headline with two foreign names in it fools statistics. Near relatives share such words; what tells them apart then are
// the letters that they are written with, and the best that statistics can say. Better no answer than a wrong one.
#include <cstdio>  // must come before CLD2's header, which needs it and does not include it

#include <cld2/public/compact_lang_det.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <bitset>
#include <string>
#include <unordered_map>
#include <vector>

#include "dragoman/language.h"
#include "text/embedded.h"
#include "text/locale_words.h"
#include "text/utf8.h"
#include "text/written_in.h"

namespace dragoman {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 10;
constexpr int kShortLatin = 20;              // bytes of letters: below this, statistics on Latin script are a guess
constexpr int kLongEnough = 120;             // bytes of letters: from here on, statistics stand on their own
constexpr int kLeastShare = 60;              // percent of the text in the language
constexpr std::size_t kFewestVotes = 3;      // for an answer by function words alone
constexpr std::size_t kFewestWithGuess = 2;  // the same where statistics lean to it, too
constexpr std::size_t kOwnToOther = 3;       // words of the language alone for each of another one alone
constexpr std::size_t kMostWords = 400;

/// What statistics can use: no control characters (CLD2 stops at them), addresses, handles or digits.
std::string prose(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at, next = at;
    for (; end < text.size(); end = next) {
      const char32_t c = text::code_point_at(text, end, next);
      if (c > ' ' && c < 0x7F) continue;
      if (text::is_space(c) || u_iscntrl(static_cast<UChar32>(c)) || !u_isdefined(static_cast<UChar32>(c))) break;
    }
    const std::string_view word = text.substr(at, end - at);
    if (word.find("://") == std::string_view::npos && word.find('@') == std::string_view::npos &&
        !word.starts_with("www.")) {
      out.append(word);
    }
    out.push_back(' ');
    at = std::max(end, next);
  }
  return out;
}

struct Guess {
  std::string code;
  int share = 0, letters = 0;
  bool reliable = false;
  std::vector<std::pair<std::string, int>> shares = {};  ///< of the likeliest languages, percent
};

/// With `best_effort` it says which language the text is most like, however little there is to go by.
Guess by_statistics(const std::string& prose, bool best_effort = false) {
  CLD2::CLDHints hints = {nullptr, nullptr, 0, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int shares[3], letters = 0, valid = 0;
  double scores[3];
  bool reliable = false;
  const CLD2::Language language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      prose.data(), static_cast<int>(prose.size()), true, &hints, best_effort ? CLD2::kCLDFlagBestEffort : 0, languages,
      shares, scores, nullptr, &letters, &reliable, &valid);
  Guess guess = {CLD2::LanguageCode(language), shares[0], letters, reliable && language != CLD2::UNKNOWN_LANGUAGE};
  for (int i = 0; i < 3; ++i) {
    if (languages[i] != CLD2::UNKNOWN_LANGUAGE && shares[i] > 0)
      guess.shares.emplace_back(CLD2::LanguageCode(languages[i]), shares[i]);
  }
  return guess;
}

/// What is looked at: the beginning, as far as it is UTF-8.
std::string_view beginning_of(std::string_view text) {
  if (text.size() > kMostBytes) {
    std::size_t end = kMostBytes;
    while (end > 0 && text::is_continuation(text[end])) --end;
    text = text.substr(0, end);
  }
  if (const auto bad = text::first_bad_utf8(text)) text = text.substr(0, *bad);
  return text;
}

/// Most letters are ASCII's, and need no table.
bool is_letter(UChar32 c) { return c < 0x80 ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') : u_isalpha(c) != 0; }
UChar32 lower_case(UChar32 c) { return c >= 0x80 ? u_tolower(c) : c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; }

struct Word {
  std::string lower;  ///< in lower case
  std::u32string marked =
      {};  ///< its letters outside ASCII; none of a word with a capital: names keep the letters of theirs
  bool capital = false;
};

/// The words of the text's beginning.
std::vector<Word> words_of(std::string_view prose) {
  std::vector<Word> words(1);
  for (std::size_t at = 0; at < prose.size() && words.size() < kMostWords;) {
    const auto c = static_cast<UChar32>(text::code_point_at(prose, at, at));
    Word& word = words.back();
    if (is_letter(c)) {
      const UChar32 low = lower_case(c);
      text::append_code_point(word.lower, static_cast<char32_t>(low));
      word.capital = word.capital || low != c;
      if (c >= 0x80) word.marked += static_cast<char32_t>(c);
      if (word.capital) word.marked.clear();
    } else if (!word.lower.empty()) {
      words.emplace_back();
    }
  }
  return words;
}

constexpr std::size_t kMostLanguages = 64;
using Languages = std::bitset<kMostLanguages>;

/// The function words of the languages that have lists; read once.
class FunctionWords {
 public:
  static const FunctionWords& get() {
    static const FunctionWords words;
    return words;
  }
  const std::vector<std::string_view>& codes() const { return codes_; }
  /// The letters that language number `one` is written with, in order; empty where nobody knows.
  static const std::u32string& letters(std::size_t one) {
    static const std::vector<std::u32string> letters = [] {
      std::vector<std::u32string> of;
      for (const std::string_view code : get().codes()) of.push_back(text::letters_of(code));
      return of;
    }();
    return letters[one];
  }
  /// The languages that have this word; none for most.
  Languages languages_of(std::string_view word) const {
    const auto found = lists_.find(word);
    return found == lists_.end() ? Languages() : found->second;
  }

 private:
  FunctionWords() {
    std::string_view file = text::embedded_file("languages/function-words.txt");
    while (!file.empty()) {
      const std::string_view line = file.substr(0, file.find('\n'));
      file.remove_prefix(std::min(file.size(), line.size() + 1));
      if (!line.empty() && line.front() != '#') read(line);
    }
  }
  void read(std::string_view line) {
    const std::size_t language = codes_.size();
    if (language >= kMostLanguages) return;
    codes_.push_back(line.substr(0, line.find(' ')));
    for (line.remove_prefix(line.find(' ') + 1); !line.empty();) {
      const std::string_view word = line.substr(0, line.find(' '));
      lists_[word].set(language);
      line.remove_prefix(std::min(line.size(), word.size() + 1));
    }
  }
  std::vector<std::string_view> codes_;
  std::unordered_map<std::string_view, Languages> lists_;
};

/// Which languages the function words of a text speak for.
class Witness {
 public:
  explicit Witness(std::string_view prose) : codes_(FunctionWords::get().codes()) {
    for (const Word& word : words_of(prose)) {
      const Languages languages = FunctionWords::get().languages_of(word.lower);
      if (languages.any()) votes_.push_back(languages);
      if (!word.marked.empty()) marked_.push_back(word.marked);
    }
  }
  /// How many words speak for language number `one` and, if given, not for `other`.
  std::size_t count(std::size_t one, std::size_t other = kNoLanguage) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        votes_, [&](const Languages& vote) { return vote[one] && (other == kNoLanguage || !vote[other]); }));
  }
  /// The same by their codes; 0 for one that has no list.
  std::size_t count_of(std::string_view code, std::string_view other) const {
    return place(code) == kNoLanguage ? 0 : count(place(code), place(other));
  }
  /// How many words have a letter that language number `one` is not written with.
  std::size_t foreign(std::size_t one) const {
    const std::u32string& letters = FunctionWords::letters(one);
    if (letters.empty()) return 0;
    return static_cast<std::size_t>(std::ranges::count_if(marked_, [&](const std::u32string& word) {
      return !std::ranges::all_of(word, [&](char32_t c) { return std::ranges::binary_search(letters, c); });
    }));
  }
  /// Whether `code` is borne out by words, or at least not spoken against; `letters` tells how far to trust statistics.
  /// Between near relatives (Portuguese, Galician) a short text must have words of the one that the other lacks.
  bool confirms(std::string_view code, int letters) const {
    const auto place = static_cast<std::size_t>(std::ranges::find(codes_, code) - codes_.begin());
    for (std::size_t other = 0; other < codes_.size(); ++other) {
      if (other == place) continue;
      const bool listed = place < codes_.size();
      const std::size_t against = count(other, listed ? place : kNoLanguage);
      const std::size_t mine = listed ? count(place, other) : 0;
      if (!listed && against >= 2 && letters < kLongEnough) return false;
      if (!listed) continue;
      if (against > mine || (against >= kFewestVotes && 2 * against > mine)) return false;
      if (other < place && letters < kLongEnough && mine == against && count(other) > 0) return false;
    }
    return letters >= kShortLatin || (place < codes_.size() && count(place) > 0);
  }
  /// The one language whose function words clearly outnumber all others', or "".
  std::string_view clear_winner() const {
    for (std::size_t one = 0; one < codes_.size(); ++one) {
      bool clear = count(one) >= kFewestVotes;
      for (std::size_t other = 0; clear && other < codes_.size(); ++other) {
        clear = other == one || count(one, other) >= count(other, one) + 2;
      }
      if (clear) return codes_[one];
    }
    return {};
  }
  /// Words of `code` that the languages of all `others` lack, less those that one of them has instead, and less words with letters
  /// that only `code` is not written with: the least over the others. Without a list: none.
  int ahead(std::string_view code, const std::vector<Language>& others) const {
    const std::size_t one = place(code);
    int least = one == kNoLanguage ? 0 : static_cast<int>(count(one));
    for (const Language& language : others) {
      const std::size_t other = place(language.code);
      if (language.code == code || other == kNoLanguage) continue;
      const auto points = [&](std::size_t mine, std::size_t theirs) {
        return mine == kNoLanguage ? 0 : static_cast<int>(count(mine, theirs)) - static_cast<int>(foreign(mine));
      };
      least = std::min(least, points(one, other) - points(other, one));
    }
    return least;
  }
  /// The language that function words speak for and against which nothing speaks: no other has words of its own here, and
  /// none that has all the same words is nearer by its letters or by what statistics lean to. "" for none.
  std::string_view best_supported(std::string_view leaning) const {
    for (std::size_t one = 0; one < codes_.size(); ++one) {
      bool best = count(one) >= (codes_[one] == leaning ? kFewestWithGuess : kFewestVotes);
      for (std::size_t other = 0; best && other < codes_.size(); ++other) {
        best = other == one || outdoes(one, other, leaning);
      }
      if (best) return codes_[one];
    }
    return {};
  }

 private:
  std::size_t place(std::string_view code) const {
    const auto found = static_cast<std::size_t>(std::ranges::find(codes_, code) - codes_.begin());
    return found < codes_.size() ? found : kNoLanguage;
  }
  bool outdoes(std::size_t one, std::size_t other, std::string_view leaning) const {
    const std::size_t mine = count(one, other), against = count(other, one);
    if (count(other) == 0) return true;
    const std::size_t here = foreign(one), there = foreign(other);
    const bool nearer = here < there || (here == there && leaning == codes_[one]);
    if (mine >= kFewestWithGuess || (mine == 1 && nearer)) return kOwnToOther * against <= mine;
    return mine == 0 && against == 0 && nearer && (other > one || here < there);
  }

  static constexpr std::size_t kNoLanguage = kMostLanguages;
  const std::vector<std::string_view>& codes_;
  std::vector<Languages> votes_;
  std::vector<std::u32string> marked_;
};

bool is_latin(std::string_view prose) {
  std::size_t latin = 0, other = 0;
  for (std::size_t at = 0, seen = 0; at < prose.size() && seen < kMostWords; ++seen) {
    const auto c = static_cast<UChar32>(text::code_point_at(prose, at, at));
    if (!is_letter(c)) continue;
    ++(c < 0x250 || (c >= 0x1E00 && c < 0x1F00) ? latin : other);
  }
  return latin > other;
}

}  // namespace

std::size_t text::count_function_words(std::string_view text, std::string_view code, std::string_view other) {
  return Witness(prose(text)).count_of(code, other);
}

std::optional<Language> detect_language(std::string_view text) {
  const std::string words = prose(beginning_of(text));
  const Guess guess = by_statistics(words);
  std::string code = guess.reliable && guess.share >= kLeastShare ? guess.code : "";
  if (is_latin(words)) {
    const Witness witness(words);
    if (code.empty()) {
      code = witness.clear_winner();
    } else if (!witness.confirms(code, guess.letters)) {
      code.clear();
    }
    if (code.empty()) code = witness.best_supported(by_statistics(words, true).code);
  }
  if (code.empty()) return std::nullopt;
  const Result<Language> language = Language::parse(code);
  return language ? std::optional<Language>(*language) : std::nullopt;
}

std::optional<Language> detect_language(std::string_view text, const std::vector<Language>& among) {
  const auto named = [&](std::string_view code) {
    const auto found = std::ranges::find(among, code, &Language::code);
    return found == among.end() ? std::nullopt : std::optional<Language>(*found);
  };
  if (const std::optional<Language> shown = detect_language(text)) {
    if (std::optional<Language> known = named(shown->code)) return known;
  }
  const std::string words = prose(beginning_of(text));
  if (!is_latin(words)) return std::nullopt;
  const Witness witness(words);
  const Guess leaning = by_statistics(words, true);
  for (const Language& language : among) {
    const int ahead = witness.ahead(language.code, among);
    if (ahead >= static_cast<int>(kFewestWithGuess) || (ahead > 0 && leaning.code == language.code)) return language;
  }
  return std::nullopt;
}

std::vector<LanguageGuess> guess_languages(std::string_view text, const std::vector<Language>& among) {
  const std::string words = prose(beginning_of(text));
  const std::optional<Language> sure = detect_language(text, among);
  Guess guess = by_statistics(words);
  if (guess.shares.empty()) guess = by_statistics(words, true);
  const Witness witness(words);
  std::vector<LanguageGuess> out;
  for (const Language& language : among) {
    int confidence = 0;
    for (const auto& [code, share] : guess.shares) {
      const Result<Language> known = Language::parse(code);
      if (known && known->code == language.code) confidence = share;
    }
    if (!sure || sure->code != language.code) {
      confidence = std::max(confidence / 2,
                            static_cast<int>(std::min<std::size_t>(10 * witness.count_of(language.code, ""), 50)));
    } else {
      confidence = std::max(confidence, kLeastShare);
    }
    if (confidence > 0) out.push_back({language, confidence});
  }
  std::ranges::stable_sort(out, std::ranges::greater(), &LanguageGuess::confidence);
  return out;
}

}  // namespace dragoman
