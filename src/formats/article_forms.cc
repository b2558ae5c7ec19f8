// Nothing here knows a language: case, digits, brackets and the width of lines are the witnesses.
#include "formats/article_forms.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "text/utf8.h"

namespace dragoman::formats {
namespace {

constexpr std::size_t kNarrowest = 40, kWidest = 120;  // columns of text that is wrapped by hand

}  // namespace

std::size_t list_sign(std::string_view line) {
  static constexpr std::array<std::string_view, 7> kSigns = {
      "- ", "* ", "\xE2\x80\xA2", "\xE2\x80\x93 ", "\xE2\x80\x94 ", "\xC2\xB7 ", "\xE2\x96\xAA"};
  std::size_t length = 0;
  for (const std::string_view sign : kSigns) {
    if (line.starts_with(sign)) length = sign.size();
  }
  if (length == 0) {
    std::size_t digits = 0;
    while (digits < line.size() && digits < 3 && base::is_ascii_digit(line[digits])) ++digits;
    const std::string_view rest = line.substr(digits);
    if (digits == 0 || !(rest.starts_with(". ") || rest.starts_with(") "))) return 0;
    length = digits + 2;
  }
  while (length < line.size() && is_blank(line[length])) ++length;
  return length < line.size() ? length : 0;
}

bool is_wrapped(std::string_view text, const Line& first, const Line& second, std::size_t width) {
  if (width == 0) return false;
  const ByteRange begun = trimmed(text, {second.begin, second.end});
  const std::string_view word = part(text, {begun.begin, std::min(text.find_first_of(" \t", begun.begin), begun.end)});
  const std::string_view full = part(text, trimmed(text, {first.begin, first.end}));
  return columns(full) + 1 + columns(word) > width;
}

std::size_t wrap_width(std::string_view text, std::span<const Line> group) {
  std::size_t width = 0;
  for (const Line& line : group) width = std::max(width, columns(part(text, trimmed(text, {line.begin, line.end}))));
  return group.size() > 1 && width >= kNarrowest && width <= kWidest ? width : 0;
}

std::string wrap(std::string_view text, std::size_t width, std::string_view line_end, std::string_view indent) {
  std::string out;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const std::size_t wide = columns(word);
    if (used != 0 && used + 1 + wide > width) {
      out.append(line_end).append(indent);
      used = 0;
    } else if (at != 0) {
      out += ' ';
      ++used;
    }
    out += word;
    used += wide;
    at = end + 1;
  }
  return out;
}

bool ends_sentence(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kClosers = {
      "\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", "\xE2\x80\xBA"};
  static constexpr std::array<std::string_view, 12> kStops = {".",
                                                              "!",
                                                              "?",
                                                              "\xE2\x80\xA6",
                                                              "\xE3\x80\x82",
                                                              "\xEF\xBC\x81",
                                                              "\xEF\xBC\x9F",
                                                              "\xD8\x9F",
                                                              "\xDB\x94",
                                                              "\xE0\xA5\xA4",
                                                              "\xE1\x8D\xA2",
                                                              "\xE2\x80\xBC"};
  const auto ends_with_one_of = [](std::string_view all, const auto& some) {
    const auto found = std::ranges::find_if(some, [&](std::string_view one) { return all.ends_with(one); });
    return found == some.end() ? std::size_t{0} : found->size();
  };
  while (const std::size_t length = ends_with_one_of(text, kClosers)) text.remove_suffix(length);
  return ends_with_one_of(text, kStops) != 0;
}

}  // namespace dragoman::formats
