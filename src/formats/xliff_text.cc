// Inline codes of XLIFF 1.2 and 2.x as tokens. Some are elements with text (g, pc, mrk), some come in pairs that an attribute
// joins (bpt and ept, bx and ex, sc and ec, sm and em), the rest stand for something without text. HTML that stands escaped between them is
// codes, too.
#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "formats/inline_block.h"
#include "formats/xliff.h"
#include "html/elements.h"
#include "html/lexer.h"

namespace dragoman::formats {
namespace {

using Kind = InlineToken::Kind;

struct PairedCode {
  std::string_view element;
  Kind kind;
  std::string_view family;             ///< of both halves
  std::array<std::string_view, 2> by;  ///< attributes that join them, the first that is there
};
constexpr PairedCode kPaired[] = {
    {"bpt", Kind::kOpen, "pt", {"rid", "id"}}, {"ept", Kind::kClose, "pt", {"rid", "id"}},
    {"bx", Kind::kOpen, "x", {"rid", "id"}},   {"ex", Kind::kClose, "x", {"rid", "id"}},
    {"sc", Kind::kOpen, "c", {"id", "id"}},    {"ec", Kind::kClose, "c", {"startRef", "id"}},
    {"sm", Kind::kOpen, "m", {"id", "id"}},    {"em", Kind::kClose, "m", {"startRef", "id"}}};

bool spans(std::string_view name) { return name == "g" || name == "pc" || name == "mrk"; }

constexpr std::string_view kEscapedOpen = "&lt;";

/// Length of "&lt;b&gt;" at the beginning of `text`; 0 if no tag stands there.
std::size_t escaped_tag(std::string_view text) {
  constexpr std::size_t kLongest = 1000;
  const std::size_t name = kEscapedOpen.size() + (text.substr(kEscapedOpen.size()).starts_with('/') ? 1 : 0);
  if (name >= text.size() || !base::is_ascii_letter(text[name])) return 0;
  text = text.substr(0, kLongest);
  const std::size_t end = std::min(text.find("&gt;", name), text.find('>', name));
  if (end == std::string_view::npos || text.substr(0, end).find(kEscapedOpen, name) != std::string_view::npos) return 0;
  return end + (text[end] == '>' ? 1 : 4);
}

class TokenReader {
 public:
  TokenReader(const Xml& xml, std::size_t element, bool preserve) : xml_(xml), element_(element), preserve_(preserve) {}
  std::vector<InlineToken> read();

 private:
  bool is_protected(const XmlNode& node) const;
  void add(Kind kind, XmlRange source, std::string text = {}, std::string name = {});
  void add_text(std::size_t index);
  void add_plain(XmlRange range);
  void add_tag(XmlRange tag);
  void add_code(std::size_t index);

  const Xml& xml_;
  std::size_t element_;
  bool preserve_;
  std::vector<InlineToken> tokens_;
};

bool TokenReader::is_protected(const XmlNode& node) const {
  return xml_.local(node) == "mrk" &&
         (xml_.attribute_text(node, "mtype") == "protected" || xml_.attribute_text(node, "translate") == "no");
}

void TokenReader::add(Kind kind, XmlRange source, std::string text, std::string name) {
  InlineToken token;
  token.kind = kind;
  token.source = source.bytes();
  token.text = std::move(text);
  token.name = std::move(name);
  tokens_.push_back(std::move(token));
}

void TokenReader::add_text(std::size_t index) {
  const XmlNode& node = xml_.node(index);
  XmlRange rest = xml_.inner(node);
  const bool cdata = node.kind == XmlNode::Kind::kCdata;
  // Where white space counts, a line break within a text is a thing of its own.
  while (preserve_ && !cdata) {
    const std::size_t line = xml_.source().find('\n', rest.begin);
    if (line >= rest.end) break;
    XmlRange space{static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(line + 1)};
    while (space.begin > rest.begin && kXmlSpaces.find(xml_.source()[space.begin - 1]) != std::string_view::npos)
      --space.begin;
    while (space.end < rest.end && kXmlSpaces.find(xml_.source()[space.end]) != std::string_view::npos) ++space.end;
    add_plain({rest.begin, space.begin});
    add(Kind::kText, {space.begin, space.begin}, " ");
    add(Kind::kPoint, space);
    rest.begin = space.end;
  }
  if (rest.empty()) return;
  cdata ? add(Kind::kText, node.open, xml_.text(index)) : add_plain(rest);
}

/// Text without a line break, and the tags that stand escaped in it.
void TokenReader::add_plain(XmlRange range) {
  const std::string_view source = xml_.source().substr(0, range.end);
  const auto text_to = [&](std::size_t end) {
    const XmlRange text{range.begin, static_cast<std::uint32_t>(end)};
    if (!text.empty()) add(Kind::kText, text, xml_.decoded(text));
  };
  for (std::size_t at = source.find(kEscapedOpen, range.begin); at != std::string_view::npos;) {
    const std::size_t length = escaped_tag(source.substr(at));
    if (length > 0) {
      text_to(at);
      range.begin = static_cast<std::uint32_t>(at + length);
      add_tag({static_cast<std::uint32_t>(at), range.begin});
    }
    at = source.find(kEscapedOpen, at + std::max(length, kEscapedOpen.size()));
  }
  text_to(range.end);
}

void TokenReader::add_tag(XmlRange tag) {
  std::string_view bytes = xml_.at(tag);
  bytes = bytes.substr(kEscapedOpen.size(), bytes.find_last_of("&>") - kEscapedOpen.size());
  const bool closes = bytes.starts_with('/');
  if (closes) bytes.remove_prefix(1);
  const std::string name = html::lower_case(bytes.substr(0, bytes.find_first_of(" \t\r\n/&")));
  if (name == "br") add(Kind::kText, {tag.begin, tag.begin}, " ");  // words on both sides are two
  const bool alone = bytes.ends_with('/') || (html::traits_of(name) & html::kVoid) != 0;
  add(alone ? Kind::kPoint : closes ? Kind::kClose : Kind::kOpen, tag, {}, "html " + name);
}

void TokenReader::add_code(std::size_t index) {
  const XmlNode& node = xml_.node(index);
  const std::string_view name = xml_.local(node);
  for (const PairedCode& code : kPaired) {
    if (code.element != name) continue;
    const std::string_view by = xml_.attribute(node, code.by[0]) != nullptr ? code.by[0] : code.by[1];
    return add(code.kind, xml_.outer(node), {}, std::string(code.family) + " " + xml_.attribute_text(node, by));
  }
  if (is_protected(node)) return add(Kind::kLocked, xml_.outer(node), xml_.text(index));
  add(Kind::kPoint, xml_.outer(node));
}

std::vector<InlineToken> TokenReader::read() {
  std::vector<std::size_t> open;
  const auto close_to = [&](std::size_t index) {
    for (; !open.empty() && index >= xml_.node(open.back()).next; open.pop_back()) {
      add(Kind::kClose, xml_.node(open.back()).close, {}, "element " + std::to_string(open.back()));
    }
  };
  const std::size_t end = xml_.node(element_).next;
  for (std::size_t i = element_ + 1; i < end;) {
    close_to(i);
    const XmlNode& node = xml_.node(i);
    const bool enters = node.is_element() && spans(xml_.local(node)) && !node.close.empty() && !is_protected(node);
    if (node.has_text()) {
      add_text(i);
    } else if (enters) {
      add(Kind::kOpen, node.open, {}, "element " + std::to_string(i));
      open.push_back(i);
    } else if (node.is_element()) {
      add_code(i);
    } else {
      add(Kind::kPoint, node.open);
    }
    i = enters ? i + 1 : node.next;
  }
  close_to(end);
  return std::move(tokens_);
}

/// The tokens without white space at the ends: it stays where it is, outside the block.
XmlRange extent(const Xml& xml, std::vector<InlineToken>& tokens) {
  const auto blank = [](const InlineToken& token) {
    return token.kind == Kind::kText && token.text.find_first_not_of(kXmlSpaces) == std::string::npos;
  };
  while (!tokens.empty() && blank(tokens.back())) tokens.pop_back();
  const auto first = std::ranges::find_if_not(tokens, blank);
  if (first == tokens.end()) return {};
  std::size_t begin = first->source.begin, end = tokens.back().source.end;
  if (first->kind == Kind::kText) begin = xml.source().find_first_not_of(kXmlSpaces, begin);
  if (tokens.back().kind == Kind::kText) end = xml.source().find_last_not_of(kXmlSpaces, end - 1) + 1;
  tokens.erase(tokens.begin(), first);
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// Of "a <x/> b" a block's text keeps one blank; the other one goes with the point, or it would be lost.
void keep_blanks(const Xml& xml, std::vector<InlineToken>& tokens) {
  const auto blank_at = [&](std::size_t at) { return kXmlSpaces.find(xml.source()[at]) != std::string_view::npos; };
  bool after_blank = true;  // of the text so far; points do not change that
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    InlineToken& token = tokens[i];
    if (token.kind == Kind::kText || token.kind == Kind::kLocked)
      after_blank = token.text.empty() ? after_blank : token.text.back() == ' ' || token.text.back() == '\n';
    const bool paired = (token.kind == Kind::kOpen || token.kind == Kind::kClose) && token.match >= 0;
    if (token.kind == Kind::kText || token.kind == Kind::kLocked || paired || !after_blank) continue;
    if (i + 1 < tokens.size() && tokens[i + 1].kind == Kind::kText && blank_at(token.source.end)) {
      while (blank_at(token.source.end)) ++token.source.end;
      std::string& text = tokens[i + 1].text;
      text.erase(0, std::min(text.find_first_not_of(kXmlSpaces), text.size()));
    }
    if (i + 1 == tokens.size() && i > 0 && tokens[i - 1].kind == Kind::kText && blank_at(token.source.begin - 1)) {
      while (blank_at(token.source.begin - 1)) --token.source.begin;
      std::string& text = tokens[i - 1].text;
      text.erase(text.find_last_not_of(kXmlSpaces) + 1);
    }
  }
}

}  // namespace

std::optional<document::SourceBlock> read_xliff_text(const Xml& xml, std::size_t element, bool preserve,
                                                     XmlRange& range) {
  std::vector<InlineToken> tokens = TokenReader(xml, element, preserve).read();
  range = extent(xml, tokens);
  if (tokens.empty()) return std::nullopt;
  pair_tokens(tokens);
  keep_blanks(xml, tokens);
  document::SourceBlock block = make_block(tokens);
  if (block.text.empty()) return std::nullopt;
  if (xml.has_unknown_entity(range)) {
    block.keep = KeepReason::kLimit;
    block.note = "it uses an entity that is not expanded";
  }
  return block;
}

}  // namespace dragoman::formats
