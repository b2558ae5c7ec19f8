// Kinds of signs are counted on both sides. What languages use differently (colons, question marks, ampersands, hyphens) is no kind.
#include "fidelity/form_signs.h"

#include <array>

#include "fidelity/scan.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kMostWords = 12, kLongest = 200;  // of a label; bytes

enum Kind { kOpening, kClosing, kBar, kArrow, kPlus, kPerCent, kQuote, kSlash, kShout, kKinds, kNone = kKinds };

Kind kind_of(char32_t c) {
  if (c >= 0x2190 && c <= 0x21FF) return kArrow;
  if (c >= 0x201C && c <= 0x201F) return kQuote;
  switch (c) {
    case '(':
    case '[':
    case '{':
    case 0xFF08: return kOpening;
    case ')':
    case ']':
    case '}':
    case 0xFF09: return kClosing;
    case '|': return kBar;
    case '+': return kPlus;
    case '%':
    case 0x66A:
    case 0xFF05: return kPerCent;
    case '"':
    case 0xAB:
    case 0xBB: return kQuote;
    case '/':
    case '\\': return kSlash;
    case '!':
    case 0xFF01: return kShout;
    default: return kNone;
  }
}

std::array<std::size_t, kKinds> count_signs(std::string_view text) {
  std::array<std::size_t, kKinds> counts = {};
  for (std::size_t at = 0; at < text.size();) {
    const Kind kind = kind_of(text::code_point_at(text, at, at));
    if (kind != kNone) ++counts[kind];
  }
  return counts;
}

/// Single marks may be what the other language writes as double ones.
bool has_single_quotes(std::string_view text) {
  return text.find('\'') != text.npos || text.find("\xE2\x80\x98") != text.npos ||
         text.find("\xE2\x80\x99") != text.npos;
}

}  // namespace

std::vector<ByteRange> form_signs(std::string_view text) {
  std::vector<ByteRange> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (kind_of(text::code_point_at(text, at, at)) <= kPerCent) out.push_back({begin, at});
  }
  return out;
}

bool signs_differ(std::string_view source, std::string_view translation) {
  if (source.size() > kLongest || text::words_of(source).size() > kMostWords) return false;
  const auto was = count_signs(source), now = count_signs(translation);
  for (const Kind kind : {kOpening, kClosing, kBar, kArrow}) {
    if (was[kind] != now[kind]) return true;
  }
  // "per cent" may be said in signs, and "24/7" in words.
  if (now[kPlus] < was[kPlus] || now[kPerCent] < was[kPerCent]) return true;
  if (was[kSlash] < now[kSlash] || was[kShout] < now[kShout]) return true;
  return was[kQuote] < now[kQuote] && !has_single_quotes(source);
}

}  // namespace dragoman::fidelity
