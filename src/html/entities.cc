// The table of names is a data file, sorted by bytes once; the longest name that the source begins with wins.
#include "html/entities.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <vector>
#include "html/embedded.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

struct Entity {
  std::string_view name;  ///< with its semicolon, if it has one
  std::string text;
};
constexpr std::size_t kLongestReferenceName = 32;

std::vector<Entity> read_entities() {
  std::vector<Entity> entities;
  entities.reserve(2300);
  std::string_view rest = embedded_file("entities.txt");
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::size_t blank = line.find(' ');
    if (line.starts_with('#') || blank == std::string_view::npos) continue;
    Entity entity{line.substr(0, blank), {}};
    for (const char* at = line.data() + blank; at < line.data() + line.size();) {
      unsigned code = 0;
      at = std::from_chars(at + 1, line.data() + line.size(), code, 16).ptr;
      text::append_code_point(entity.text, static_cast<char32_t>(code));
    }
    entities.push_back(std::move(entity));
  }
  std::sort(entities.begin(), entities.end(), [](const Entity& a, const Entity& b) { return a.name < b.name; });
  return entities;
}

const Entity* find_entity(std::string_view name) {
  static const std::vector<Entity> entities = read_entities();
  const auto found = std::lower_bound(entities.begin(), entities.end(), name,
                                      [](const Entity& entity, std::string_view key) { return entity.name < key; });
  return found != entities.end() && found->name == name ? &*found : nullptr;
}

bool is_alnum(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

/// What the standard makes of the numbers of windows-1252's controls, of surrogates and of nothing.
char32_t sound_code_point(std::uint32_t code) {
  static constexpr std::array<char16_t, 32> kWindows = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                                        0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0xFFFD;
  return code >= 0x80 && code < 0xA0 ? kWindows[code - 0x80] : static_cast<char32_t>(code);
}

std::size_t decode_number(std::string_view source, std::size_t at, std::string& out) {
  std::size_t digit = at + 2;
  const bool hex = digit < source.size() && (source[digit] | 32) == 'x';
  if (hex) ++digit;
  const std::size_t first = digit;
  std::uint32_t code = 0;
  for (; digit < source.size(); ++digit) {
    const char c = source[digit];
    const bool decimal = c >= '0' && c <= '9';
    if (!decimal && !(hex && (c | 32) >= 'a' && (c | 32) <= 'f')) break;
    const auto value = static_cast<std::uint32_t>(decimal ? c - '0' : (c | 32) - 'a' + 10);
    code = std::min<std::uint32_t>(code * (hex ? 16 : 10) + value, 0x110000);
  }
  if (digit == first) return 0;
  text::append_code_point(out, sound_code_point(code));
  if (digit < source.size() && source[digit] == ';') ++digit;
  return digit - at;
}

}  // namespace

std::size_t decode_reference(std::string_view source, std::size_t at, bool in_attribute, std::string& out) {
  if (at + 1 >= source.size()) return 0;
  if (source[at + 1] == '#') return decode_number(source, at, out);
  std::size_t length = 0;
  while (length < kLongestReferenceName && at + 1 + length < source.size() && is_alnum(source[at + 1 + length]))
    ++length;
  if (length == 0) return 0;
  const std::size_t end = at + 1 + length;
  if (end < source.size() && source[end] == ';') {
    if (const Entity* entity = find_entity(source.substr(at + 1, length + 1))) return out += entity->text, length + 2;
  }
  for (std::size_t shorter = std::min<std::size_t>(length, 6); shorter >= 2;
       --shorter) {  // the old ones: "gt", "Aacute"
    const Entity* entity = find_entity(source.substr(at + 1, shorter));
    if (entity == nullptr) continue;
    const std::size_t behind = at + 1 + shorter;
    if (in_attribute && behind < source.size() && (source[behind] == '=' || is_alnum(source[behind]))) return 0;
    return out += entity->text, shorter + 1;
  }
  return 0;
}

bool is_control(char32_t c) {
  const bool control = (c > 0 && c <= 8) || c == 0xB || (c >= 0xE && c < 0x20) || (c >= 0x7F && c < 0xA0);
  return control || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

bool needs_decoding(std::string_view source) {
  return std::any_of(source.begin(), source.end(), [](char c) { return c == '&' || c == '\r' || c == '\0'; });
}

std::string decode_text(std::string_view source, bool in_attribute) {
  std::string out;
  out.reserve(source.size());
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t length = source[at] == '&' ? decode_reference(source, at, in_attribute, out) : 0;
    if (length != 0) {
      at += length;
      continue;
    }
    const char c = source[at++];
    if (c == '\r') {
      if (at == source.size() || source[at] != '\n') out += '\n';
    } else if (c != '\0') {
      out += c;
    } else if (in_attribute) {
      text::append_code_point(out, 0xFFFD);
    }
  }
  return out;
}

}  // namespace dragoman::html
