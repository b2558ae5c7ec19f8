// Names show by their capitals, numbers by their digits; what is left was the engine's choice.
#include "page/unchanged.h"

#include "markup/locks.h"
#include "text/letters.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::page {
namespace {

/// Whether each word outside locked parts begins with a capital or a digit.
bool is_names_and_numbers(const document::SourceBlock& block) {
  const std::vector<ByteRange> locked = markup::locked_ranges(block);
  auto lock = locked.begin();
  bool in_word = false;
  for (std::size_t at = 0; at < block.text.size();) {
    if (lock != locked.end() && at >= lock->begin) {
      at = std::max(at + 1, lock->end);
      ++lock;
      in_word = false;
      continue;
    }
    const char32_t c = text::code_point_at(block.text, at, at);
    const text::CharacterClass kind = text::character_class(c);
    const bool digit = kind == text::CharacterClass::kDigit, letter = kind == text::CharacterClass::kLetter;
    if (letter && !in_word && !text::is_upper_case(c)) return false;
    in_word = letter || digit || (in_word && kind == text::CharacterClass::kMark);
  }
  return true;
}

}  // namespace

std::string unchanged_note(const document::SourceBlock& block, bool remembered) {
  const std::string_view cause = remembered                    ? "the memory has it so"
                                 : is_names_and_numbers(block) ? "it looks like names and numbers"
                                                               : "the engine left it as it is";
  return std::string(kUnchanged).append(cause);
}

}  // namespace dragoman::page
