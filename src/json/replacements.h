// Inside the room: strings that are not UTF-8.
#pragma once
#include <string>
#include <string_view>

namespace dragoman::json {

/// The text as a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
std::string quoted_with_replacements(std::string_view text);

}  // namespace dragoman::json
