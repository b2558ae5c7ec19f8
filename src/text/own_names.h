// What languages call themselves: "Deutsch", "English", "Português".
// Threads: any.
#pragma once
#include <string>
#include <string_view>

namespace dragoman::text {

/// The name of a language in itself, as the CLDR writes it; "" for an unknown code (ISO 639).
std::string own_name(std::string_view code);

/// Whether a text is the own name of one of the languages that sites are offered in, in any letter case.
bool is_own_name(std::string_view text);

}  // namespace dragoman::text
