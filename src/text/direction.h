// Which script a language is written in, and which way.
#pragma once
#include "dragoman/language.h"

namespace dragoman::text {

/// By its script, stated or likely (ICU): Arabic, Hebrew, Persian, Urdu, Dhivehi...
bool is_right_to_left(const Language& language);
/// Whether its script, stated or likely, is Latin.
bool is_latin(const Language& language);

}  // namespace dragoman::text
