// A name or a number between "&" and ";", within a few bytes.
#include "fidelity/entities.h"

#include <map>
#include <optional>
#include <string>

#include "fidelity/data_lines.h"
#include "fidelity/scan.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kLongestEntityName = 10, kLongestEntityTag = 256;
constexpr char32_t kLastCharacter = 0x10FFFF;

std::optional<char32_t> number(std::string_view digits, unsigned base) {
  char32_t value = 0;
  for (const char c : digits) {
    const char low = static_cast<char>(c | 0x20);
    const bool hexadecimal = base == 16 && low >= 'a' && low <= 'f';
    if (!is_ascii_digit(c) && !hexadecimal) return std::nullopt;
    value = value * base + static_cast<char32_t>(is_ascii_digit(c) ? c - '0' : low - 'a' + 10);
    if (value > kLastCharacter) return std::nullopt;
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return digits.empty() || value == 0 || surrogate ? std::nullopt : std::optional(value);
}

std::optional<char32_t> named(std::string_view name) {
  static const std::map<std::string_view, char32_t> table = [] {
    std::map<std::string_view, char32_t> made;
    for_each_line(embedded_file("entities.txt"), [&](const std::vector<std::string_view>& line) {
      if (line.size() == 2) made[line[0]] = number(line[1], 10).value_or(0);
    });
    return made;
  }();
  const auto found = table.find(name);
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

bool spells(char32_t c) { return is_letter(c) || c == '\'' || c == 0x2019; }

}  // namespace

Entity entity_at(std::string_view text, std::size_t at) {
  const std::string_view near = text.substr(at + 1, kLongestEntityName + 1);
  std::string_view name = near.substr(0, near.find(';'));
  if (name.empty() || name.size() == near.size()) return {};
  const std::size_t end = at + 1 + name.size() + 1;
  std::optional<char32_t> character;
  if (name.starts_with('#')) {
    name.remove_prefix(1);
    const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
    if (hexadecimal) name.remove_prefix(1);
    character = number(name, hexadecimal ? 16 : 10);
  } else {
    character = named(name);
  }
  if (!character) return {};
  const bool beside_letter = is_letter(character_before(text, at)) || is_letter(character_at(text, end));
  return {end, *character, beside_letter && spells(*character)};
}

std::size_t entities_end(std::string_view text, std::size_t at) {
  const Entity entity = entity_at(text, at);
  if (entity.character != '<') return entity.end;
  const std::size_t name = entity.end + (text.substr(entity.end).starts_with('/') ? 1 : 0);
  const char first = static_cast<char>(name < text.size() ? text[name] | 0x20 : 0);
  if (first < 'a' || first > 'z') return entity.end;
  const std::string_view near = text.substr(0, at + kLongestEntityTag);
  const std::size_t close = near.find_first_of("<>\n", entity.end), end = near.find("&gt;", entity.end);
  const std::size_t other = near.find("&lt;", entity.end);
  return end < close && end < other ? end + 4 : entity.end;
}

}  // namespace dragoman::fidelity
