// Letters as the forms of news text need them: upper and lower case in the scripts that have it, and words.
//
// The ranges of Latin, Greek, Cyrillic and Armenian by rule; a letter of other scripts has no case, and neither has a sign.
// Texts are valid UTF-8; others are walked over without harm.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/range.h"

namespace dragoman::document {

/// The code point at `at`, which is moved behind it.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_code_point(std::string& out, char32_t c);

bool is_upper(char32_t c);
bool is_lower(char32_t c);
/// In lower case.
std::string folded(std::string_view text);

/// Runs without blanks (ASCII white space, no-break spaces).
std::vector<ByteRange> words_of(std::string_view text);
/// Without blanks and the given ASCII signs at both ends.
ByteRange trim(std::string_view text, ByteRange range, std::string_view signs = "");

}  // namespace dragoman::document
