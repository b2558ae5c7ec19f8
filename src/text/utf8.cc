// UTF-8 by hand: a byte loop with a fast path that steps over eight ASCII bytes at a time, since news text in most
// languages is mostly ASCII or has long ASCII runs, and validation runs over every byte that comes in.
#include "text/utf8.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace dragoman::text {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080;

/// How many bytes a code point takes that starts with `lead`, and the bounds of its second byte (RFC 3629, section 4);
/// length 0 for bytes that can start nothing.
struct LeadByte {
  std::uint8_t length, low, high;
};

constexpr LeadByte classify(unsigned lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead < 0xC2) return {0, 0, 0};  // a continuation byte, or an overlong form
  if (lead < 0xE0) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};  // no surrogates
  if (lead < 0xF0) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead < 0xF4) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};  // nothing beyond U+10FFFF
  return {0, 0, 0};
}

constexpr std::array<LeadByte, 256> kLeadBytes = [] {
  std::array<LeadByte, 256> table = {};
  for (unsigned lead = 0; lead < table.size(); ++lead) table[lead] = classify(lead);
  return table;
}();

bool well_formed_at(std::string_view text, std::size_t at, LeadByte kind) {
  if (kind.length == 0 || text.size() - at < kind.length) return false;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  if (second < kind.low || second > kind.high) return false;
  for (std::size_t i = 2; i < kind.length; ++i) {
    if (!is_continuation(text[at + i])) return false;
  }
  return true;
}

}  // namespace

std::optional<std::size_t> first_bad_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::uint64_t block = 0;
    while (text.size() - at >= sizeof(block)) {
      std::memcpy(&block, text.data() + at, sizeof(block));
      if ((block & kHighBits) != 0) {
        at += static_cast<std::size_t>(std::countr_zero(block & kHighBits)) / 8;  // to the first byte beyond ASCII
        break;
      }
      at += sizeof(block);
    }
    if (at == text.size()) break;
    const LeadByte kind = kLeadBytes[static_cast<unsigned char>(text[at])];
    if (kind.length != 1 && !well_formed_at(text, at, kind)) return at;
    at += kind.length;
  }
  return std::nullopt;
}

std::string_view first_bytes(std::string_view text, std::size_t most) {
  if (most >= text.size()) return text;
  while (most > 0 && is_continuation(text[most])) --most;
  return text.substr(0, most);
}

char32_t code_point_at(std::string_view text, std::size_t at, std::size_t& next) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[at + i])); };
  const char32_t lead = byte(0);
  if (lead < 0x80) return next = at + 1, lead;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - at < length) return next = text.size(), U'\uFFFD';  // the caller broke the rule; stay in bounds
  next = at + length;
  const char32_t tail = byte(1) & 0x3F;
  if (length == 2) return (lead & 0x1F) << 6 | tail;
  if (length == 3) return (lead & 0x0F) << 12 | tail << 6 | (byte(2) & 0x3F);
  return (lead & 0x07) << 18 | tail << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
}

void append_code_point(std::string& out, char32_t c) {
  const auto tail = [](char32_t bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | c >> 6), tail(c)};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | c >> 12), tail(c >> 6), tail(c)};
  } else {
    out += {static_cast<char>(0xF0 | c >> 18), tail(c >> 12), tail(c >> 6), tail(c)};
  }
}

bool is_space(char32_t c) {
  if (c <= U' ') return c == U' ' || (c >= U'\t' && c <= U'\r');
  if (c < 0x1680) return c == 0x85 || c == 0xA0;
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const bool space = is_space(code_point_at(text, at, at));
    words += !space && !inside ? 1 : 0;
    inside = !space;
  }
  return words;
}

}  // namespace dragoman::text
