#include "json/write.h"

#include <charconv>
#include <cmath>

#include "json/replacements.h"
#include "text/utf8.h"

namespace dragoman::json {
namespace {

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20 && byte != 0x7F) {
    out += c;
    return;
  }
  out.append("\\u00").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
}

}  // namespace

std::string json_quoted(std::string_view text) {
  if (text::first_bad_utf8(text)) return quoted_with_replacements(text);
  std::string out = "\"";
  out.reserve(text.size() + 2);
  for (const char c : text) append_escaped(out, c);
  return out + '"';
}

JsonText::JsonText(std::string_view value) : text(json_quoted(value)) {}

JsonText::JsonText(float value) {
  if (!std::isfinite(value)) return;
  char digits[32];
  text.assign(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

JsonText JsonText::raw(std::string json) {
  JsonText out;
  out.text = std::move(json);
  return out;
}

JsonText json_name(std::string_view text) { return text.empty() ? JsonText() : JsonText(text); }

JsonText json_array(const std::vector<JsonText>& values) {
  std::string out = "[";
  for (const JsonText& value : values) out.append(out.size() > 1 ? "," : "").append(value.text);
  return JsonText::raw(out + "]");
}

JsonObject& JsonObject::add(std::string_view name, const JsonText& value) {
  if (text_.size() > 1) text_ += ',';
  text_.append(json_quoted(name)).append(":").append(value.text);
  return *this;
}

}  // namespace dragoman::json
