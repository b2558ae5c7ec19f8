// Light escaping looks at a character's neighbours, so that text stays readable; it may be wrong where marks meet, and the writer
// reads the result again to see.
#include "formats/markdown_escape.h"

#include <algorithm>

#include "base/ascii.h"
#include "html/entities.h"

namespace dragoman::formats {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}
/// The offset of the character that makes the beginning of a line a heading, a list, a quotation or a rule; npos if none does.
std::size_t block_sign(std::string_view text) {
  constexpr std::size_t kNone = std::string_view::npos;
  if (text.empty()) return kNone;
  const char c = text[0];
  const std::size_t run = std::min(text.find_first_not_of(c), text.size());
  const bool blank_behind = run == text.size() || text[run] == ' ';
  if (c == '>') return 0;
  if (c == '#') return run <= 6 && blank_behind ? 0 : kNone;
  if (c == '-' || c == '+' || c == '=')
    return (run == 1 && blank_behind) || run == text.size() || (c == '-' && text.find_first_not_of("- ") == kNone)
               ? 0
               : kNone;
  if (c == ':') return run >= 3 ? 0 : kNone;
  if (!base::is_ascii_digit(c)) return kNone;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits > 9 || digits == text.size() || (text[digits] != '.' && text[digits] != ')')) return kNone;
  return digits + 1 == text.size() || text[digits + 1] == ' ' ? digits : kNone;
}

class Escaper {
 public:
  Escaper(std::string_view text, const EscapeContext& context) : text_(text), context_(context) {}

  std::string escape() {
    std::string out;
    const std::size_t sign = context_.line_start ? block_sign(text_) : std::string_view::npos;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (i != sign && !needs(i)) {
        out += text_[i];
      } else if (context_.escaping == Escaping::kEntities) {
        out += "&#" + std::to_string(static_cast<int>(text_[i])) + ";";
      } else {
        out += '\\';
        out += text_[i];
      }
    }
    return out;
  }

 private:
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  char before(std::size_t i) const { return i == 0 ? '\0' : text_[i - 1]; }

  bool needs(std::size_t i) const {
    const char c = text_[i];
    if (context_.escaping != Escaping::kLight) {
      static constexpr std::string_view kSigns = "\\`*_[]<>#|~$&!";
      return kSigns.find(c) != std::string_view::npos;
    }
    switch (c) {
      case '\\': return !is_word_byte(at(i + 1)) && at(i + 1) != ' ';
      case '`':
      case '~': return true;
      case '*': return !(before(i) == ' ' && at(i + 1) == ' ');
      case '_': return !(is_word_byte(before(i)) && is_word_byte(at(i + 1)));
      case '<':
        return is_word_byte(at(i + 1)) || at(i + 1) == '/' || at(i + 1) == '!' || at(i + 1) == '?' ||
               i + 1 == text_.size();
      case '&': return is_reference(i);
      case '[': return context_.brackets || at(i + 1) == '^' || makes_link(i);
      case ']': return context_.brackets;
      case '!': return at(i + 1) == '[' || i + 1 == text_.size();
      case '|': return context_.cell;
      case '$': return context_.math && !base::is_ascii_digit(at(i + 1)) && at(i + 1) != ' ';  // prices
      case '#':
        return context_.heading && context_.line_end && text_.find_first_not_of('#', i) == std::string_view::npos;
      case '{': return at(i + 1) == '{' || at(i + 1) == '%';
      default: return false;
    }
  }

  bool is_reference(std::size_t i) const {
    std::string ignored;
    if (html::decode_reference(text_, i, false, ignored) != 0) return true;
    const std::size_t end =
        text_.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#", i + 1);
    return end != std::string_view::npos && text_[end] == ';' && end > i + 1;
  }

  bool makes_link(std::size_t i) const {
    const std::size_t end = text_.substr(0, i + 1000).find(']', i);
    return end != std::string_view::npos && (at(end + 1) == '(' || at(end + 1) == '[' || at(end + 1) == ':');
  }

  std::string_view text_;
  const EscapeContext& context_;
};

}  // namespace

std::string escape_markdown(std::string_view text, const EscapeContext& context) {
  return Escaper(text, context).escape();
}

}  // namespace dragoman::formats
