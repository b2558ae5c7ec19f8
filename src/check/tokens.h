// Tokens: a text cut into words, numbers and signs, each word in the forms that comparing needs.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/part.h"
#include "dragoman/range.h"

namespace dragoman::check {

enum class TokenKind : std::uint8_t {
  kWord,    ///< letters, with accents, apostrophes inside and digits behind: "d'água", "G20", "U.S"
  kNumber,  ///< digits with separators inside: "2,500"
  kSign,    ///< one character that is neither
};
enum class Shape : std::uint8_t { kNone, kLower, kCapital, kUpper, kMixed };

struct Token {
  ByteRange range;
  TokenKind kind = TokenKind::kSign;
  Shape shape = Shape::kNone;
  bool blank_before = false;
  bool opens = false;       ///< first word of a sentence, or behind a quotation mark, colon or bullet that opens one
  char32_t sign = 0;        ///< kSign
  std::size_t letters = 0;  ///< code points
  std::uint64_t hash = 0;   ///< of `lower`: a quick answer to whether two tokens are the same
  std::string lower;        ///< words and numbers: small letters, typographic apostrophes as '
  std::string fold;         ///< `lower` without accents, apostrophes and stops; of numbers without commas, too
};

/// The tokens of UTF-8 `text`; bytes that are not UTF-8 become signs.
std::vector<Token> tokens_of(std::string_view text);

inline bool is_word(const Token& token) { return token.kind == TokenKind::kWord; }
inline bool is_sign(const Token& token, char32_t sign) { return token.kind == TokenKind::kSign && token.sign == sign; }
inline bool has_capital(const Token& token) { return token.shape >= Shape::kCapital; }

}  // namespace dragoman::check
