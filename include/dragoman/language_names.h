// How languages are shown to readers: named as their own speakers name them, and written in their own direction.
//
//   own_name(*Language::parse("pt-BR"));  // "Português (Brasil)"
//
// Threads: pure functions.
#pragma once
#include <string>
#include "dragoman/export.h"
#include "dragoman/language.h"

namespace dragoman {

/// As a heading or an entry of a list has it, with a capital where the script has such. The first call for a language reads a file of
/// ICU's, a few milliseconds.
DRAGOMAN_API std::string own_name(const Language& language);
/// The same in another language: "Português (Brasil)" in Spanish is "Portugués (Brasil)".
DRAGOMAN_API std::string name_in(const Language& language, const Language& in);
/// By the script, stated or likely.
DRAGOMAN_API bool is_right_to_left(const Language& language);

}  // namespace dragoman
