// References read, and text written back: the two directions of XML's escapes.
#include "formats/xml_reader.h"
#include "html/entities.h"
#include "text/utf8.h"

namespace dragoman::formats {
namespace {

constexpr std::size_t kLongestReference = 64;  // bytes between "&" and ";"

/// Characters that a document may hold (XML 1.0, production 2).
bool is_xml_character(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF;
}

/// "#8217" or "#x2019"; 0 for anything else.
char32_t numeric(std::string_view body) {
  const bool hex = body.size() > 1 && (body[1] == 'x' || body[1] == 'X');
  std::string_view digits = body.substr(hex ? 2 : 1);
  if (digits.empty() || digits.size() > 8) return 0;
  char32_t value = 0;
  for (const char c : digits) {
    const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!(c >= '0' && c <= '9') && !(hex && letter)) return 0;
    value = value * (hex ? 16 : 10) + static_cast<char32_t>(letter ? (c | 0x20) - 'a' + 10 : c - '0');
    if (value > 0x10FFFF) return 0;
  }
  return is_xml_character(value) ? value : 0;
}

bool is_xml_name(std::string_view body) {
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (c & 0x80) != 0;
    if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '.'))) return false;
  }
  return !body.empty();
}

/// Copies `text` with each of XML's special characters as `escape` gives it; an empty answer keeps the character.
template <class Escape>
std::string escaped_by(std::string_view text, const Escape& escape) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (std::size_t at = 0, next = 0; at < text.size(); at = next) {
    const char32_t c = text::code_point_at(text, at, next);
    if (!is_xml_character(c)) continue;
    const std::string_view instead = escape(c);
    out += instead.empty() ? text.substr(at, next - at) : instead;
  }
  return out;
}

}  // namespace

XmlReference reference_at(std::string_view source, std::size_t at) {
  if (source[at] != '&') return {};
  const std::size_t end = source.substr(at, kLongestReference + 2).find(';');
  if (end == std::string_view::npos) return {};
  const std::string_view body = source.substr(at + 1, end - 1);
  XmlReference out{end + 1, ""};
  if (body.starts_with('#')) {
    const char32_t c = numeric(body);
    if (c == 0) return {};
    text::append_code_point(out.text, c);
    return out;
  }
  if (!is_xml_name(body)) return {};
  // HTML also knows names without a semicolon ("&notit;" is "¬it;"); here the whole name must be one.
  if (html::decode_reference(source.substr(0, at + out.length), at, false, out.text) != out.length) out.text.clear();
  return out;
}

std::string xml_text(std::string_view text) {
  return escaped_by(text, [](char32_t c) -> std::string_view {
    switch (c) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '\r': return "&#13;";
      default: return {};
    }
  });
}

std::string xml_attribute(std::string_view text) {
  return escaped_by(text, [](char32_t c) -> std::string_view {
    switch (c) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '"': return "&quot;";
      case '\'': return "&#39;";
      case '\t': return "&#9;";
      case '\n': return "&#10;";
      case '\r': return "&#13;";
      default: return {};
    }
  });
}

std::string xml_cdata(std::string_view text) {
  std::string kept = escaped_by(text, [](char32_t) { return std::string_view(); });
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = kept.find("]]>"); at != std::string::npos; at = kept.find("]]>", from)) {
    out += std::string_view(kept).substr(from, at + 2 - from);
    out += "]]><![CDATA[";
    from = at + 2;
  }
  return out += std::string_view(kept).substr(from);
}

}  // namespace dragoman::formats
