// Letters: what Unicode says of a character, for code that must tell words from signs in any script.
#pragma once
#include <string_view>
#include "dragoman/range.h"

namespace dragoman::text {

bool is_letter(char32_t c);
bool is_alphanumeric(char32_t c);
bool is_lower_case(char32_t c);
bool is_upper_case(char32_t c);
/// The letter without its accents: e for é, o for ø, l for ł; `c` itself where there is nothing to take off.
char32_t base_letter(char32_t c);
/// Whether the range of valid `text` is words of their own: no letter or digit touches it.
bool stands_apart(std::string_view text, ByteRange range);

}  // namespace dragoman::text
