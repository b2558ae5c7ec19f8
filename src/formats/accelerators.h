// Accelerators of menus: "&Open" of Windows and Qt, "_Open" of GTK. The sign before a letter is a key to press, not text; the engine gets the words
// without it, and it is set before a letter of the translation.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::formats {

struct Accelerator {
  char sign = 0;    ///< '&' or '_'
  char letter = 0;  ///< the key
};

/// The accelerator of a message, which is taken out of it; nothing, and the message as it was, if it has none or the sign may be text: "AT&T",
/// "R&D", "a_name", "a?b=1&c=2", "&amp;".
std::optional<Accelerator> take_accelerator(std::string& message);

/// Length of "..." or "…" at the end of a menu's words; 0 if there is none, or nothing before it.
std::size_t ellipsis_length(std::string_view words);

/// The translation with the sign before the same letter, first of a word if one begins with it; else before the first letter that is on every keyboard;
/// else behind it in brackets, as scripts without such letters have it: "ファイル(&F)".
std::string with_accelerator(std::string_view translation, Accelerator accelerator);

}  // namespace dragoman::formats
