// Encodings are told apart by what cannot be a coincidence: a byte order mark, zeros at every second byte, well-formed UTF-8.
#include "formats/plain_text.h"

#include <algorithm>
#include <array>

#include "text/encoding.h"
#include "text/utf8.h"

namespace dragoman::formats {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// What windows-1252 has at 0x80 to 0x9F; the five unused places are control characters, as browsers have it.
constexpr std::array<char16_t, 32> kWindows = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                               0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                               0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::string from_windows(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text::append_code_point(out, byte >= 0x80 && byte < 0xA0 ? kWindows[byte - 0x80] : byte);
  }
  return out;
}

std::string from_utf16(std::string_view bytes, bool big) {
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
  };
  std::string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size() && (unit(i + 2) & 0xFC00) == 0xDC00) {
      c = 0x10000 + ((c & 0x3FF) << 10) + (unit(i + 2) & 0x3FF);
      i += 2;
    }
    text::append_code_point(out, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
  }
  if (bytes.size() % 2 != 0) text::append_code_point(out, 0xFFFD);
  return out;
}

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c < 0x1160) || (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7A4) ||
         (c >= 0xF900 && c < 0xFB00) || (c >= 0xFE30 && c < 0xFE70) || (c >= 0xFF00 && c < 0xFF61) ||
         (c >= 0x1F300 && c < 0x1F650) || (c >= 0x20000 && c < 0x30000);
}

bool has_no_width(char32_t c) {
  return (c >= 0x300 && c < 0x370) || (c >= 0x591 && c < 0x5BE) || (c >= 0x64B && c < 0x660) ||
         (c >= 0x93A && c < 0x93D) || (c >= 0x200B && c < 0x2010) || (c >= 0x202A && c < 0x202F) ||
         (c >= 0x2060 && c < 0x2070) || c == 0xAD || c == 0xFEFF;
}

}  // namespace

Error too_many_blocks(std::string_view name, std::size_t at) {
  return {ErrorCode::kTooLong, at,
          std::string(name.empty() ? "the document" : name) + " has more than " + std::to_string(kMostBlocks) +
              " paragraphs, the last of them at byte " + std::to_string(at) + "; split it"};
}

Result<std::string> to_utf8(std::string_view bytes, const PageReadOptions& options) {
  if (bytes.size() > options.max_bytes) {
    return Error{ErrorCode::kTooLong, options.max_bytes,
                 (options.name.empty() ? std::string("the document") : options.name) + " has " +
                     std::to_string(bytes.size()) + " bytes, the limit is " + std::to_string(options.max_bytes) +
                     "; split it or raise max_bytes"};
  }
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes, false);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes, true);
  if (const std::string_view wide = text::utf16_without_mark(bytes); !wide.empty()) {
    return from_utf16(bytes, wide == "UTF-16BE");
  }
  if (!text::first_bad_utf8(bytes)) return std::string(bytes);
  const std::size_t mark = mark_length(bytes);
  return std::string(bytes.substr(0, mark)) + from_windows(bytes.substr(mark));
}

std::size_t mark_length(std::string_view text) { return text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0; }

Line line_at(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
  std::size_t next = end;
  if (next < text.size()) next += text.substr(next, 2) == "\r\n" ? 2 : 1;
  return {at, end, next};
}

std::string_view line_end_of(std::string_view text) {
  const std::size_t at = text.find_first_of("\r\n");
  if (at == std::string_view::npos) return "\n";
  return text.substr(at, text.substr(at, 2) == "\r\n" ? 2 : 1);
}

bool is_blank(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_blank(c); });
}

ByteRange trimmed(std::string_view text, ByteRange range) {
  while (range.begin < range.end && is_blank(text[range.begin])) ++range.begin;
  while (range.begin < range.end && is_blank(text[range.end - 1])) --range.end;
  return range;
}

bool is_capital(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
         (c >= 0x400 && c <= 0x42F) || (c >= 0x100 && c < 0x180 && c % 2 == 0);
}
bool is_small(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x3AC && c <= 0x3CE) ||
         (c >= 0x430 && c <= 0x45F) || (c >= 0x100 && c < 0x180 && c % 2 == 1);
}

std::size_t columns(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::code_point_at(text, at, at);
    width += has_no_width(c) ? 0 : is_wide(c) ? 2 : 1;
  }
  return width;
}

void BlockText::add(std::string_view utf8) {
  // Line ends of Unicode are line ends to whoever joins blocks by lines: U+0085, U+2028, U+2029.
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const std::string_view rest = utf8.substr(i);
    const std::size_t wide = rest.starts_with("\xC2\x85")                                           ? 2
                             : rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9") ? 3
                                                                                                    : 0;
    if (wide != 0 || is_blank(utf8[i])) {
      add_blank();
      i += wide == 0 ? 0 : wide - 1;
    } else {
      place();
      text_ += utf8[i];
    }
  }
}

std::size_t BlockText::place() {
  if (pending_) text_ += ' ';
  pending_ = false;
  return text_.size();
}

FlatPlacement flatten(const document::SourceBlock& block, const document::Placement& placement) {
  FlatPlacement flat;
  flat.marks.resize(block.marks.size());
  for (const document::Piece& piece : placement.pieces) {
    const std::size_t at = flat.text.size();
    if (piece.kind == document::Piece::Kind::kText) {
      flat.text += piece.text;
    } else if (piece.kind == document::Piece::Kind::kOpen) {
      flat.marks[piece.mark].begin = at;
    } else if (piece.kind == document::Piece::Kind::kClose) {
      flat.marks[piece.mark].end = at;
    } else {
      const document::Mark& mark = block.marks[piece.mark];
      if (mark.kind == document::Mark::Kind::kLocked) flat.text += part(block.text, mark.text);
      flat.marks[piece.mark] = {at, flat.text.size()};
    }
  }
  return flat;
}

}  // namespace dragoman::formats
