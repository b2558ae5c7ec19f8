// The encodings themselves are the web's; only what XML says about them is here.
#include "formats/xml_encoding.h"

#include "base/ascii.h"
#include "text/encoding.h"

namespace dragoman::formats {
namespace {

/// charset of a Content-Type, or "".
std::string_view charset_of(std::string_view media_type) {
  const std::size_t found = base::lower_ascii(media_type).find("charset=");
  if (found == std::string::npos) return {};
  std::string_view value = media_type.substr(found + 8);
  if (!value.empty() && (value[0] == '"' || value[0] == '\'')) value.remove_prefix(1);
  return value.substr(0, value.find_first_of("\"'; \t"));
}

/// Where the XML declaration at the beginning of `text` names its encoding.
std::optional<ByteRange> declared_encoding(std::string_view text) {
  const std::size_t begin = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (begin == std::string_view::npos || text.substr(begin, 5) != "<?xml") return std::nullopt;
  const std::string_view declaration = text.substr(0, text.find("?>", begin));
  std::size_t at = declaration.find("encoding", begin);
  if (at == std::string_view::npos) return std::nullopt;
  at = declaration.find_first_not_of(" \t\r\n=", at + 8);
  if (at == std::string_view::npos || (declaration[at] != '"' && declaration[at] != '\'')) return std::nullopt;
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return std::nullopt;
  return ByteRange{at + 1, end};
}

/// What the first bytes tell: a byte order mark, or the zeros of UTF-16's "<".
std::string_view marked_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "UTF-8";
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with(std::string_view("<\0", 2))) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF") || bytes.starts_with(std::string_view("\0<", 2))) return "UTF-16BE";
  return {};
}

}  // namespace

Result<XmlDecoded> decode_xml(std::string_view bytes, std::string_view media_type) {
  std::string_view encoding = marked_encoding(bytes);
  if (encoding.empty()) {
    std::string_view label = charset_of(media_type);
    if (label.empty()) {
      const auto declared = declared_encoding(bytes);
      label = declared ? bytes.substr(declared->begin, declared->end - declared->begin) : "utf-8";
    }
    encoding = text::encoding_of_label(label);
    if (encoding.empty()) {
      return Error{ErrorCode::kBadPage, 0,
                   "the document's encoding, \"" + std::string(label.substr(0, 40)) +
                       "\", is not known here; convert it to UTF-8 first"};
    }
    // A document that could be read this far as ASCII is not UTF-16, whatever it says.
    if (encoding.starts_with("UTF-16")) encoding = "UTF-8";
  } else if (encoding != "UTF-8" && bytes[0] != '<' && bytes[0] != '\0') {
    bytes.remove_prefix(2);
  }
  XmlDecoded out{encoding == "UTF-8" ? text::mended_utf8(bytes) : text::to_utf8(bytes, encoding), std::nullopt};
  if (const auto declared = declared_encoding(out.text)) {
    const std::string name =
        base::lower_ascii(std::string_view(out.text).substr(declared->begin, declared->end - declared->begin));
    if (name != "utf-8" && name != "utf8") out.wrong_encoding = declared;
  }
  return out;
}

}  // namespace dragoman::formats
