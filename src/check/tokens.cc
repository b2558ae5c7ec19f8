// One walk. What may stand inside a word or a number is tried where it comes; everything else is a sign of its own.
#include "check/tokens.h"

#include <algorithm>
#include <functional>

#include "text/letters.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::check {
namespace {

using text::CharacterClass;

bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'’' || c == U'ʼ' || c == U'ʻ'; }
bool is_blank_separator(char32_t c) { return c == 0xA0 || c == 0x202F || c == 0x2009; }
bool is_sentence_end(char32_t c) { return c == U'.' || c == U'!' || c == U'?' || c == U'…' || c == U'。' || c == U':'; }

struct Character {
  char32_t code = 0;
  std::size_t next = 0;
  CharacterClass kind = CharacterClass::kSign;
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text), whole_(!text::first_bad_utf8(text)) {
    tokens_.reserve(text.size() / 4 + 4);
  }

  std::vector<Token> scan() {
    bool blank = true, opening = true;
    for (std::size_t at = 0; at < text_.size();) {
      const Character c = read(at);
      if (c.kind == CharacterClass::kSpace) {
        blank = true;
        at = c.next;
        continue;
      }
      Token token;
      token.blank_before = blank;
      token.range.begin = at;
      if (c.kind == CharacterClass::kLetter) {
        word(token, at);
        token.opens = opening;
      } else if (c.kind == CharacterClass::kDigit) {
        number(token, at);
      } else {
        token.sign = c.code;
        text::append_code_point(token.lower, c.code);
        token.letters = 1;
        token.range.end = c.next;
      }
      at = token.range.end;
      opening = opens_next(token, opening);
      blank = false;
      token.hash = std::hash<std::string_view>{}(token.lower);
      tokens_.push_back(std::move(token));
    }
    return std::move(tokens_);
  }

 private:
  Character read(std::size_t at) const {
    Character c;
    if (at >= text_.size()) return c;
    if (static_cast<unsigned char>(text_[at]) < 0x80) {
      c.code = static_cast<unsigned char>(text_[at]);
      c.next = at + 1;
    } else if (!whole_ && !whole_at(at)) {
      c.code = 0xFFFD;
      c.next = at + 1;
    } else {
      c.code = text::code_point_at(text_, at, c.next);
    }
    c.kind = text::character_class(c.code);
    return c;
  }
  /// Whether a whole character begins there.
  bool whole_at(std::size_t at) const {
    for (std::size_t length = 2; length <= 4 && at + length <= text_.size(); ++length) {
      if (!text::first_bad_utf8(text_.substr(at, length))) return true;
    }
    return false;
  }

  bool opens_next(const Token& token, bool opening) const {
    if (token.kind != TokenKind::kSign) return false;
    const bool mark = token.sign == U'"' || token.sign == U'“' || token.sign == U'«' || token.sign == U'‘' ||
                      token.sign == U'(' || token.sign == U'-' || token.sign == U'–' || token.sign == U'—' ||
                      token.sign == U'”' || token.sign == U'»' || token.sign == U'¿' || token.sign == U'¡' ||
                      token.sign == U'•' || token.sign == U'*' || token.sign == U'[';
    return is_sentence_end(token.sign) || (mark && (opening || token.sign != U'-'));
  }

  static void add(Token& token, char32_t c) {
    ++token.letters;
    if (c < 0x80) {
      const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
      token.lower += small;
      if (small != '\'' && small != '.') token.fold += small;
      return;
    }
    const char32_t small = is_apostrophe(c) ? U'\'' : text::lower(c);
    text::append_code_point(token.lower, small);
    if (small != U'\'') text::append_code_point(token.fold, text::base_letter(small));
  }

  void word(Token& token, std::size_t at) const {
    token.kind = TokenKind::kWord;
    std::size_t capitals = 0, smalls = 0, run = 0;
    bool first_capital = false;
    char32_t last = 0;
    const auto take = [&](const Character& c) {
      add(token, c.code);
      if (c.kind != CharacterClass::kLetter) return;
      const bool capital = text::is_upper_case(c.code);
      if (capitals + smalls == 0) first_capital = capital;
      capitals += capital ? 1 : 0;
      smalls += text::is_lower_case(c.code) ? 1 : 0;
    };
    while (at < text_.size()) {
      const Character c = read(at);
      // "船は412人": no blank divides a number from the words of such a script.
      if (c.kind == CharacterClass::kDigit && text::is_blankless(last)) break;
      if (c.kind == CharacterClass::kLetter || c.kind == CharacterClass::kDigit || c.kind == CharacterClass::kMark) {
        take(c);
        last = c.code;
        ++run;
      } else if ((is_apostrophe(c.code) || (c.code == U'.' && run == 1)) && letter_at(c.next) &&
                 (c.code != U'.' || single_at(c.next))) {
        add(token, c.code);
        run = 0;
      } else {
        break;
      }
      at = c.next;
    }
    token.range.end = at;
    without_possessive(token);
    if (capitals + smalls == 0) return;
    token.shape = capitals == 0                    ? Shape::kLower
                  : smalls == 0 && capitals > 1    ? Shape::kUpper
                  : first_capital && capitals == 1 ? Shape::kCapital
                                                   : Shape::kMixed;
  }
  bool letter_at(std::size_t at) const { return at < text_.size() && read(at).kind == CharacterClass::kLetter; }
  /// A letter alone: the next one of an abbreviation such as U.S.A or a.m.
  bool single_at(std::size_t at) const {
    const Character c = read(at);
    return !letter_at(c.next) && (c.next >= text_.size() || read(c.next).kind != CharacterClass::kDigit);
  }
  /// "Netanyahu's" is the word Netanyahu.
  static void without_possessive(Token& token) {
    if (!token.lower.ends_with("'s") || token.letters < 4) return;
    token.lower.resize(token.lower.size() - 2);
    token.fold.pop_back();
    token.letters -= 2;
  }

  void number(Token& token, std::size_t at) const {
    token.kind = TokenKind::kNumber;
    while (at < text_.size()) {
      const Character c = read(at);
      const bool inner = c.code == U'.' || c.code == U',' || c.code == 0x066B || c.code == 0x066C;
      const bool digits = c.kind == CharacterClass::kDigit;
      const bool group = (is_blank_separator(c.code) || is_apostrophe(c.code)) && group_at(c.next);
      if (!digits && !(inner && digit_at(c.next)) && !group) break;
      add(token, c.code);
      at = c.next;
    }
    token.range.end = at;
    std::erase(token.fold, ',');  // 2,500 and 2.500 have the same figures
  }
  bool digit_at(std::size_t at) const { return at < text_.size() && read(at).kind == CharacterClass::kDigit; }
  bool group_at(std::size_t at) const {
    for (int i = 0; i < 3; ++i) {
      if (!digit_at(at)) return false;
      at = read(at).next;
    }
    return !digit_at(at);
  }

  std::string_view text_;
  bool whole_;  // all of it is UTF-8
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text) { return Scanner(text).scan(); }

}  // namespace dragoman::check
