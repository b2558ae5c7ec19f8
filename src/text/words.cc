// ICU's character tables and break iterators behind plain types. ASCII is answered without ICU, since most text is ASCII.
#include "text/words.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <memory>
#include <utility>

#include "text/utf8.h"

namespace dragoman::text {
namespace {

constexpr char32_t kZeroWidthNonJoiner = 0x200C, kZeroWidthJoiner = 0x200D;

using IteratorMaker = icu::BreakIterator* (*)(const icu::Locale&, UErrorCode&);

/// Made once and cloned for each text: making one looks through ICU's data. Null when ICU fails (it lacks its data).
using Prototype = std::unique_ptr<const icu::BreakIterator>;
Prototype prototype(IteratorMaker make) {
  UErrorCode status = U_ZERO_ERROR;
  Prototype made(make(icu::Locale::getRoot(), status));
  return U_SUCCESS(status) ? std::move(made) : nullptr;
}

/// All boundaries behind the start; only the text's end when ICU fails.
std::vector<std::size_t> boundaries(std::string_view text, const Prototype& prototype) {
  std::vector<std::size_t> ends;
  if (text.empty()) return ends;
  UErrorCode status = prototype ? U_ZERO_ERROR : U_MISSING_RESOURCE_ERROR;
  UText utext = UTEXT_INITIALIZER;
  const std::unique_ptr<icu::BreakIterator> iterator(prototype ? prototype->clone() : nullptr);
  utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
  if (U_SUCCESS(status)) iterator->setText(&utext, status);
  if (U_SUCCESS(status)) {
    iterator->first();
    for (std::int32_t at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next()) {
      ends.push_back(static_cast<std::size_t>(at));
    }
  }
  utext_close(&utext);
  if (ends.empty() || ends.back() != text.size()) ends.push_back(text.size());
  return ends;
}

}  // namespace

CharacterClass character_class(char32_t c) {
  if (c < 0x80) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return CharacterClass::kLetter;
    if (c >= '0' && c <= '9') return CharacterClass::kDigit;
    return is_space(c) ? CharacterClass::kSpace : CharacterClass::kSign;
  }
  if (is_space(c)) return CharacterClass::kSpace;
  const auto code = static_cast<UChar32>(c);
  const std::uint32_t mask = U_GET_GC_MASK(code);
  if ((mask & (U_GC_L_MASK | U_GC_NL_MASK)) != 0) return CharacterClass::kLetter;
  if ((mask & U_GC_ND_MASK) != 0) return CharacterClass::kDigit;
  if ((mask & U_GC_M_MASK) != 0 || c == kZeroWidthJoiner || c == kZeroWidthNonJoiner || c == 0xAD ||
      (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0020 && c <= 0xE007F)) {
    return CharacterClass::kMark;
  }
  return CharacterClass::kSign;
}

bool is_blankless(char32_t c) {
  if (c < 0x0E00) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return true;
    default: return c == 0x30FC;  // the lengthening mark of both kana
  }
}

bool is_currency_sign(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_CURRENCY_SYMBOL; }

int digit_value(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9' ? static_cast<int>(c - '0') : -1;
  return is_digit(c) ? u_charDigitValue(static_cast<UChar32>(c)) : -1;
}

char32_t lower(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }

std::vector<std::size_t> word_ends(std::string_view text) {
  static const Prototype words = prototype(&icu::BreakIterator::createWordInstance);
  return boundaries(text, words);
}

std::vector<std::size_t> grapheme_ends(std::string_view text) {
  static const Prototype characters = prototype(&icu::BreakIterator::createCharacterInstance);
  return boundaries(text, characters);
}

}  // namespace dragoman::text
