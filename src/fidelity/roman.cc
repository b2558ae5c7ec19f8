// A smaller sign before a greater one is taken off.
#include "fidelity/roman.h"

#include <optional>

#include "fidelity/number_format.h"
#include "fidelity/scan.h"

namespace dragoman::fidelity {
namespace {

unsigned roman_value(std::string_view word) {
  const auto value = [](char c) { return c == 'I' ? 1U : c == 'V' ? 5U : c == 'X' ? 10U : c == 'L' ? 50U : 100U; };
  unsigned sum = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool before_greater = i + 1 < word.size() && value(word[i]) < value(word[i + 1]);
    sum = before_greater ? sum - value(word[i]) : sum + value(word[i]);
  }
  return sum;
}

}  // namespace

bool is_roman(std::string_view word) {
  return !word.empty() && word.size() < 8 && word.find_first_not_of("IVXLC") == word.npos;
}

std::vector<Roman> find_romans(std::string_view text, std::string_view language) {
  std::vector<Roman> romans;
  std::string_view before;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = word_end(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view word = text.substr(at, end - at);
    const std::optional<NumberWord> meaning = is_roman(word) ? number_word(language, before) : std::nullopt;
    if (is_roman(word)) {
      romans.push_back({{at, end}, roman_value(word), meaning && meaning->kind == NumberWord::Kind::kTakesDigits});
    }
    before = word;
    at = end;
  }
  return romans;
}

}  // namespace dragoman::fidelity
