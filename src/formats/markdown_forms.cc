// One function for each way in which a line may begin; the first that knows it says where its text stands.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "formats/markdown_lines.h"
#include "formats/markdown_tokens.h"
#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

constexpr std::size_t kLongestFormName = 100;  ///< bytes of an abbreviation, of an alert's or a box's kind

bool is_form_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || base::is_ascii_digit(c) || c == '-' || c == '_';
}

std::size_t skip_blanks(std::string_view line, std::size_t at) {
  while (at < line.size() && is_blank(line[at])) ++at;
  return at;
}

std::size_t skip_name(std::string_view line, std::size_t at) {
  while (at < line.size() && is_form_name(line[at])) ++at;
  return at;
}

LineForm whole(std::string_view line) { return {line.size(), line.size(), true, false, false}; }

/// "[^1]: ", "*[HTML]: "
LineForm note(std::string_view line) {
  bool shows = false;
  std::size_t end = line.starts_with("[^") ? raw_length(line, shows) : 0;
  if (line.starts_with("*[")) {
    end = line.substr(0, kLongestFormName).find(']');
    end = end == std::string_view::npos || end == 2 ? 0 : end + 1;
  }
  if (end == 0 || line.substr(end, 1) != ":") return {};
  return {skip_blanks(line, end + 1), line.size(), false, false, false};
}

/// ": what it is"
LineForm definition(std::string_view line) {
  const std::size_t begin = line.starts_with(':') ? skip_blanks(line, 1) : 0;
  if (begin < 2 || begin == line.size()) return {};
  return {begin, line.size(), false, true, false};
}

/// "[!WARNING]", "[!tip]- With a title"
LineForm alert(std::string_view line) {
  if (!line.starts_with("[!")) return {};
  const std::size_t close = skip_name(line, 2);
  if (close == 2 || close > kLongestFormName || line.substr(close, 1) != "]") return {};
  const std::size_t end = close + 1 + (line.substr(close + 1).find_first_of("+-") == 0 ? 1 : 0);
  return {skip_blanks(line, end), line.size(), true, false, false};
}

/// ":::tip A title", ":::note[A title]{.lead}", "::: {.lead}", ":::"
LineForm box(std::string_view line) {
  const std::size_t colons = std::min(line.find_first_not_of(':'), line.size());
  if (colons < 3) return {};
  std::size_t begin = skip_blanks(line, skip_name(line, skip_blanks(line, colons)));
  std::size_t end = trimmed(line, {begin, line.size()}).end;
  if (begin >= end || line[begin] == '{') return whole(line);
  if (line[begin] == '[') {
    end = line.find(']', ++begin);
    if (end == std::string_view::npos) return whole(line);
  } else if (begin == colons) {
    return {};  // ":::)"
  }
  while (end > begin && line[end - 1] == ':') --end;
  return {begin, trimmed(line, {begin, end}).end, true, false, false};
}

/// '!!! note "A title"', '???+ tip', '=== "A tab"'
LineForm titled(std::string_view line) {
  static constexpr std::array<std::string_view, 4> kSigns = {"!!! ", "???+ ", "??? ", "=== "};
  const auto sign = std::ranges::find_if(kSigns, [line](std::string_view one) { return line.starts_with(one); });
  if (sign == kSigns.end()) return {};
  const std::size_t name = sign->size();
  const bool tab = *sign == kSigns.back();
  const std::size_t last = trimmed(line, {name, line.size()}).end;
  const std::size_t open = line.find('"', name);
  if (open == std::string_view::npos) return !tab && skip_name(line, name) == last ? whole(line) : LineForm{};
  for (std::size_t at = name; at < open; ++at) {
    if (!is_form_name(line[at]) && line[at] != ' ') return {};
  }
  if (last < open + 3 || line[last - 1] != '"' || (!tab && open == name)) return {};
  return {open + 1, last - 1, true, false, true};
}

/// "{% raw %}", "{{< note >}}", "{: .lead }"; but "{{ name }}" may be a word of the sentence.
LineForm tag(std::string_view line) {
  bool shows = false;
  const bool word = line.starts_with("{{") && !line.starts_with("{{<") && !line.starts_with("{{%");
  if (!line.starts_with('{') || word || raw_length(line, shows) != line.size()) return {};
  return whole(line);
}

bool is_contents(std::string_view line) { return line == "[TOC]" || line == "[[toc]]" || line == "[[_TOC_]]"; }

}  // namespace

LineForm line_form(std::string_view line, bool in_quote, bool only) {
  line = line.substr(0, trimmed(line, {0, line.size()}).end);
  if (only && is_contents(line)) return whole(line);
  LineForm form = note(line);
  if (form.sign == 0) form = definition(line);
  if (form.sign == 0 && in_quote) form = alert(line);
  if (form.sign == 0) form = box(line);
  if (form.sign == 0) form = titled(line);
  return form.sign == 0 ? tag(line) : form;
}

}  // namespace dragoman::formats
