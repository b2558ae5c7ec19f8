// Letters: what Unicode says of a character, for code that must tell words from signs in any script.
#pragma once

namespace dragoman::text {

bool is_letter(char32_t c);
bool is_alphanumeric(char32_t c);
bool is_lower_case(char32_t c);
bool is_upper_case(char32_t c);
/// The letter without its accents: e for é, o for ø, l for ł; `c` itself where there is nothing to take off.
char32_t base_letter(char32_t c);

}  // namespace dragoman::text
