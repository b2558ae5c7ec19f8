// The first word, or the first behind initials, must be a first name; all others have capitals or are small words of names.
#include "document/people.h"
#include <string>
#include "base/ascii.h"
#include "base/part.h"
#include "document/letters.h"
#include "document/news_words.h"

namespace dragoman::document {
namespace {

constexpr std::size_t kLongestName = 60, kFewestNameParts = 2, kMostNameParts = 4;  // bytes, words

bool is_initial(std::string_view word) {
  return word.size() == 2 && word[1] == '.' && base::is_ascii_letter(word[0]) && !is_lower(word[0]);
}

/// "King", "O'Neill", "Dias-Roe", "Jr.": a capital, letters, and no sign that ends more than the word.
bool is_surname(std::string_view word) {
  const NewsWords& known = news_words();
  std::size_t at = 0;
  if (!is_upper(next_code_point(word, at)) || word.find_first_of(",;:!?()[]/\"0123456789") != std::string_view::npos)
    return false;
  const std::string low = folded(word);
  return !known.openers.contains(low) && !known.jobs.contains(low) && !known.no_surnames.contains(low) &&
         !known.weekdays.contains(low) && low.find('.') == std::string::npos;
}

bool ends_sentence_before(std::string_view text, std::size_t at) {
  if (at < 2 || text[at - 1] != ' ') return true;
  const char before = text[at - 2];
  return std::string_view(".!?:\n\"'(").find(before) != std::string_view::npos ||
         (static_cast<unsigned char>(before) >= 0x80 && is_divider(text.substr(text.rfind(' ', at - 2) + 1, 3)));
}

}  // namespace

PersonName person_name(std::string_view text) {
  if (text.size() > kLongestName) return PersonName::kNone;
  const NewsWords& known = news_words();
  std::size_t parts = 0;
  bool sure = false;
  for (const ByteRange word : words_of(text)) {
    const std::string_view shown = part(text, word);
    if (is_initial(shown) || (parts > 0 && known.name_particles.contains(std::string(shown)))) continue;
    if (!is_surname(shown)) return PersonName::kNone;
    if (parts++ > 0) continue;
    const std::string low = folded(shown);
    sure = known.given_names.contains(low);
    if (!sure && !known.other_given_names.contains(low)) return PersonName::kNone;
  }
  if (parts < kFewestNameParts || parts > kMostNameParts) return PersonName::kNone;
  // "Kate Wins Again" has three.
  return sure && parts == kFewestNameParts ? PersonName::kSure : PersonName::kPerhaps;
}

bool is_named_in(std::string_view running_text, std::string_view name) {
  for (std::size_t at = running_text.find(name); at != std::string_view::npos; at = running_text.find(name, at + 1)) {
    const std::string_view behind = running_text.substr(at + name.size(), 1);
    const bool ends =
        behind.empty() || (!base::is_ascii_letter(behind[0]) && static_cast<unsigned char>(behind[0]) < 0x80);
    if (ends && !ends_sentence_before(running_text, at)) return true;
  }
  return false;
}

}  // namespace dragoman::document
