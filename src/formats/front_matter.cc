// Read line by line: a key at the beginning of a line, a value behind it. What is not as simple as that (flow collections, anchors, tags,
// strings over several lines in quotation marks) is left alone.
#include "formats/front_matter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "formats/plain_text.h"
#include "text/utf8.h"

namespace dragoman::formats {
namespace {

constexpr std::string_view kMarkKey = "machine_translation";

struct Key {
  std::string_view name;
  BlockRole role;
};
constexpr std::array<Key, 16> kKeys = {{{"title", BlockRole::kHeadline},
                                        {"headline", BlockRole::kHeadline},
                                        {"subtitle", BlockRole::kStandfirst},
                                        {"description", BlockRole::kStandfirst},
                                        {"summary", BlockRole::kStandfirst},
                                        {"excerpt", BlockRole::kStandfirst},
                                        {"abstract", BlockRole::kStandfirst},
                                        {"standfirst", BlockRole::kStandfirst},
                                        {"dek", BlockRole::kStandfirst},
                                        {"lead", BlockRole::kStandfirst},
                                        {"teaser", BlockRole::kStandfirst},
                                        {"tagline", BlockRole::kStandfirst},
                                        {"alt", BlockRole::kAttribute},
                                        {"image_alt", BlockRole::kAttribute},
                                        {"caption", BlockRole::kCaption},
                                        {"image_caption", BlockRole::kCaption}}};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = static_cast<char>(c | 32);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/// "\n", "\u00e9": appends what stands at `at` (a backslash) and returns the offset behind it.
std::size_t decode_escape(std::string_view text, std::size_t at, std::string& out) {
  const char c = at + 1 < text.size() ? text[at + 1] : '\\';
  const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (digits == 0) {
    out += c == 'n' || c == 't' || c == 'r' ? ' ' : c;
    return at + 2;
  }
  char32_t value = 0;
  std::size_t end = at + 2;
  for (; end < std::min(text.size(), at + 2 + digits) && hex_value(text[end]) >= 0; ++end)
    value = value * 16 + static_cast<char32_t>(hex_value(text[end]));
  const bool sound = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  text::append_code_point(out, sound ? value : 0xFFFD);
  return end;
}

/// Words that YAML takes for something else than text, or that would change what stands round them.
bool is_plain(std::string_view words) {
  if (words.empty() || words.find(": ") != std::string_view::npos || words.find(" #") != std::string_view::npos ||
      words.ends_with(':'))
    return false;
  static constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`=~+.0123456789";
  if (kIndicators.find(words.front()) != std::string_view::npos) return false;
  static constexpr std::array<std::string_view, 10> kWords = {"true", "false", "null", "yes", "no",
                                                              "on",   "off",   "y",    "n",   "none"};
  return std::ranges::find(kWords, base::lower_ascii(words)) == kWords.end();
}

class FrontReader {
 public:
  FrontReader(std::string_view source, FrontMatter& out, std::size_t end) : source_(source), out_(out), end_(end) {}

  void read() {
    for (std::size_t at = out_.first_line; at < end_;) at = read_line(line_at(source_, at));
  }

 private:
  std::string_view bytes(ByteRange range) const { return part(source_, range); }

  /// Returns where to go on.
  std::size_t read_line(const Line& line) {
    ByteRange rest = trimmed(source_, {line.begin, line.end});
    while (bytes(rest).starts_with("- ")) rest = trimmed(source_, {rest.begin + 2, rest.end});
    const std::size_t indent = rest.begin - line.begin;
    const char sign = out_.toml ? '=' : ':';
    const std::size_t at = source_.find(sign, rest.begin);
    if (at >= rest.end || bytes(rest).starts_with('#') ||
        (!out_.toml && at + 1 < rest.end && !is_blank(source_[at + 1])))
      return line.next;
    ByteRange key = trimmed(source_, {rest.begin, at});
    if (key.end - key.begin >= 2 && (source_[key.begin] == '"' || source_[key.begin] == '\''))
      key = {key.begin + 1, key.end - 1};
    const std::string name = base::lower_ascii(bytes(key));
    const ByteRange value = trimmed(source_, {at + 1, rest.end});
    if (name == kMarkKey) {
      out_.mark = ByteRange{line.begin, line.end};
    } else if ((name == "lang" || name == "language" || name == "locale") && indent == 0 && !out_.language) {
      take_language(value);
    } else if (const auto* known = std::ranges::find(kKeys, name, &Key::name); known != kKeys.end()) {
      return take_value(value, known->role, indent, line);
    }
    return line.next;
  }

  void take_language(ByteRange value) {
    if (value.begin == value.end) return;
    const char c = source_[value.begin];
    std::size_t end =
        c == '"' || c == '\'' ? source_.find(c, value.begin + 1) : source_.find_first_of(" \t#", value.begin);
    end = std::min(end, value.end);
    out_.language = c == '"' || c == '\'' ? ByteRange{value.begin + 1, end} : ByteRange{value.begin, end};
    if (out_.language->begin >= out_.language->end) out_.language.reset();
  }

  std::size_t take_value(ByteRange value, BlockRole role, std::size_t indent, const Line& line) {
    if (value.begin == value.end) return line.next;
    const char c = source_[value.begin];
    if (c == '"' || c == '\'') {
      take_quoted(value, role, c);
    } else if (!out_.toml && (c == '|' || c == '>')) {
      return take_lines(role, c, indent, line.next);
    } else if (!out_.toml && std::string_view("[{&*!%@`").find(c) == std::string_view::npos) {
      return take_plain(value, role, indent, line);
    }
    return line.next;
  }

  void take_quoted(ByteRange value, BlockRole role, char quote) {
    std::string text;
    std::size_t at = value.begin + 1;
    if (bytes(value).starts_with("\"\"\"") || bytes(value).starts_with("'''")) return;
    while (at < value.end && (source_[at] != quote || (quote == '\'' && !out_.toml && source_.substr(at, 2) == "''"))) {
      if (quote == '"' && source_[at] == '\\') {
        at = decode_escape(source_.substr(0, value.end), at, text);
      } else {
        text += source_[at];
        at += source_[at] == '\'' && quote == '\'' ? 2 : 1;
      }
    }
    if (at < value.end) add({value.begin, at + 1}, text, role, quote);
  }

  /// Goes on over lines that are set in deeper.
  std::size_t take_plain(ByteRange value, BlockRole role, std::size_t indent, const Line& line) {
    const std::size_t comment = source_.find(" #", value.begin);
    if (comment < value.end) {
      value = trimmed(source_, {value.begin, comment});
      add(value, bytes(value), role, 0);
      return line.next;
    }
    std::size_t next = line.next;
    while (next < end_) {
      const Line more = line_at(source_, next);
      const ByteRange words = trimmed(source_, {more.begin, more.end});
      if (words.begin == words.end || words.begin - more.begin <= indent) break;
      value.end = words.end;
      next = more.next;
    }
    add(value, bytes(value), role, 0);
    return next;
  }

  /// The lines of a block scalar: in "|" each for itself, in ">" as paragraphs.
  std::size_t take_lines(BlockRole role, char style, std::size_t indent, std::size_t next) {
    ByteRange paragraph = {};
    const auto finish = [&] {
      if (paragraph.begin < paragraph.end) add(paragraph, bytes(paragraph), role, '|');
      paragraph = {};
    };
    while (next < end_) {
      const Line line = line_at(source_, next);
      const ByteRange words = trimmed(source_, {line.begin, line.end});
      const bool blank = words.begin == words.end;
      if (!blank && words.begin - line.begin <= indent) break;
      if (blank || style == '|') finish();
      if (!blank) paragraph = {paragraph.begin < paragraph.end ? paragraph.begin : words.begin, words.end};
      next = line.next;
    }
    finish();
    return next;
  }

  void add(ByteRange source, std::string_view raw, BlockRole role, char style) {
    BlockText text;
    text.add(raw);
    if (text.text().empty() || (style == 0 && !is_plain(text.text()) && text.size() < 6)) return;
    out_.values.push_back({source, text.take(), role, style});
  }

  std::string_view source_;
  FrontMatter& out_;
  std::size_t end_;
};

}  // namespace

std::optional<FrontMatter> read_front_matter(std::string_view source, std::size_t begin) {
  if (begin >= source.size()) return std::nullopt;
  const Line first = line_at(source, begin);
  const std::string_view fence = part(source, trimmed(source, {first.begin, first.end}));
  if ((fence != "---" && fence != "+++") || !first.ended() || source[begin] != fence[0]) return std::nullopt;
  FrontMatter out;
  out.toml = fence == "+++";
  out.first_line = first.next;
  for (std::size_t at = first.next; at < source.size();) {
    const Line line = line_at(source, at);
    const std::string_view text = part(source, {line.begin, trimmed(source, {line.begin, line.end}).end});
    if (text == fence || (!out.toml && text == "...")) {
      out.end = line.next;
      FrontReader(source, out, line.begin).read();
      return out;
    }
    at = line.next;
  }
  return std::nullopt;
}

std::string front_value(std::string_view words, char style, bool toml) {
  if (style == '|' || (style == 0 && is_plain(words))) return std::string(words);
  std::string out;
  if (style == '\'' && (!toml || words.find('\'') == std::string_view::npos)) {
    for (const char c : words) out += c == '\'' ? "''" : std::string(1, c);
    return "'" + out + "'";
  }
  for (const char c : words) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return "\"" + out + "\"";
}

std::string front_mark(std::string_view from, std::string_view to, std::string_view translator, bool toml) {
  return std::string(kMarkKey) + (toml ? " = " : ": ") +
         front_value(std::string(translator) + ", " + std::string(from) + " to " + std::string(to), '"', toml);
}

}  // namespace dragoman::formats
