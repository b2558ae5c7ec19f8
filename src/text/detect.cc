// Which language a text is in: CLD2's statistics, cross-examined by function words where the text is short, since a
// headline with two foreign names in it fools statistics. Better no answer than a wrong one.
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
#include "text/utf8.h"
#include "text/written_in.h"

namespace dragoman {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 10;
constexpr int kShortLatin = 20;          // bytes of letters: below this, statistics on Latin script are a guess
constexpr int kLongEnough = 120;         // bytes of letters: from here on, statistics stand on their own
constexpr int kLeastShare = 60;          // percent of the text in the language
constexpr std::size_t kFewestVotes = 3;  // for an answer by function words alone
constexpr std::size_t kMostWords = 400;

/// What statistics can use: no control characters (CLD2 stops at them), addresses, handles or digits.
std::string prose(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at, next = at;
    for (; end < text.size(); end = next) {
      const char32_t c = text::code_point_at(text, end, next);
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
};

Guess by_statistics(const std::string& prose) {
  CLD2::CLDHints hints = {nullptr, nullptr, 0, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int shares[3], letters = 0, valid = 0;
  double scores[3];
  bool reliable = false;
  const CLD2::Language language =
      CLD2::ExtDetectLanguageSummaryCheckUTF8(prose.data(), static_cast<int>(prose.size()), true, &hints, 0, languages,
                                              shares, scores, nullptr, &letters, &reliable, &valid);
  return {CLD2::LanguageCode(language), shares[0], letters, reliable && language != CLD2::UNKNOWN_LANGUAGE};
}

/// The words of the text's beginning, in lower case.
std::vector<std::string> words_of(std::string_view prose) {
  std::vector<std::string> words(1);
  for (std::size_t at = 0; at < prose.size() && words.size() < kMostWords;) {
    const auto c = static_cast<UChar32>(text::code_point_at(prose, at, at));
    if (u_isalpha(c)) {
      text::append_code_point(words.back(), static_cast<char32_t>(u_tolower(c)));
    } else if (!words.back().empty()) {
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
    for (const std::string& word : words_of(prose)) {
      const Languages languages = FunctionWords::get().languages_of(word);
      if (languages.any()) votes_.push_back(languages);
    }
  }
  /// How many words speak for language number `one` and, if given, not for `other`.
  std::size_t count(std::size_t one, std::size_t other = kNoLanguage) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        votes_, [&](const Languages& vote) { return vote[one] && (other == kNoLanguage || !vote[other]); }));
  }
  /// The same by their codes; 0 for one that has no list.
  std::size_t count_of(std::string_view code, std::string_view other) const {
    const auto place = [this](std::string_view one) {
      const auto found = static_cast<std::size_t>(std::ranges::find(codes_, one) - codes_.begin());
      return found < codes_.size() ? found : kNoLanguage;
    };
    return place(code) == kNoLanguage ? 0 : count(place(code), place(other));
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

 private:
  static constexpr std::size_t kNoLanguage = kMostLanguages;
  const std::vector<std::string_view>& codes_;
  std::vector<Languages> votes_;
};

bool is_latin(std::string_view prose) {
  std::size_t latin = 0, other = 0;
  for (std::size_t at = 0, seen = 0; at < prose.size() && seen < kMostWords; ++seen) {
    const auto c = static_cast<UChar32>(text::code_point_at(prose, at, at));
    if (!u_isalpha(c)) continue;
    ++(c < 0x250 || (c >= 0x1E00 && c < 0x1F00) ? latin : other);
  }
  return latin > other;
}

}  // namespace

std::size_t text::count_function_words(std::string_view text, std::string_view code, std::string_view other) {
  return Witness(prose(text)).count_of(code, other);
}

std::optional<Language> detect_language(std::string_view text) {
  if (text.size() > kMostBytes) {
    std::size_t end = kMostBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text = text.substr(0, end);
  }
  if (const auto bad = text::first_bad_utf8(text)) text = text.substr(0, *bad);
  const std::string words = prose(text);
  const Guess guess = by_statistics(words);
  std::string code = guess.reliable && guess.share >= kLeastShare ? guess.code : "";
  if (is_latin(words)) {
    const Witness witness(words);
    if (code.empty()) {
      code = witness.clear_winner();
    } else if (!witness.confirms(code, guess.letters)) {
      code.clear();
    }
  }
  if (code.empty()) return std::nullopt;
  const Result<Language> language = Language::parse(code);
  return language ? std::optional<Language>(*language) : std::nullopt;
}

}  // namespace dragoman
