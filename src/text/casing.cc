// One code point at a time for looking, ICU's string functions for changing: a mapping may change a text's length.
#include "text/casing.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/uchar.h>

#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

/// Belongs to a word wherever it stands: letters, digits, combining marks.
bool is_word_part(char32_t c) {
  const auto category = u_charType(static_cast<UChar32>(c));
  return u_isalnum(static_cast<UChar32>(c)) != 0 || category == U_NON_SPACING_MARK ||
         category == U_COMBINING_SPACING_MARK;
}

/// Belongs to a word between two letters.
bool joins_letters(char32_t c) { return c == U'\'' || c == U'\u2019' || c == U'.'; }

std::string mapped(std::string_view text, std::string_view language, bool upper) {
  if (text.empty()) return {};
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  const std::string locale(language);
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  UErrorCode error = U_ZERO_ERROR;
  if (upper) {
    icu::CaseMap::utf8ToUpper(locale.c_str(), 0, piece, sink, nullptr, error);
  } else {
    icu::CaseMap::utf8ToLower(locale.c_str(), 0, piece, sink, nullptr, error);
  }
  return U_SUCCESS(error) ? out : std::string(text);
}

}  // namespace

Casing casing_of(std::string_view word) {
  std::size_t upper = 0, lower = 0;
  bool first_upper = false;
  for (std::size_t at = 0; at < word.size();) {
    const auto c = static_cast<UChar32>(code_point_at(word, at, at));
    if (u_isupper(c) || u_istitle(c)) {
      first_upper = first_upper || (upper + lower == 0);
      ++upper;
    } else if (u_islower(c)) {
      ++lower;
    }
  }
  if (upper + lower == 0) return Casing::kNone;
  if (upper == 0) return Casing::kLower;
  if (lower == 0) return upper > 1 ? Casing::kUpper : Casing::kCapital;
  return first_upper && upper == 1 ? Casing::kCapital : Casing::kMixed;
}

std::vector<ByteRange> words_of(std::string_view text) {
  std::vector<ByteRange> words;
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    const char32_t c = code_point_at(text, at, next);
    if (is_word_part(c)) {
      if (!open) words.push_back({at, at});
      words.back().end = next;
      open = true;
    } else if (open && joins_letters(c) && next < text.size()) {
      std::size_t after = next;
      open = is_letter(code_point_at(text, next, after));
    } else {
      open = false;
    }
    at = next;
  }
  return words;
}

std::string to_lower(std::string_view text, std::string_view language) { return mapped(text, language, false); }
std::string to_upper(std::string_view text, std::string_view language) { return mapped(text, language, true); }

std::string with_capital(std::string_view text, std::string_view language) {
  if (text.empty()) return {};
  std::size_t end = 0;
  code_point_at(text, 0, end);
  return to_upper(text.substr(0, end), language) + std::string(text.substr(end));
}

bool has_letters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_letter(code_point_at(text, at, at))) return true;
  }
  return false;
}

}  // namespace dragoman::text
