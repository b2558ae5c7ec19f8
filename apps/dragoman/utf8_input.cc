#include "utf8_input.h"

#include <cstring>

#include "text_shape.h"

namespace dragoman::cli {
namespace {

struct Sequence {
  std::size_t size;  // bytes that belong together
  bool good;
};

// The character at `at`, or the longest start of one that is there. Table 3-7 of the Unicode standard.
Sequence sequence_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(at);
  if (lead < 0x80) return {1, true};
  std::size_t length = 0;
  unsigned low = 0x80, high = 0xBF;  // bounds of the second byte
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  if (length == 0) return {1, false};
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (std::size_t i = 1; i < length; ++i, low = 0x80, high = 0xBF) {
    if (at + i >= text.size() || byte(at + i) < low || byte(at + i) > high) return {i, false};
  }
  return {length, true};
}

// Offset of the next byte outside ASCII from `at` on, eight at a time.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

std::string hex(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {'0', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
}

}  // namespace

std::optional<std::size_t> find_bad_utf8(std::string_view text) {
  std::size_t at = 0;
  while ((at = skip_ascii(text, at)) < text.size()) {
    const Sequence sequence = sequence_at(text, at);
    if (!sequence.good) return at;
    at += sequence.size;
  }
  return std::nullopt;
}

std::string replace_bad_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const std::size_t good = find_bad_utf8(text).value_or(text.size());
    out.append(text.substr(0, good));
    text.remove_prefix(good);
    if (text.empty()) break;
    out += "\xEF\xBF\xBD";
    text.remove_prefix(sequence_at(text, 0).size);
  }
  return out;
}

bool is_blank(std::string_view text) {
  while (!text.empty()) {
    std::size_t size = 0;
    if (is_ascii_space(text[0])) size = 1;
    if (text.starts_with("\xC2\xA0")) size = 2;
    if (text.starts_with("\xE3\x80\x80") || text.starts_with("\xEF\xBB\xBF")) size = 3;
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

Error bad_utf8_error(const std::string& file, std::uint64_t line, std::uint64_t offset, std::string_view bytes_there,
                     bool may_replace) {
  const std::string first = hex(static_cast<unsigned char>(bytes_there[0]));
  const bool utf16 = offset == 0 && (bytes_there.starts_with("\xFF\xFE") || bytes_there.starts_with("\xFE\xFF"));
  // Packed files begin with one byte of ASCII; the second and those after it tell.
  const bool gzip = offset == 1 && bytes_there.starts_with("\x8B\x08");
  const bool zstd = offset == 1 && bytes_there.starts_with("\xB5/\xFD");
  if (gzip || zstd) {
    const std::string tool = gzip ? "gzip" : "zstd";
    return {ErrorCode::kBadUtf8, static_cast<std::size_t>(offset),
            file + " is packed with " + tool + "; unpack it first (for example " + tool + " -dc FILE | dragoman ...)"};
  }
  const std::string from = utf16 ? "UTF-16" : "WINDOWS-1252";
  const std::string source = file == "standard input" ? "" : " " + file;
  std::string what = file + ", line " + std::to_string(line) + ", byte offset " + std::to_string(offset) + ": " +
                     first + (utf16 ? " is no UTF-8, the file looks like UTF-16" : " is no UTF-8") +
                     "; convert the text first (for example iconv -f " + from + " -t UTF-8" + source + ")" +
                     (may_replace ? " or use --invalid=replace" : "");
  return {ErrorCode::kBadUtf8, static_cast<std::size_t>(offset), std::move(what)};
}

}  // namespace dragoman::cli
