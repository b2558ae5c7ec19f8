// Both sides are looked at from the dash: an amount before it, its unit included ("£5m", "$1.5 billion"), and behind it a sign of
// money with a figure.
#include "fidelity/money_ranges.h"
#include <string>
#include "fidelity/number_format.h"
#include "fidelity/scan.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kLongestCode = 3, kMostUnitLetters = 12;  // "US" of "US$"; of a unit behind a figure

/// "$10", "R$ 10", "€10".
bool money_begins(std::string_view text, std::size_t at) {
  for (std::size_t letters = 0; letters < kLongestCode && at < text.size() && text[at] >= 'A' && text[at] <= 'Z';
       ++letters) {
    ++at;
  }
  if (!text::is_currency_sign(character_at(text, at))) return false;
  text::code_point_at(text, at, at);
  if (is_blank(character_at(text, at))) text::code_point_at(text, at, at);
  return is_digit(character_at(text, at));
}

/// A figure, or one with its unit.
bool amount_ends(std::string_view text, std::size_t at) {
  std::size_t letters = 0;
  for (; at > 0 && letters < kMostUnitLetters && is_letter(static_cast<unsigned char>(text[at - 1])); ++letters) --at;
  if (letters > 0 && at > 0 && text[at - 1] == ' ') --at;
  return is_digit(character_before(text, at));
}

}  // namespace

std::vector<Replacement> plain_money_ranges(std::string_view text, std::string_view language) {
  std::vector<Replacement> out;
  const std::string word = range_word(language);
  if (word.empty()) return out;
  for (const std::string_view dash : {std::string_view("\xE2\x80\x93"), std::string_view("-")}) {
    for (std::size_t at = text.find(dash); at != std::string_view::npos; at = text.find(dash, at + dash.size())) {
      const std::size_t behind = at + dash.size();
      if (money_begins(text, behind) && amount_ends(text, at)) out.push_back({{at, behind}, " " + word + " "});
    }
  }
  return out;
}

}  // namespace dragoman::fidelity
