// Signatures of files that people mistake for pages are a table; others show themselves by their share of control
// characters, of which text has next to none.
#include "page/first_look.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/ascii.h"
#include "base/doctype.h"
#include "document/json_strings.h"
#include "html/elements.h"
#include "html/lexer.h"
#include "text/utf8.h"

namespace dragoman::page {
namespace {

constexpr std::string_view kSpaces = " \t\r\n\f";

std::string_view without_mark(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
}

/// A tag between words: its name, and how it stands there.
struct Tag {
  std::string_view name;
  std::size_t end = 0;  ///< behind its ">"
  bool closes = false, has_attributes = false;
};

/// The tag of an HTML element that begins at `at`; without a name if none does.
Tag tag_at(std::string_view text, std::size_t at) {
  Tag tag;
  tag.closes = text.substr(at + 1, 1) == "/";
  const std::size_t begin = at + (tag.closes ? 2 : 1);
  const std::size_t end = text.find_first_of("<>", begin);
  if (end == std::string_view::npos || text[end] == '<') return {};
  const std::string_view inside = text.substr(begin, end - begin);
  const std::string_view name = inside.substr(0, inside.find_first_of(" \t\r\n\f/"));
  if (!html::is_element_name(name)) return {};
  tag.name = name;
  tag.end = end + 1;
  tag.has_attributes = inside.find('=') != std::string_view::npos;
  return tag;
}

/// "the <p> tag", "a <br>.": a word of the sentence.
bool is_spoken_of(std::string_view text, std::size_t begin, std::size_t end) {
  const bool apart = begin > 0 && text[begin - 1] == ' ';
  return apart && end < text.size() && std::string_view(" ,.;:?!)\"'").find(text[end]) != std::string_view::npos;
}

/// Elements that text has without an end tag.
bool stands_alone(std::string_view name) {
  return name == "p" || name == "li" || (html::traits_of(name) & html::kVoid) != 0;
}

struct Signature {
  std::string_view bytes, kind;
};
/// Only such as no text begins with; whatever else is binary is found by its control characters.
constexpr std::array<Signature, 12> kSignatures = {
    {{"%PDF-", kPdf},
     {"\x89PNG", "a PNG picture"},
     {"GIF87a", "a GIF picture"},
     {"GIF89a", "a GIF picture"},
     {"\xFF\xD8\xFF", "a JPEG picture"},
     {"PK\x07\x08", "a part of a ZIP archive"},
     {"\x1F\x8B", "a gzip archive"},
     {"\xD0\xCF\x11\xE0", "an office document of the old kind, or one with a password"},
     {"{\\rtf", "an RTF document"},
     {"%!PS-", "a PostScript document"},
     {"\x7F"
      "ELF",
      "a program"},
     {"SQLite format 3", "a database"}}};

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  // Backspace is how old manuals write bold, ESC begins what terminals and some encodings read.
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\v' && c != '\f' && c != '\r' && c != '\b' && c != '\x1B';
}

/// By its mark or by its zeros: Latin text has a zero in every second byte.
bool is_utf16(std::string_view sample) {
  if (sample.starts_with("\xFF\xFE") || sample.starts_with("\xFE\xFF")) return true;
  std::array<std::size_t, 2> zeros = {};
  for (std::size_t i = 0; i < sample.size(); ++i) zeros[i % 2] += sample[i] == '\0' ? 1 : 0;
  const auto [few, many] = std::minmax(zeros[0], zeros[1]);
  return many * 3 > sample.size() && few * 20 <= many;
}

}  // namespace

std::string beginning(std::string_view bytes, std::size_t most) {
  std::string out = base::lower_ascii(bytes.substr(0, most));
  std::erase(out, '\0');
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
    if (out.starts_with(mark)) out.erase(0, mark.size());
  }
  out.erase(0, std::min(out.find_first_not_of(kSpaces), out.size()));
  return out;
}

FirstElement first_element(std::string_view start) {
  constexpr std::size_t kNone = std::string_view::npos;
  FirstElement found;
  for (std::size_t at = 0; at < start.size() && start[at] == '<';) {
    const std::string_view rest = start.substr(at, 9);
    std::size_t end = kNone;
    if (rest.starts_with("<!--") || rest.starts_with("<?")) {
      const std::string_view close = rest[1] == '?' ? "?>" : "-->";
      end = start.find(close, at + 2);
      end = end == kNone ? end : end + close.size();
    } else if (rest == "<!doctype") {
      end = base::doctype_end(start, at);
    } else if (rest.starts_with("<!")) {
      end = start.find('>', at) + 1;
    } else {
      const std::size_t behind = std::min(start.find_first_of(" \t\r\n/><", at + 1), start.size());
      found.name = start.substr(at + 1, behind - at - 1);
      const std::size_t close = start.find_first_of("<>", behind);
      found.whole = close != kNone && start[close] == '>';
      return found;
    }
    found.typed = found.typed || rest == "<!doctype" || rest.starts_with("<?xml");
    found.cut_short = end == kNone || end == 0;
    if (found.cut_short) return found;
    at = std::min(start.find_first_not_of(kSpaces, end), start.size());
    found.cut_short = at == start.size();
  }
  return found;
}

bool has_tags(std::string_view start) {
  std::set<std::string_view> open;
  for (std::size_t at = start.find('<'); at != std::string_view::npos; at = start.find('<', at + 1)) {
    const Tag tag = tag_at(start, at);
    if (tag.name.empty()) continue;
    if (tag.closes && (open.contains(tag.name) || tag.name == "p" || tag.name == "a")) return true;
    if (tag.closes) continue;
    if (tag.has_attributes || (stands_alone(tag.name) && !is_spoken_of(start, at, tag.end))) return true;
    open.insert(tag.name);
  }
  return false;
}

bool is_json(std::string_view bytes) {
  bytes = without_mark(bytes);
  std::size_t at = bytes.find_first_not_of(kSpaces);
  if (at == std::string_view::npos || (bytes[at] != '{' && bytes[at] != '[')) return false;
  at = bytes.find_first_not_of(" \t\r\n\f[", at);
  if (at != std::string_view::npos && bytes[at] == '{') {
    constexpr std::size_t kLongestKey = 200;
    const std::size_t key = std::min(bytes.find_first_not_of(kSpaces, at + 1), bytes.size());
    const std::size_t close = bytes.substr(0, key + kLongestKey).find_first_of("\"\n", key + 1);
    const bool named = bytes.substr(key, 1) == "\"" && close != std::string_view::npos && bytes[close] == '"';
    const std::size_t colon = named ? bytes.find_first_not_of(kSpaces, close + 1) : std::string_view::npos;
    if (colon != std::string_view::npos && bytes[colon] == ':') return true;
  }
  return bytes.find('"') != std::string_view::npos && !text::first_bad_utf8(bytes) &&
         document::JsonStrings::read(bytes).ok();
}

std::string_view binary_kind(std::string_view bytes) {
  for (const Signature& signature : kSignatures) {
    if (bytes.starts_with(signature.bytes)) return signature.kind;
  }
  constexpr std::size_t kSample = 16384, kFew = 4, kShare = 50;
  const std::string_view sample = bytes.substr(0, kSample);
  if (is_utf16(sample)) return {};
  const auto controls = static_cast<std::size_t>(std::ranges::count_if(sample, is_control));
  return controls >= kFew && controls * kShare > sample.size() ? kBinaryData : std::string_view();
}

}  // namespace dragoman::page
