#include "articles/phrases.h"

#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::articles {
namespace {

bool is_of_word(char32_t c) {
  const text::CharacterClass kind = text::character_class(c);
  return kind == text::CharacterClass::kLetter || kind == text::CharacterClass::kDigit ||
         kind == text::CharacterClass::kMark;
}

char32_t first_of(std::string_view text) {
  std::size_t next = 0;
  return text.empty() ? U' ' : text::code_point_at(text, 0, next);
}

char32_t last_of(std::string_view text) {
  if (text.empty()) return U' ';
  std::size_t at = text.size() - 1, next = 0;
  while (at > 0 && text::is_continuation(text[at])) --at;
  return text::code_point_at(text, at, next);
}

/// Whether a word goes on from one character to the next.
bool goes_on(char32_t left, char32_t right) {
  if (text::character_class(right) == text::CharacterClass::kMark) return true;
  return is_of_word(left) && is_of_word(right) && !text::is_blankless(left) && !text::is_blankless(right);
}

bool stands_alone(std::string_view text, std::size_t at, std::string_view phrase) {
  return !goes_on(last_of(text.substr(0, at)), first_of(phrase)) &&
         !goes_on(last_of(phrase), first_of(text.substr(at + phrase.size())));
}

/// Whether `find` at `at` is a part of a `replace` that stands there already.
bool is_replaced_already(std::string_view text, std::size_t at, std::string_view find, std::string_view replace) {
  for (std::size_t into = replace.find(find); into != std::string_view::npos; into = replace.find(find, into + 1)) {
    if (into <= at && text.substr(at - into).starts_with(replace) && stands_alone(text, at - into, replace))
      return true;
  }
  return false;
}

}  // namespace

std::string with_replaced(std::string_view text, std::string_view find, std::string_view replace) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find(find); at != std::string_view::npos;) {
    if (stands_alone(text, at, find) && !is_replaced_already(text, at, find, replace)) {
      out.append(text.substr(done, at - done)).append(replace);
      done = at + find.size();
      at = text.find(find, done);
    } else {
      at = text.find(find, at + 1);
    }
  }
  return out.append(text.substr(done));
}

}  // namespace dragoman::articles
