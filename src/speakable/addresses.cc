// An address goes on to a blank or a bracket; the full stop of its sentence does not belong to it.
#include "speakable/addresses.h"

#include <algorithm>

#include "base/ascii.h"

namespace dragoman::speakable {
namespace {

constexpr std::size_t kLongestAddress = 2048;  // bytes

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

/// Where a run of bytes that are no blanks and brackets ends, without closing punctuation.
std::size_t run_end(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, kLongestAddress);
  std::size_t end = std::min(rest.find_first_of(" \t\r\n<>\"()[]{}|"), rest.size());
  if (const std::size_t wide = rest.find("\xC2\xA0"); wide < end) end = wide;
  while (end > 0 && std::string_view(".,;:!?'").find(rest[end - 1]) != std::string_view::npos) --end;
  return at + end;
}

std::size_t name_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < kLongestAddress && is_name_byte(text[end])) ++end;
  while (end > at && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  return end;
}

/// "globo.com", "bbc.co.uk": its last part is one of the data's.
bool is_domain(const Habits& habits, std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size()) return false;
  return habits.list("domains").find(base::lower_ascii(name.substr(dot + 1))) != nullptr;
}

}  // namespace

std::optional<Address> address_at(const Habits& habits, std::string_view text, std::size_t at) {
  const std::string head = base::lower_ascii(text.substr(at, 8));
  if (head.starts_with("http://") || head.starts_with("https://") || head.starts_with("www.")) {
    const std::size_t end = run_end(text, at);
    if (end > at + 7) return Address{Address::Kind::kPage, end};
  }
  const std::size_t end = name_end(text, at);
  if (end == at) return std::nullopt;
  if (end < text.size() && text[end] == '@') {
    const std::size_t host = name_end(text, end + 1);
    if (is_domain(habits, text.substr(end + 1, host - end - 1))) return Address{Address::Kind::kEmail, host};
  }
  if (!is_domain(habits, text.substr(at, end - at))) return std::nullopt;
  if (end < text.size() && text[end] == '/') return Address{Address::Kind::kPage, run_end(text, at)};
  return Address{Address::Kind::kDomain, end};
}

}  // namespace dragoman::speakable
