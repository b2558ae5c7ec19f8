// Classes of characters cut the text; ICU's word boundaries, laid over the cuts, say where a match may begin and end.
#include "memory/tokens.h"

#include <algorithm>

#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::memory {
namespace {

using text::CharacterClass;

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC; }

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) { tokens_.reserve(text.size() / 5 + 4); }

  std::vector<Token> cut() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t begin = at;
      const char32_t c = text::code_point_at(text_, begin, at);
      take(c, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at));
    }
    return std::move(tokens_);
  }

 private:
  void take(char32_t c, std::uint32_t begin, std::uint32_t end) {
    switch (text::character_class(c)) {
      case CharacterClass::kSpace: open_ = false; return;
      case CharacterClass::kMark:
        if (!tokens_.empty() && tokens_.back().end == begin) {
          tokens_.back().end = end;
        } else {
          tokens_.push_back({begin, end, TokenKind::kSign});
        }
        return;
      case CharacterClass::kDigit: return grow(TokenKind::kNumber, begin, end);
      case CharacterClass::kLetter:
        if (!text::is_blankless(c)) return grow(TokenKind::kWord, begin, end);
        tokens_.push_back({begin, end, TokenKind::kCharacter});
        break;
      case CharacterClass::kSign:
        if (joins_digits(c, begin, end)) {
          tokens_.back().end = end;
          return;
        }
        tokens_.push_back({begin, end, TokenKind::kSign});
        break;
    }
    open_ = false;
  }
  void grow(TokenKind kind, std::uint32_t begin, std::uint32_t end) {
    if (open_ && tokens_.back().end == begin) {
      tokens_.back().end = end;
      if (kind == TokenKind::kWord) tokens_.back().kind = kind;
    } else {
      tokens_.push_back({begin, end, kind});
      open_ = true;
    }
  }
  /// The point or comma of "2,500.75".
  bool joins_digits(char32_t c, std::uint32_t begin, std::uint32_t end) const {
    if ((c != '.' && c != ',') || !open_ || end >= text_.size()) return false;
    const Token& last = tokens_.back();
    std::size_t next = end;
    return last.kind == TokenKind::kNumber && last.end == begin &&
           text::character_class(text::code_point_at(text_, end, next)) == CharacterClass::kDigit;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  bool open_ = false;  ///< the last token may grow
};

/// Whether the character before or behind the place is an apostrophe, which ICU takes for a part of the word.
bool beside_apostrophe(std::string_view text, std::size_t at) {
  std::size_t next = at;
  if (at < text.size() && is_apostrophe(text::code_point_at(text, at, next))) return true;
  if (at == 0) return false;
  std::size_t before = at - 1;
  while (before > 0 && text::is_continuation(text[before])) --before;
  return is_apostrophe(text::code_point_at(text, before, next));
}

void set_limits(std::string_view text, std::vector<Token>& tokens) {
  const std::vector<std::size_t> ends = text::word_ends(text);
  const auto is_limit = [&](std::size_t at) {
    return at == 0 || std::binary_search(ends.begin(), ends.end(), at) || beside_apostrophe(text, at);
  };
  for (Token& token : tokens) {
    token.starts = is_limit(token.begin);
    token.ends = is_limit(token.end);
  }
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text, bool limits) {
  std::vector<Token> tokens = Cutter(text).cut();
  if (limits) set_limits(text, tokens);
  return tokens;
}

}  // namespace dragoman::memory
