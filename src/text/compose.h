// Composed characters: "e" and an accent of its own become "é" (Unicode's NFC), so that equal words have equal bytes; and the way back.
#pragma once
#include <string>
#include <string_view>

namespace dragoman::text {

/// `text` must be valid UTF-8. Text without combining marks is copied as it is.
std::string composed(std::string_view text);
/// Unicode's NFD: letters before their accents. `text` must be valid UTF-8.
std::string taken_apart(std::string_view text);

}  // namespace dragoman::text
