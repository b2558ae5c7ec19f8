// Kinds of signs are counted on both sides. What languages use differently (colons, question marks, ampersands, hyphens) is no kind.
#include "fidelity/form_signs.h"

#include <array>

#include "fidelity/scan.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kMostWords = 12, kLongestLabel = 200;  // of a label; bytes

struct FormSign {
  enum Kind { kOpening, kClosing, kBar, kArrow, kPlus, kPerCent, kQuote, kSlash, kShout, kKinds, kNone = kKinds };
};

FormSign::Kind form_sign_of(char32_t c) {
  if (c >= 0x2190 && c <= 0x21FF) return FormSign::kArrow;
  if (c >= 0x201C && c <= 0x201F) return FormSign::kQuote;
  switch (c) {
    case '(':
    case '[':
    case '{':
    case 0xFF08: return FormSign::kOpening;
    case ')':
    case ']':
    case '}':
    case 0xFF09: return FormSign::kClosing;
    case '|': return FormSign::kBar;
    case '+': return FormSign::kPlus;
    case '%':
    case 0x66A:
    case 0xFF05: return FormSign::kPerCent;
    case '"':
    case 0xAB:
    case 0xBB: return FormSign::kQuote;
    case '/':
    case '\\': return FormSign::kSlash;
    case '!':
    case 0xFF01: return FormSign::kShout;
    default: return FormSign::kNone;
  }
}

std::array<std::size_t, FormSign::kKinds> count_form_signs(std::string_view text) {
  std::array<std::size_t, FormSign::kKinds> counts = {};
  for (std::size_t at = 0; at < text.size();) {
    const FormSign::Kind kind = form_sign_of(text::code_point_at(text, at, at));
    if (kind != FormSign::kNone) ++counts[kind];
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
    if (form_sign_of(text::code_point_at(text, at, at)) <= FormSign::kPerCent) out.push_back({begin, at});
  }
  return out;
}

bool signs_differ(std::string_view source, std::string_view translation) {
  if (source.size() > kLongestLabel || text::words_of(source).size() > kMostWords) return false;
  const auto was = count_form_signs(source), now = count_form_signs(translation);
  for (const FormSign::Kind kind : {FormSign::kOpening, FormSign::kClosing, FormSign::kBar, FormSign::kArrow}) {
    if (was[kind] != now[kind]) return true;
  }
  // "per cent" may be said in signs, and "24/7" in words.
  if (now[FormSign::kPlus] < was[FormSign::kPlus] || now[FormSign::kPerCent] < was[FormSign::kPerCent]) return true;
  if (was[FormSign::kSlash] < now[FormSign::kSlash] || was[FormSign::kShout] < now[FormSign::kShout]) return true;
  return was[FormSign::kQuote] < now[FormSign::kQuote] && !has_single_quotes(source);
}

}  // namespace dragoman::fidelity
