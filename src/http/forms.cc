#include "http/forms.h"

#include "base/ascii.h"

namespace dragoman::http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Error malformed(const std::string& what) {
  return {ErrorCode::kBadArgument, 0, "the multipart/form-data body " + what};
}

/// The last component of a path of any system: what a browser of old sends too much is dropped.
std::string base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

/// Reads the headers of a part, lines that end with CRLF.
Result<FormPart> read_head(std::string_view head) {
  FormPart part;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return malformed("has a part with a header that is none");
    const std::string name = base::lower_ascii(line.substr(0, colon));
    const std::string_view value = line.substr(colon + 1);
    if (name == "content-type") part.media_type = media_type(value);
    if (name != "content-disposition") continue;
    part.name = header_parameter(value, "name");
    part.file_name = base_name(header_parameter(value, "filename"));
    part.is_file = base::lower_ascii(value).find("filename=") != std::string::npos;
  }
  if (part.name.empty()) return malformed("has a part without a name");
  return part;
}

}  // namespace

std::string percent_decoded(std::string_view text, bool plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += c == '+' && plus ? ' ' : c;
    }
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || base::is_ascii_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out.append(1, '%').append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
    }
  }
  return out;
}

std::vector<Field> read_urlencoded(std::string_view text) {
  std::vector<Field> fields;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = equals < pair.size() ? pair.substr(equals + 1) : std::string_view();
    fields.push_back({percent_decoded(pair.substr(0, equals), true), percent_decoded(value, true)});
  }
  return fields;
}

Result<std::vector<FormPart>> read_multipart(std::string_view body, std::string_view boundary,
                                             const MultipartLimits& limits) {
  if (boundary.empty() || boundary.size() > 70)
    return malformed("needs a boundary of 1 to 70 characters in Content-Type");
  const std::string opening = "--" + std::string(boundary), between = "\r\n" + opening;
  std::size_t at = 0;
  if (body.substr(0, opening.size()) != opening) {  // a preamble may come first
    at = body.find(between);
    if (at == std::string_view::npos) return malformed("does not contain its boundary");
    at += 2;
  }
  at += opening.size();
  std::vector<FormPart> parts;
  while (body.substr(at, 2) != "--") {
    const std::size_t line_end = body.find("\r\n", at);
    if (line_end == std::string_view::npos) return malformed("ends in the middle of a boundary");
    if (parts.size() == limits.parts)
      return Error{ErrorCode::kTooLong, 0, "the form has more than " + std::to_string(limits.parts) + " parts"};
    // The blank line that ends the headers may be the boundary's own line end: a part without headers has no name.
    const std::size_t head = line_end + 2, head_end = body.find("\r\n\r\n", line_end);
    if (head_end == std::string_view::npos) return malformed("has a part whose headers do not end");
    if (head_end < head) return malformed("has a part without headers");
    if (head_end - head > limits.head)
      return Error{ErrorCode::kTooLong, 0, "the headers of a form's part are too long"};
    Result<FormPart> part = read_head(body.substr(head, head_end - head));
    if (!part) return part.error();
    const std::size_t value = head_end + 4, end = body.find(between, head_end + 2);
    if (end == std::string_view::npos) return malformed("ends before its last boundary");
    if (end > value) part->value = std::string(body.substr(value, end - value));
    at = end + between.size();
    parts.push_back(std::move(*part));
  }
  return parts;
}

}  // namespace dragoman::http
