// Phrases are compared in lower case at the beginnings of words; agencies as they are written, because "PA" is an agency and
// "pa" is not.
#include "document/news_words.h"
#include <algorithm>
#include <array>
#include <utility>
#include "base/ascii.h"
#include "document/data_file.h"
#include "document/embedded.h"
#include "document/letters.h"

namespace dragoman::document {
namespace {

constexpr std::array<std::string_view, 7> kNewsFiles = {"news/common.txt", "news/en.txt", "news/pt.txt", "news/es.txt",
                                                        "news/fr.txt",     "news/de.txt", "news/ar.txt"};
constexpr std::size_t kMostNameWords = 12, kMostCaselessWords = 4, kLongestCaseless = 80;
constexpr std::string_view kEdgeSigns = "()[]\"',;:.";

std::string ascii_capitals(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

using SetOf = NewsWords::Set NewsWords::*;
constexpr std::array<std::pair<std::string_view, SetOf>, 16> kSets = {
    {{"joins", &NewsWords::joins},
     {"places", &NewsWords::places},
     {"origins", &NewsWords::origins},
     {"jobs", &NewsWords::jobs},
     {"particles", &NewsWords::particles},
     {"name-particles", &NewsWords::particles},
     {"name-particles", &NewsWords::name_particles},
     {"given-names", &NewsWords::given_names},
     {"other-given-names", &NewsWords::other_given_names},
     {"no-surnames", &NewsWords::no_surnames},
     {"months", &NewsWords::months},
     {"weekdays", &NewsWords::weekdays},
     {"date-words", &NewsWords::date_words},
     {"rights", &NewsWords::rights},
     {"zones", &NewsWords::zones},
     {"openers", &NewsWords::openers}}};

NewsWords read_words() {
  NewsWords words;
  const auto phrases = [](std::string_view file, std::string_view section, Phrases& out) {
    for (std::string_view line : section_lines(file, section)) {
      const bool colon = line.back() == ':';
      out.add({folded(line.substr(0, line.size() - colon)), colon});
    }
  };
  for (const std::string_view name : kNewsFiles) {
    const std::string_view file = embedded_file(name);
    for (const std::string_view line : section_lines(file, "agencies")) {
      words.agencies.add({std::string(line)});
      if (ascii_capitals(line) != line) words.agencies.add({ascii_capitals(line)});
    }
    phrases(file, "credits", words.credits);
    phrases(file, "bylines", words.bylines);
    for (const std::string_view line : section_lines(file, "openings")) {
      const NamedLine opening = named_line(line);
      if (opening.name != kNewsroom) words.bylines.add({folded(opening.value)});
    }
    for (const auto& [section, out] : kSets) {
      for (const std::string_view line : section_lines(file, section)) (words.*out).insert(folded(line));
    }
  }
  words.agencies.sort();
  words.credits.sort();
  words.bylines.sort();
  return words;
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool word_ends(std::string_view text, std::size_t at) {
  if (at >= text.size() || !is_letter_or_digit(text[at])) return true;
  // Signs and blanks that are not ASCII.
  const std::string_view two = text.substr(at, 2), three = text.substr(at, 3);
  return two == "\xC2\xA0" || two == "\xC2\xB7" || three == "\xE2\x80\x93" || three == "\xE2\x80\x94" ||
         three == "\xE2\x80\xA2" || three == "\xE2\x80\xAF" || three == "\xE2\x80\x9D";
}

bool is_name_part(std::string_view part) {
  const NewsWords& words = news_words();
  const ByteRange inner = trim(part, {0, part.size()}, kEdgeSigns);
  const std::string_view bare = part.substr(inner.begin, inner.end - inner.begin);
  if (bare.empty() || bare == "&" || bare == "|" || bare == "-") return true;
  // A full stop ends a sentence, except behind initials and short abbreviations.
  if (part.back() == '.' && bare.size() > 3 && bare.find('.') == std::string_view::npos) return false;
  std::size_t at = 0;
  const char32_t first = next_code_point(bare, at);
  if (first == '@' || first == 0xA9) return true;
  if (first >= '0' && first <= '9') {
    return bare.size() == 4 && (bare.substr(0, 2) == "19" || bare.substr(0, 2) == "20") &&
           bare.find_first_not_of("0123456789") == std::string_view::npos;
  }
  if (!is_lower(first) || agency_at(bare, 0) == bare.size()) return true;
  const std::string low = folded(bare);
  if (words.particles.contains(low)) return true;
  if (low.find('.') != std::string::npos && low.find("..") == std::string::npos) return true;  // flickr.com
  const std::size_t joint = low.find_first_of("-'");
  return joint != std::string::npos && joint > 0 && (words.particles.contains(low.substr(0, joint)) || joint <= 2);
}

}  // namespace

void Phrases::add(Phrase phrase) {
  by_first_[static_cast<unsigned char>(phrase.text.front())].push_back(std::move(phrase));
}

void Phrases::sort() {
  for (std::vector<Phrase>& phrases : by_first_) {
    std::ranges::sort(phrases, [](const Phrase& a, const Phrase& b) { return a.text.size() > b.text.size(); });
  }
}

const NewsWords& news_words() {
  static const NewsWords kWords = read_words();
  return kWords;
}

std::size_t phrase_at(std::string_view folded_text, std::size_t at, const Phrases& phrases) {
  const std::string_view rest = folded_text.substr(at);
  if (rest.empty()) return 0;
  for (const Phrase& phrase : phrases.beginning_with(rest.front())) {
    if (rest.substr(0, phrase.text.size()) != phrase.text || !word_ends(rest, phrase.text.size())) continue;
    std::size_t end = phrase.text.size();
    while (end < rest.size() &&
           (rest[end] == ' ' || rest.substr(end, 2) == "\xC2\xA0" || rest.substr(end, 3) == "\xE2\x80\xAF")) {
      end += rest[end] == ' ' ? 1 : rest[end] == '\xC2' ? 2 : 3;
    }
    if (end < rest.size() && rest[end] == ':') return end + 1;
    if (!phrase.colon) return phrase.text.size();
  }
  return 0;
}

std::size_t agency_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.empty()) return 0;
  for (const Phrase& name : news_words().agencies.beginning_with(rest.front())) {
    if (rest.substr(0, name.text.size()) == name.text && word_ends(rest, name.text.size())) return name.text.size();
  }
  return 0;
}

bool names_agency(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((at == 0 || !is_letter_or_digit(text[at - 1])) && agency_at(text, at) > 0) return true;
  }
  return false;
}

bool is_lettered_figure(std::string_view word) {
  constexpr std::size_t kMostLetters = 4, kMostDigits = 2;  // "CC7567" is an account
  const std::size_t letters = std::min(word.find_first_of("0123456789"), word.size());
  return letters > 0 && letters <= kMostLetters && letters < word.size() && word.size() - letters <= kMostDigits &&
         std::ranges::all_of(word.substr(0, letters), base::is_ascii_letter) &&
         word.substr(letters).find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_divider(std::string_view word) {
  return word == "," || word == "|" || word == "-" || word == "/" || word == "\xE2\x80\x93" || word == "\xE2\x80\x94" ||
         word == "\xE2\x80\xA2" || word == "\xC2\xB7";
}

bool is_name_word(std::string_view word) {
  // "evgenyb/iStock": whoever signs with an agency may be called anything.
  const std::size_t first = word.find('/');
  if (first != std::string_view::npos && first > 0 && agency_at(word, first + 1) > 0) return true;
  for (bool behind = false;; behind = true) {
    const std::size_t slash = word.find('/');
    const std::string_view shown = word.substr(0, slash);
    // "Jane Doe/g1"
    const bool station = behind && is_lettered_figure(shown.substr(0, shown.find_last_not_of(").]") + 1));
    if (!station && !is_name_part(shown)) return false;
    if (slash == std::string_view::npos) return true;
    word.remove_prefix(slash + 1);
  }
}

bool is_caseless(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = next_code_point(word, at);
    // Hebrew and Arabic and on to the signs; from kana on.
    if ((c >= 0x590 && c < 0x1E00) || (c >= 0x2E80 && c < 0xFB00) || (c >= 0xFB1D && c < 0xFE00) || c >= 0xFE70)
      return true;
  }
  return false;
}

bool is_name_like(std::string_view text) {
  const std::vector<ByteRange> words = words_of(text);
  if (words.size() > kMostNameWords) return false;
  if (is_caseless(text) && (words.size() > kMostCaselessWords || text.size() > kLongestCaseless)) return false;
  return std::ranges::all_of(
      words, [&](ByteRange word) { return is_name_word(text.substr(word.begin, word.end - word.begin)); });
}

}  // namespace dragoman::document
