// Phrases: whole words in a text, found and replaced as they are written.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>

namespace dragoman::articles {

/// `text` with `find` as `replace` wherever it stands as whole words: no letter, digit or accent beside it, unless it begins or ends with
/// something else itself, or its script sets no blanks. Letter case counts. Where `replace` holds `find` ("Silva", "da Silva") and stands
/// there already, nothing changes. All in valid UTF-8, composed (text/compose.h); `find` must not be empty.
std::string with_replaced(std::string_view text, std::string_view find, std::string_view replace);

}  // namespace dragoman::articles
