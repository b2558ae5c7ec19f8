// Words: the walks over letters, words and graphemes that need Unicode's tables.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dragoman::text {

enum class CharacterClass : std::uint8_t {
  kSpace,
  kLetter,
  kDigit,  ///< decimal digits of any script
  kMark,   ///< belongs to the character before it: accents, joiners, variation selectors, skin tones
  kSign,   ///< everything else: punctuation, symbols, emoji
};
CharacterClass character_class(char32_t c);
/// "$", "€", "₽".
bool is_currency_sign(char32_t c);
/// Whether `c` belongs to a script that sets no blanks between words: Han, kana, Thai, Lao, Khmer, Burmese.
bool is_blankless(char32_t c);

/// A decimal digit of any script.
inline bool is_digit(char32_t c) { return character_class(c) == CharacterClass::kDigit; }
/// 0 to 9 for a decimal digit of any script, else -1.
int digit_value(char32_t c);
/// The small letter, where a single character says it; else `c` itself.
char32_t lower(char32_t c);

/// Ends of the words in valid UTF-8 `text`, by ICU's root rules and dictionaries; the last one is the text's end.
std::vector<std::size_t> word_ends(std::string_view text);
/// Ends of the grapheme clusters (what a reader takes for one character); the last one is the text's end.
std::vector<std::size_t> grapheme_ends(std::string_view text);

}  // namespace dragoman::text
