// The data name acronyms that are said or spelled against the rule. The rule: four letters and more are said if they can be, that is
// if no two consonants meet that the language's words do not have side by side; all others are spelled.
#include "speakable/capitals.h"

#include "speakable/match.h"
#include "text/utf8.h"

namespace dragoman::speakable {
namespace {

using text::code_point_at;

constexpr std::size_t kFewestSaid = 4;
constexpr std::size_t kLongestAcronym = 12;  // letters of an acronym
constexpr std::size_t kLoudWords = 3;

bool can_be_said(const Habits& habits, std::string_view word) {
  const std::string_view vowels = habits.setting("vowels");
  if (vowels.empty() || word.size() < kFewestSaid) return false;
  std::string run;
  bool any = false;
  for (const char c : word) {
    if (vowels.find(c) == std::string_view::npos) {
      run += c;
      continue;
    }
    if (run.size() > 1 && habits.list("clusters").find(run) == nullptr) return false;
    run.clear();
    any = true;
  }
  return any && run.size() < 2;
}

std::string with_capital(std::string_view word) {
  std::size_t next = 0;
  code_point_at(word, 0, next);
  return std::string(word.substr(0, next)) + lowered(word.substr(next));
}

}  // namespace

std::string spell_letters(const Habits& habits, std::string_view letters) {
  const List& names = habits.list("letters");
  std::string out;
  for (std::size_t at = 0; at < letters.size();) {
    const std::size_t begin = at;
    code_point_at(letters, begin, at);
    const std::string_view letter = letters.substr(begin, at - begin);
    const Entry* name = names.find(letter);
    if (!out.empty()) out += ' ';
    out += name != nullptr ? name->fields.at(0) : std::string(letter);
  }
  return out;
}

std::optional<std::string> say_capitals(const Habits& habits, std::string_view word, bool loud) {
  std::string_view letters = word;
  const std::string plural = word.size() > 2 && word.ends_with('s') ? "s" : "";
  letters.remove_suffix(plural.size());
  std::size_t count = 0;
  for (std::size_t at = 0; at < letters.size(); ++count) {
    if (!is_capital(code_point_at(letters, at, at))) return std::nullopt;
  }
  if (count < 2) return std::nullopt;
  if (const Entry* said = habits.list("said").find(letters); said != nullptr) {
    return (said->fields.at(0) == said->key ? with_capital(letters) : said->fields.at(0)) + plural;
  }
  const bool known = habits.list("spelled").find(letters) != nullptr;
  if (!known && (loud || count > kLongestAcronym)) return lowered(word);
  // A language without names of letters leaves the word to its voice.
  if (habits.list("letters").empty()) return std::nullopt;
  if (!known && can_be_said(habits, letters)) return with_capital(letters) + plural;
  return spell_letters(habits, letters) + plural;
}

bool is_loud(std::string_view text) {
  std::size_t words = 0, loud = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t letters = 0, capitals = 0;
    for (std::size_t next = at; at < text.size(); at = next) {
      const char32_t c = code_point_at(text, at, next);
      if (!is_word_character(c)) break;
      ++letters;
      capitals += is_capital(c) ? 1 : 0;
    }
    words += letters > 1 ? 1 : 0;
    loud += letters > 1 && capitals == letters ? 1 : 0;
    if (at < text.size()) code_point_at(text, at, at);
  }
  return words >= kLoudWords && loud * 10 >= words * 6;
}

}  // namespace dragoman::speakable
