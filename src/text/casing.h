// Letter case of words, by ICU: which case a word is in, and the way from one to another by a language's rules.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/range.h"

namespace dragoman::text {

enum class Casing {
  kNone,     ///< no letter that has a case: "2021", Arabic
  kLower,    ///< "talks"
  kCapital,  ///< "Talks"; a single capital letter too
  kUpper,    ///< "TALKS", "US"; at least two capitals
  kMixed,    ///< "iPhone", "McDonald"
};
Casing casing_of(std::string_view word);

/// Runs of letters, digits, marks, apostrophes and full stops between letters: "U.S", "o'clock"; hyphens divide.
std::vector<ByteRange> words_of(std::string_view text);

/// Whole-text mappings by the rules of `language` (an ISO code; Turkish i, Dutch ij, Greek accents).
std::string to_lower(std::string_view text, std::string_view language);
std::string to_upper(std::string_view text, std::string_view language);

/// The text with its first letter a capital; `text` begins with it.
std::string with_capital(std::string_view text, std::string_view language);

bool has_letters(std::string_view text);

}  // namespace dragoman::text
