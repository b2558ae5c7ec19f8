// The meta element is found by the lexer, so one inside a comment or a script does not count.
#include "html/decode.h"
#include <algorithm>
#include <array>
#include "html/entities.h"
#include "html/inserted.h"
#include "html/lexer.h"
#include "html/stamp.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

/// The value after "charset" and "=" in a Content-Type, as a range of it; empty if it has none.
ByteRange charset_in(std::string_view type) {
  const std::string lower = lower_case(type);
  for (std::size_t at = lower.find("charset"); at != std::string::npos; at = lower.find("charset", at + 1)) {
    std::size_t begin = at + 7;
    while (begin < lower.size() && is_html_space(lower[begin])) ++begin;
    if (begin >= lower.size() || lower[begin] != '=') continue;
    ++begin;
    while (begin < lower.size() && is_html_space(lower[begin])) ++begin;
    if (begin >= lower.size()) return {};
    if (lower[begin] == '"' || lower[begin] == '\'') {
      const std::size_t end = lower.find(lower[begin], begin + 1);
      return end == std::string::npos ? ByteRange{} : ByteRange{begin + 1, end};
    }
    const std::size_t end = std::min(lower.find_first_of("; \t\n\f\r\"'", begin), lower.size());
    return {begin, end};
  }
  return {};
}

std::size_t skip_blanks(std::string_view tag, std::size_t at) {
  while (at < tag.size() && is_html_space(tag[at])) ++at;
  return at;
}

/// The value of an attribute of a meta element or an XML declaration, undecoded; "" if it has none.
std::string_view attribute_of(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find_first_of(" \t\n\f\r/"); at < tag.size();) {
    at = skip_blanks(tag, at);
    if (at < tag.size() && (tag[at] == '/' || tag[at] == '>' || tag[at] == '?')) {
      ++at;
      continue;
    }
    const std::size_t end = std::min(tag.find_first_of("= \t\n\f\r/>", at + 1), tag.size());
    const std::string_view found = tag.substr(std::min(at, tag.size()), end - std::min(at, tag.size()));
    at = skip_blanks(tag, end);
    if (at >= tag.size() || tag[at] != '=') continue;
    at = skip_blanks(tag, at + 1);
    if (at >= tag.size()) break;
    const bool quoted = tag[at] == '"' || tag[at] == '\'';
    const std::size_t begin = quoted ? at + 1 : at;
    at = std::min(quoted ? tag.find(tag[at], begin) : tag.find_first_of(" \t\n\f\r>", begin), tag.size());
    if (equal_names(found, name)) return tag.substr(begin, at - begin);
    at += quoted ? 1 : 0;
  }
  return {};
}

std::string_view declared_in(std::string_view tag) {
  if (tag.starts_with("<?")) return attribute_of(tag, "encoding");
  const std::string_view charset = attribute_of(tag, "charset");
  if (!charset.empty()) return charset;
  if (!equal_names(attribute_of(tag, "http-equiv"), "content-type")) return {};
  const std::string_view content = attribute_of(tag, "content");
  const ByteRange range = charset_in(content);
  return content.substr(range.begin, range.end - range.begin);
}

/// The encoding that the page declares for itself; UTF-16 cannot be true there and means UTF-8.
std::string_view declared_encoding(std::string_view bytes) {
  Lexer lexer(bytes);
  for (Token token = lexer.next(); token.kind != Token::Kind::kEnd; token = lexer.next()) {
    const std::string_view tag = bytes.substr(token.range.begin, token.range.end - token.range.begin);
    const bool xml = token.range.begin == 0 && tag.starts_with("<?xml");
    if (!xml && !(token.kind == Token::Kind::kOpen && equal_names(token.name, "meta"))) continue;
    const std::string_view encoding = text::encoding_of_label(declared_in(tag));
    if (!encoding.empty()) return encoding.starts_with("UTF-16") ? "UTF-8" : encoding;
  }
  return {};
}

/// What tells an undeclared encoding: the beginning of the page's text, and the language that its html tag states.
struct Evidence {
  std::string sample;
  std::string_view language;
};

Evidence evidence_of(std::string_view bytes) {
  constexpr std::size_t kMostSample = 32 << 10;
  Evidence found;
  Lexer lexer(bytes);
  bool raw = false;
  for (Token token = lexer.next(); token.kind != Token::Kind::kEnd; token = lexer.next()) {
    const std::string_view piece = bytes.substr(token.range.begin, token.range.end - token.range.begin);
    if (token.kind == Token::Kind::kText && !raw) found.sample += piece.substr(0, kMostSample);
    raw = token.kind == Token::Kind::kOpen && (equal_names(token.name, "script") || equal_names(token.name, "style"));
    if (token.kind == Token::Kind::kOpen && equal_names(token.name, "html") && found.language.empty()) {
      found.language = attribute_of(piece, "lang");
      if (found.language.empty()) found.language = attribute_of(piece, "xml:lang");
    }
    if (found.sample.size() >= kMostSample) break;
  }
  return found;
}

std::string_view guessed_encoding(std::string_view bytes) {
  if (text::mostly_utf8(bytes)) return "UTF-8";
  const Evidence evidence = evidence_of(bytes);
  return text::sniffed_encoding(evidence.sample, evidence.language);
}

Decoded converted(std::string_view bytes, std::string_view encoding) {
  Decoded decoded;
  decoded.transcoded = true;
  decoded.text = encoding == "UTF-8" ? text::mended_utf8(bytes) : text::to_utf8(bytes, encoding);
  return decoded;
}

struct WideMark {
  std::string_view bytes, encoding;
};
/// The longer ones first: UTF-32's begins with UTF-16's.
constexpr std::array<WideMark, 4> kWideMarks = {{{std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
                                                 {std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE"},
                                                 {"\xFF\xFE", "UTF-16LE"},
                                                 {"\xFE\xFF", "UTF-16BE"}}};

/// XML syntax wants a value.
std::string_view meta_tag(bool xhtml) {
  return xhtml ? R"(<meta charset="utf-8" data-dragoman="charset" />)"
               : R"(<meta charset="utf-8" data-dragoman="charset">)";
}

/// Replaces the label in an attribute's value; false if it has none.
void set_label(const Attribute& attribute, const std::string& source, bool whole, document::Splices& splices) {
  ByteRange place = attribute.value_place;
  const char first = source[place.begin];
  if (place.end - place.begin > 1 && (first == '"' || first == '\'')) ++place.begin, --place.end;
  const std::string_view raw = std::string_view(source).substr(place.begin, place.end - place.begin);
  const ByteRange label = whole ? ByteRange{0, raw.size()} : charset_in(raw);
  const std::string_view encoding = text::encoding_of_label(raw.substr(label.begin, label.end - label.begin));
  if (label.begin == label.end || encoding == "UTF-8") return;
  splices.replace({place.begin + label.begin, place.begin + label.end}, "utf-8");
}

/// Sets what one meta element declares; false if it declares nothing.
bool set_meta(const Tree& tree, NodeId id, document::Splices& splices) {
  const Attribute* charset = tree.attribute(id, "charset");
  if (charset != nullptr) {
    if (!charset->value_place.empty()) set_label(*charset, tree.source(), true, splices);
    return true;
  }
  const Attribute* content = tree.attribute(id, "content");
  if (content == nullptr || !equal_names(tree.value(id, "http-equiv"), "content-type")) return false;
  if (content->value_place.empty() || charset_in(content->value).end == 0) return false;
  set_label(*content, tree.source(), false, splices);
  return true;
}

}  // namespace

Decoded decode_page(std::string_view bytes, std::string_view media_type) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
    Decoded decoded =
        text::first_bad_utf8(bytes) ? converted(bytes, "UTF-8") : Decoded{std::string(bytes), true, false};
    decoded.utf8_mark = true;
    return decoded;
  }
  for (const WideMark& mark : kWideMarks) {
    if (bytes.starts_with(mark.bytes)) return converted(bytes.substr(mark.bytes.size()), mark.encoding);
  }
  const ByteRange http = charset_in(media_type);
  std::string_view encoding = text::encoding_of_label(media_type.substr(http.begin, http.end - http.begin));
  // A zero is no character of a page, so that text with many is no UTF-8, though it could be read as such.
  std::string_view wide = text::utf16_without_mark(bytes);
  if (wide.empty() && encoding.starts_with("UTF-16") && bytes.find('\0') != std::string_view::npos) wide = encoding;
  if (!wide.empty()) return converted(bytes, wide);
  const bool valid = !text::first_bad_utf8(bytes);
  if (valid && bytes.find('\x1B') == std::string_view::npos) return {std::string(bytes), false, false};
  if (encoding.empty()) encoding = declared_encoding(bytes);
  if (valid && encoding != "ISO-2022-JP") return {std::string(bytes), false, false};
  if (encoding.empty()) encoding = guessed_encoding(bytes);
  return converted(bytes, encoding.empty() ? "UTF-8" : encoding);
}

void declare_utf8(const Tree& tree, bool xhtml, bool needed, bool anew, document::Splices& splices) {
  bool declared = false;
  for (NodeId id = 1; id < tree.size(); ++id) {
    if (!tree.is(id, "meta") || (anew && is_inserted(tree, id))) continue;
    declared = set_meta(tree, id, splices) || declared;
  }
  const std::string& source = tree.source();
  if (source.starts_with("<?xml")) {
    const std::string_view label = attribute_of(std::string_view(source).substr(0, comment_end(source, 0)), "encoding");
    const auto begin = static_cast<std::size_t>(label.empty() ? 0 : label.data() - source.data());
    if (!label.empty() && text::encoding_of_label(label) != "UTF-8")
      splices.replace({begin, begin + label.size()}, "utf-8");
    declared = declared || (xhtml && !label.empty());
  }
  if (declared || !needed || tree.head() == kNoNode || has_lost_tag(tree, meta_tag(xhtml), xhtml)) return;
  splices.insert(head_begin(tree), meta_tag(xhtml));
}

}  // namespace dragoman::html
