// Case by ranges: first and last capital, the distance to its small letter, and the step from capital to capital.
#include "document/letters.h"
#include <array>
#include <optional>

namespace dragoman::document {
namespace {

struct Capitals {
  char32_t first, last;
  char32_t distance;
  char32_t step;
};

constexpr std::array kCapitals = {
    Capitals{'A', 'Z', 32, 1},     Capitals{0xC0, 0xD6, 32, 1},    Capitals{0xD8, 0xDE, 32, 1},
    Capitals{0x100, 0x136, 1, 2},  Capitals{0x139, 0x147, 1, 2},   Capitals{0x14A, 0x176, 1, 2},
    Capitals{0x179, 0x17D, 1, 2},  Capitals{0x218, 0x21A, 1, 2},   Capitals{0x386, 0x386, 38, 1},
    Capitals{0x388, 0x38A, 37, 1}, Capitals{0x38C, 0x38C, 64, 1},  Capitals{0x38E, 0x38F, 63, 1},
    Capitals{0x391, 0x3AB, 32, 1}, Capitals{0x400, 0x40F, 80, 1},  Capitals{0x410, 0x42F, 32, 1},
    Capitals{0x460, 0x480, 1, 2},  Capitals{0x48A, 0x4BE, 1, 2},   Capitals{0x4D0, 0x52E, 1, 2},
    Capitals{0x531, 0x556, 48, 1}, Capitals{0x1E00, 0x1E94, 1, 2}, Capitals{0x1EA0, 0x1EFE, 1, 2}};

std::optional<char32_t> small_of(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? std::optional(c + 32) : std::nullopt;
  for (const Capitals& range : kCapitals) {
    if (c >= range.first && c <= range.last && (c - range.first) % range.step == 0) return c + range.distance;
  }
  return std::nullopt;
}

/// Bytes of a blank at `at`, 0 if none is there.
std::size_t blank_at(std::string_view text, std::size_t at) {
  switch (text[at]) {  // of every byte of a page
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case '\f': return 1;
    case '\xC2': return text.substr(at, 2) == "\xC2\xA0" ? 2 : 0;
    case '\xE2': return text.substr(at, 3) == "\xE2\x80\xAF" ? 3 : 0;
    default: return 0;
  }
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0x80U; };
  const char32_t first = byte(at);
  const std::size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t c = length == 1 ? first : first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) c = c << 6 | (byte(at + i) & 0x3F);
  at += length;
  return c;
}

void append_code_point(std::string& out, char32_t c) {
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    tail(6), tail(0);
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    tail(12), tail(6), tail(0);
  }
}

bool is_upper(char32_t c) { return small_of(c).has_value(); }

bool is_lower(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  if (c == 0xDF) return true;  // ß
  for (const Capitals& range : kCapitals) {
    const char32_t capital = c - range.distance;
    if (capital >= range.first && capital <= range.last && (capital - range.first) % range.step == 0) return true;
  }
  return false;
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      const char c = text[at++];
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      continue;
    }
    const std::size_t begin = at;
    const auto small = small_of(next_code_point(text, at));
    small ? append_code_point(out, *small) : void(out += text.substr(begin, at - begin));
  }
  return out;
}

std::vector<ByteRange> words_of(std::string_view text) {
  std::vector<ByteRange> words;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t blank = blank_at(text, at)) {
      at += blank;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && blank_at(text, at) == 0) ++at;
    words.push_back({begin, at});
  }
  return words;
}

ByteRange trim(std::string_view text, ByteRange range, std::string_view signs) {
  const auto goes = [&](std::size_t at) { return text[at] == ' ' || signs.find(text[at]) != std::string_view::npos; };
  while (range.begin < range.end && goes(range.begin)) ++range.begin;
  while (range.end > range.begin && goes(range.end - 1)) --range.end;
  return range;
}

}  // namespace dragoman::document
