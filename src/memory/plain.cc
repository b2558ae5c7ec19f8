// One walk over the characters; most are ASCII and answered at once.
#include "memory/plain.h"

#include "text/compose.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::memory {
namespace {

/// What stands for a quotation mark or another sign of many forms; nullptr: the character itself.
const char* plain_sign(char32_t c) {
  switch (c) {
    case 0x201C:  // the double ones: 66, 99, low, reversed, and guillemets
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0xBB: return "\"";
    case 0x2018:  // the single ones, the prime that is typed for them, and the accents
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0xB4:
    case 0x60: return "'";
    case 0x2026: return "...";
    case 0xAD:  // soft hyphen, zero width space, joiner of words, byte order mark, marks of direction
    case 0x200B:
    case 0x2060:
    case 0xFEFF:
    case 0x200E:
    case 0x200F: return "";
    default: return nullptr;
  }
}

std::string squeezed(std::string_view text, bool signs) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = text::code_point_at(text, at, at);
    if (c == ' ' || text::is_space(c)) {
      space = true;
      continue;
    }
    const char* sign = signs && (c == 0x60 || c >= 0x80) ? plain_sign(c) : nullptr;
    const std::string_view piece = sign != nullptr ? std::string_view(sign) : text.substr(begin, at - begin);
    if (piece.empty()) continue;
    if (space && !out.empty()) out += ' ';
    space = false;
    out += piece;
  }
  return out;
}

}  // namespace

std::string trimmed(std::string_view text) { return squeezed(text::composed(text), false); }
std::string plain(std::string_view text) { return squeezed(text::composed(text), true); }

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      out += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
      ++at;
    } else {
      text::append_code_point(out, text::lower(text::code_point_at(text, at, at)));
    }
  }
  return out;
}

Status check_utf8(std::string_view text, std::string_view what) {
  const auto bad = text::first_bad_utf8(text);
  if (!bad) return {};
  return Error{
      ErrorCode::kBadUtf8, *bad,
      std::string(what) + " is not UTF-8 at byte " + std::to_string(*bad) + "; convert it, for example with iconv"};
}

}  // namespace dragoman::memory
