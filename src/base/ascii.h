// ASCII in text from outside: comparing names that know no case, and showing a stranger's text in a message.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>

namespace dragoman::base {

constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// ASCII letters in lower case, all else as it is.
inline std::string lower_ascii(std::string_view text) {
  std::string out;
  for (char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

/// For messages: what is not printable ASCII becomes '?', at most 80 characters.
inline std::string printable(std::string_view text) {
  std::string out;
  for (char c : text.substr(0, 80)) out += c >= ' ' && c <= '~' ? c : '?';
  return out + (text.size() > 80 ? "..." : "");
}

}  // namespace dragoman::base
