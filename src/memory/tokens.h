// Tokens: the units that terms are matched and sentences are compared by. A run of letters and digits is one, each other
// sign is one; white space is none. Where a script sets no blanks, each character is a token, as CAT tools count.
// Apostrophes divide, so that "Iraq" is found in "Iraq's" and "Irak" in "l'Irak".
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace dragoman::memory {

enum class TokenKind : std::uint8_t { kWord, kNumber, kSign, kCharacter };

struct Token {
  std::uint32_t begin = 0, end = 0;  ///< bytes
  TokenKind kind = TokenKind::kSign;
  bool starts = true, ends = true;  ///< a word begins or ends there, by ICU's rules and dictionaries
  std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// Tokens of valid UTF-8. Without `limits`, ICU is not asked and `starts` and `ends` are true.
std::vector<Token> tokens_of(std::string_view text, bool limits);

}  // namespace dragoman::memory
