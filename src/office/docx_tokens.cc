// Tokens of a paragraph. A field ("HYPERLINK ...", "PAGE") is a begin, an instruction, and a result between points of its own: a
// link's result is text in a link, any other field's result stays. Fields that begin in one paragraph and end in
// another (a table of contents) stay points, and their text is text.
#include <algorithm>
#include <array>
#include <string_view>

#include "formats/placed.h"
#include "formats/plain_text.h"
#include "office/docx_tokens.h"
#include "office/part_names.h"

namespace dragoman::office {
namespace {

using formats::Xml;
using formats::XmlNode;
using formats::XmlRange;
using Kind = DocxToken::Kind;
using Field = DocxToken::Field;

template <std::size_t n>
bool one_of(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// Dropped from a text that is written anew: marks of a spelling checker, and of where a page ended on somebody's screen.
constexpr std::array<std::string_view, 3> kDroppedNames = {"proofErr", "lastRenderedPageBreak", "softHyphen"};
constexpr std::array<std::string_view, 8> kWrapperNames = {"hyperlink", "ins",       "moveTo", "smartTag",
                                                           "sdt",       "customXml", "dir",    "bdo"};

constexpr std::size_t kDeepestFields = 32;
constexpr std::size_t kMostInSimple = 64;  // nodes of a simple one: what has more is none

class TokenReader {
 public:
  TokenReader(const Xml& xml, std::size_t paragraph, std::size_t& left)
      : xml_(xml), paragraph_(paragraph), left_(left) {}
  std::vector<DocxToken> read();

 private:
  struct OpenWrapper {
    std::uint32_t behind = 0;  ///< index of the first node that is not in it
    XmlRange close;
  };
  std::size_t enter(std::size_t index);
  std::size_t open_wrapper(std::size_t index);
  void close_wrappers(std::size_t index);
  void read_run(std::size_t run);
  void read_child(std::size_t run, std::size_t child, bool first, bool last);
  void point(XmlRange range);
  void push(DocxToken token);
  void end_field(DocxToken end);
  bool joins(std::size_t begin) const;
  bool is_dropped(const XmlNode& node) const { return one_of(kDroppedNames, xml_.local(node)); }
  Quoted in_run(std::size_t run, XmlRange range);

  const Xml& xml_;
  std::size_t paragraph_;
  std::size_t& left_;
  std::vector<DocxToken> tokens_;
  std::vector<OpenWrapper> open_;
  std::vector<std::size_t> fields_;  ///< indices of begins that wait for their ends
};

Quoted TokenReader::in_run(std::size_t run, XmlRange range) {
  const XmlNode& node = xml_.node(run);
  std::string open = std::string(xml_.at(node.open)) + docx_run_properties(xml_, run);
  left_ -= std::min(left_, open.size());
  return {std::move(open), range.bytes(), "</" + std::string(xml_.at(node.name)) + ">"};
}

void TokenReader::point(XmlRange range) {
  DocxToken token;
  token.begin.at = range.begin;
  token.end.at = range.end;
  token.bytes.push_back({"", range.bytes(), ""});
  push(std::move(token));
}

void TokenReader::close_wrappers(std::size_t index) {
  for (; !open_.empty() && index >= open_.back().behind; open_.pop_back()) {
    DocxToken token;
    token.kind = Kind::kClose;
    token.begin.at = open_.back().close.begin;
    token.end.at = open_.back().close.end;
    token.bytes.push_back({"", open_.back().close.bytes(), ""});
    push(std::move(token));
  }
}

/// The opening bytes of a wrapper reach behind what it says of itself. Returns the index of its first content.
std::size_t TokenReader::open_wrapper(std::size_t index) {
  const XmlNode& node = xml_.node(index);
  XmlRange open = node.open, close = node.close;
  std::size_t content = index + 1, behind = node.next;
  for (std::size_t i = index + 1; i < node.next; i = xml_.node(i).next) {
    const XmlNode& child = xml_.node(i);
    if (!child.is_element()) continue;
    const std::string_view name = xml_.local(child);
    if (name == "sdtContent" && !child.close.empty()) {
      open.end = child.open.end;
      close.begin = child.close.begin;
      content = i + 1;
      behind = child.next;
      break;
    }
    if (!name.ends_with("Pr")) break;
    open.end = xml_.outer(child).end;
    content = child.next;
  }
  if (node.close.empty() || (xml_.local(node) == "sdt" && close.begin == node.close.begin)) {
    point(xml_.outer(node));
    return node.next;
  }
  DocxToken token;
  token.kind = Kind::kOpen;
  token.begin.at = open.begin;
  token.end.at = open.end;
  token.bytes.push_back({"", open.bytes(), ""});
  push(std::move(token));
  open_.push_back({static_cast<std::uint32_t>(behind), close});
  return content;
}

/// Returns the index of the next node to look at.
std::size_t TokenReader::enter(std::size_t index) {
  const XmlNode& node = xml_.node(index);
  const std::string_view name = xml_.local(node);
  if (!node.is_element() || name.ends_with("Pr") || is_dropped(node)) return node.next;
  if (name == "r") {
    read_run(index);
    return node.next;
  }
  if (one_of(kWrapperNames, name)) return open_wrapper(index);
  point(xml_.outer(node));
  if (name != "fldSimple" || node.next - index > kMostInSimple) return node.next;
  tokens_.back().text = formats::collapsed(xml_.text(index));
  if (!tokens_.back().text.empty()) tokens_.back().kind = Kind::kLocked;
  return node.next;
}

void TokenReader::read_run(std::size_t run) {
  std::vector<std::size_t> children;
  for (std::size_t i = run + 1; i < xml_.node(run).next; i = xml_.node(i).next) {
    const XmlNode& child = xml_.node(i);
    if (child.is_element() && xml_.local(child) != "rPr" && !is_dropped(child)) children.push_back(i);
  }
  for (const std::size_t child : children) {
    if (left_ > 0) read_child(run, child, child == children.front(), child == children.back());
  }
}

void TokenReader::read_child(std::size_t run, std::size_t child, bool first, bool last) {
  const XmlNode& node = xml_.node(child);
  const XmlNode& around = xml_.node(run);
  const std::string_view name = xml_.local(node);
  DocxToken token;
  token.run = static_cast<int>(run);
  token.begin = first ? RunEdge{around.open.begin, -1} : RunEdge{node.open.begin, token.run};
  token.end = last ? RunEdge{around.close.end, -1} : RunEdge{xml_.outer(node).end, token.run};
  token.bytes.push_back(first && last ? Quoted{"", xml_.outer(around).bytes(), ""} : in_run(run, xml_.outer(node)));
  if (name == "t") {
    token.kind = Kind::kText;
    token.text = xml_.text(child);
    if (xml_.attribute_text(node, "xml:space") != "preserve") token.text = formats::collapsed(token.text);
  } else if (name == "noBreakHyphen") {
    token.kind = Kind::kText;
    token.text = "\xE2\x80\x91";
  } else if (name == "tab" || name == "ptab" || name == "br" || name == "cr") {
    token.kind = Kind::kDivide;
    const std::string type = xml_.attribute_text(node, prefix_of(xml_, node) + "type");
    token.soft = name == "cr" || (name == "br" && (type.empty() || type == "textWrapping"));
  } else if (name == "instrText") {
    token.instruction = true;
    token.text = xml_.text(child);
  } else if (name == "fldChar") {
    const std::string type = xml_.attribute_text(node, prefix_of(xml_, node) + "fldCharType");
    token.field = type == "begin" ? Field::kBegin : type == "separate" ? Field::kSeparate : Field::kEnd;
  }
  push(std::move(token));
}

void TokenReader::push(DocxToken token) {
  if (token.field == Field::kEnd && !fields_.empty()) return end_field(std::move(token));
  if (token.field == Field::kBegin && fields_.size() < kDeepestFields) fields_.push_back(tokens_.size());
  tokens_.push_back(std::move(token));
}

/// Whether all from a field's begin on is one thing: what opens in it closes in it, no line ends in it, and it shows words.
bool TokenReader::joins(std::size_t begin) const {
  int depth = 0;
  bool shows = false;
  for (std::size_t i = begin; i < tokens_.size(); ++i) {
    const DocxToken& token = tokens_[i];
    if (token.kind == Kind::kOpen) ++depth;
    if (token.kind == Kind::kClose && --depth < 0) return false;
    if (token.kind == Kind::kDivide) return false;
    shows |= (token.kind == Kind::kText || token.kind == Kind::kLocked) && !formats::is_blank(token.text);
  }
  return depth == 0 && shows;
}

void TokenReader::end_field(DocxToken end) {
  const std::size_t begin = fields_.back();
  fields_.pop_back();
  std::size_t result = begin;
  std::string instruction;
  for (; result < tokens_.size() && tokens_[result].field != Field::kSeparate; ++result) {
    if (tokens_[result].instruction) instruction += tokens_[result].text;
  }
  if (result == tokens_.size() || !joins(begin)) return tokens_.push_back(std::move(end));
  const bool link = formats::collapsed(instruction).starts_with("HYPERLINK");
  // A link ends where its result begins; any other field is one thing to its end.
  const auto first = tokens_.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto last = link ? tokens_.begin() + static_cast<std::ptrdiff_t>(result) + 1 : tokens_.end();
  DocxToken joined;
  joined.kind = link ? Kind::kOpen : Kind::kLocked;
  joined.begin = first->begin;
  joined.end = link ? (last - 1)->end : end.end;
  for (auto token = first; token != last; ++token) {
    joined.bytes.insert(joined.bytes.end(), token->bytes.begin(), token->bytes.end());
    if (token->kind == Kind::kText || token->kind == Kind::kLocked) joined.text += token->text;
  }
  if (link) {
    end.kind = Kind::kClose;
    end.field = Field::kNone;
    joined.text.clear();
  } else {
    joined.bytes.insert(joined.bytes.end(), end.bytes.begin(), end.bytes.end());
    joined.text = formats::collapsed(joined.text);
  }
  *first = std::move(joined);
  tokens_.erase(first + 1, last);
  if (link) tokens_.push_back(std::move(end));
}

std::vector<DocxToken> TokenReader::read() {
  const std::size_t behind = xml_.node(paragraph_).next;
  for (std::size_t i = paragraph_ + 1; i < behind;) {
    close_wrappers(i);
    i = enter(i);
  }
  close_wrappers(behind);
  return std::move(tokens_);
}

}  // namespace

std::string docx_run_properties(const Xml& xml, std::size_t run) {
  for (std::size_t i = run + 1; i < xml.node(run).next; i = xml.node(i).next) {
    const XmlNode& node = xml.node(i);
    if (!node.is_element() || xml.local(node) != "rPr" || node.close.empty()) continue;
    std::string inside;
    for (std::size_t k = i + 1; k < node.next; k = xml.node(k).next) {
      const std::string_view property = xml.node(k).is_element() ? xml.local(xml.node(k)) : "lang";
      if (property != "lang" && property != "rtl") inside += xml.at(xml.outer(xml.node(k)));
    }
    const std::string name(xml.at(node.name));
    return inside.empty() ? "" : "<" + name + ">" + inside + "</" + name + ">";
  }
  return "";
}

std::vector<DocxToken> docx_tokens(const Xml& xml, std::size_t paragraph, std::size_t& left) {
  return TokenReader(xml, paragraph, left).read();
}

}  // namespace dragoman::office
