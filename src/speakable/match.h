// Match: whether a rule's pattern stands at a place of the text, and what its slots then hold.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/range.h"
#include "speakable/habits.h"

namespace dragoman::speakable {

/// What a slot of a pattern found.
struct Slot {
  ByteRange range;
  std::int64_t value = -1;  ///< of figures; -1: too long for a number, or no figures
  std::string digits = {};  ///< 0 to 9, whatever the script; without groups and decimals
  std::string decimals = {};
  const Entry* entry = nullptr;  ///< of a list
  double number() const;
};

struct Match {
  std::size_t end = 0;
  std::vector<Slot> slots;
};

/// Nothing where it does not stand.
std::optional<Match> match(const Habits& habits, const Pattern& pattern, std::string_view text, std::size_t at);

/// Figures at `at` as the language writes them: digits, in groups or not, and decimals if wanted. Nothing where there are none.
std::optional<Slot> read_figures(const Habits& habits, std::string_view text, std::size_t at, bool decimals);

/// A letter, digit or mark.
bool is_word_character(char32_t c);
/// Where the code point before `at` begins; `at` must not be 0.
std::size_t before(std::string_view text, std::size_t at);
/// All small letters.
std::string lowered(std::string_view text);
bool is_capital(char32_t c);

}  // namespace dragoman::speakable
