// Elements in a paragraph are spans (text:span, text:a), what ends a line or stands for a blank, fields, whose text stays, and
// all else, which is a point. What a note or a text box holds are paragraphs of their own, and read as such.
#include "office/odt_paragraph.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "formats/inline_block.h"
#include "formats/placed.h"
#include "formats/plain_text.h"
#include "text/utf8.h"

namespace dragoman::office {
namespace {

using document::SourceBlock;
using formats::InlineToken;
using formats::Xml;
using formats::XmlNode;
using formats::XmlRange;

constexpr std::size_t kMostInField = 64;  // nodes: what has more is no field

struct OdtToken {
  enum class Kind { kText, kPoint, kDivide, kSoftDivide, kOpen, kClose, kLocked };
  Kind kind = Kind::kPoint;
  XmlRange range;
  std::string text = {};
  bool unknown = false;  ///< it uses an entity that is not expanded
  bool raw = false;      ///< `range` is the text alone
  bool shows() const { return (kind == Kind::kText || kind == Kind::kLocked) && !formats::is_blank(text); }
  bool nests() const { return kind == Kind::kOpen || kind == Kind::kClose; }
};

class OdtParagraph {
 public:
  OdtParagraph(formats::XmlParts& parts, std::size_t paragraph, const OdtParagraphRules& rules)
      : parts_(parts), xml_(parts.xml()), paragraph_(paragraph), rules_(rules) {}
  std::size_t read();

 private:
  struct OpenSpan {
    std::size_t node = 0;
    bool plain = false;  ///< it is no mark
  };
  std::size_t enter(std::size_t index);
  void element(std::size_t index);
  void leave(std::size_t index);
  bool is_plain(std::size_t index) const;
  bool divides(std::size_t index) const;
  void add_block(std::size_t first, std::size_t behind);
  SourceBlock block_of(std::span<const OdtToken> tokens) const;

  formats::XmlParts& parts_;
  const Xml& xml_;
  std::size_t paragraph_;
  const OdtParagraphRules& rules_;
  std::vector<OdtToken> tokens_;
  std::vector<OpenSpan> open_;
  std::size_t blocks_ = 0;
};

/// Whether a span shows nothing; one with more than text in it is kept as it is.
bool OdtParagraph::is_plain(std::size_t index) const {
  const XmlNode& span = xml_.node(index);
  if (xml_.local(span) != "span" || rules_.plain_styles == nullptr) return false;
  for (std::size_t i = index + 1; i < span.next; ++i) {
    if (!xml_.node(i).has_text() && !xml_.is(xml_.node(i), kOdfText, "s")) return false;
  }
  const formats::XmlAttribute* style = nullptr;
  for (std::uint32_t i = 0; i < span.attribute_count; ++i) {
    const formats::XmlAttribute* attribute = xml_.attributes_of(span) + i;
    if (!xml_.at(attribute->name).ends_with(":style-name")) return false;
    style = attribute;
  }
  return style == nullptr || rules_.plain_styles->contains(xml_.at(style->value));
}

void OdtParagraph::element(std::size_t index) {
  const XmlNode& node = xml_.node(index);
  const std::string_view name = xml_.local(node);
  OdtToken token{OdtToken::Kind::kPoint, xml_.outer(node)};
  if (xml_.space(node) == kOdfText) {
    if (name == "soft-page-break") return;
    if (name == "tab") token.kind = OdtToken::Kind::kDivide;
    if (name == "line-break") token.kind = OdtToken::Kind::kSoftDivide;
    if (name == "s") {
      if (!open_.empty() && open_.back().plain) token.range = xml_.outer(xml_.node(open_.back().node));
      token.kind = OdtToken::Kind::kText;
      token.text = " ";
    }
    // A field shows what its program puts there. A note is no text of the sentence.
    const bool field = node.next - index <= kMostInField && name != "note" && !name.starts_with("bookmark-") &&
                       !name.starts_with("change");
    if (field && token.kind == OdtToken::Kind::kPoint) token.text = formats::collapsed(xml_.text(index));
    if (token.kind == OdtToken::Kind::kPoint && !token.text.empty()) token.kind = OdtToken::Kind::kLocked;
  }
  tokens_.push_back(std::move(token));
}

/// Returns the index of the next node to look at.
std::size_t OdtParagraph::enter(std::size_t index) {
  const XmlNode& node = xml_.node(index);
  if (node.has_text()) {
    // Tags that are no marks go with their text.
    const bool plain = !open_.empty() && open_.back().plain;
    const bool text = node.kind == XmlNode::Kind::kText;
    tokens_.push_back({OdtToken::Kind::kText, xml_.outer(plain ? xml_.node(open_.back().node) : node), xml_.text(index),
                       text && xml_.has_unknown_entity(node.open), text && !plain});
    return node.next;
  }
  const std::string_view name = node.is_element() ? xml_.local(node) : "";
  const bool span = xml_.space(node) == kOdfText && !node.close.empty() &&
                    (name == "span" || name == "a" || name == "meta" || name == "meta-field");
  if (!span) {
    if (node.is_element()) {
      element(index);
    } else {
      tokens_.push_back({OdtToken::Kind::kPoint, node.open});
    }
    return node.next;
  }
  open_.push_back({index, is_plain(index)});
  if (!open_.back().plain) tokens_.push_back({OdtToken::Kind::kOpen, node.open});
  return index + 1;
}

void OdtParagraph::leave(std::size_t index) {
  for (; !open_.empty() && index >= xml_.node(open_.back().node).next; open_.pop_back()) {
    if (!open_.back().plain) tokens_.push_back({OdtToken::Kind::kClose, xml_.node(open_.back().node).close});
  }
}

/// The end of a line divides, unless the sentence seems to go on behind it.
bool OdtParagraph::divides(std::size_t index) const {
  if (tokens_[index].kind == OdtToken::Kind::kDivide) return true;
  if (tokens_[index].kind != OdtToken::Kind::kSoftDivide) return false;
  for (std::size_t i = index + 1; i < tokens_.size(); ++i) {
    if (!tokens_[i].shows()) continue;
    std::size_t next = 0;
    const std::string& text = tokens_[i].text;
    return !formats::is_small(text::code_point_at(text, text.find_first_not_of(" \t\r\n"), next));
  }
  return true;
}

SourceBlock OdtParagraph::block_of(std::span<const OdtToken> tokens) const {
  std::vector<InlineToken> out;
  std::vector<int> open;
  for (const OdtToken& token : tokens) {
    InlineToken made;
    made.text = token.text;
    if (token.kind != OdtToken::Kind::kText) made.source = token.range.bytes();
    switch (token.kind) {
      case OdtToken::Kind::kText: break;
      case OdtToken::Kind::kLocked: made.kind = InlineToken::Kind::kLocked; break;
      case OdtToken::Kind::kOpen:
        made.kind = InlineToken::Kind::kOpen;
        open.push_back(static_cast<int>(out.size()));
        break;
      case OdtToken::Kind::kClose:
        made.kind = InlineToken::Kind::kClose;
        made.match = open.back();
        out[static_cast<std::size_t>(open.back())].match = static_cast<int>(out.size());
        open.pop_back();
        break;
      case OdtToken::Kind::kDivide:
      case OdtToken::Kind::kSoftDivide: out.push_back({InlineToken::Kind::kText, {}, " "}); [[fallthrough]];
      case OdtToken::Kind::kPoint: made.kind = InlineToken::Kind::kPoint; break;
    }
    out.push_back(std::move(made));
  }
  return formats::make_block(out);
}

void OdtParagraph::add_block(std::size_t first, std::size_t behind) {
  while (first < behind && !tokens_[first].shows() && !tokens_[first].nests()) ++first;
  while (first < behind && !tokens_[behind - 1].shows() && !tokens_[behind - 1].nests()) --behind;
  const std::span<const OdtToken> mine(tokens_.data() + first, behind - first);
  if (std::ranges::none_of(mine, &OdtToken::shows)) return;
  SourceBlock block = block_of(mine);
  if (block.text.empty()) return;
  block.role = rules_.role;
  block.keep = rules_.keep;
  const bool unknown = std::ranges::any_of(mine, &OdtToken::unknown);
  if (block.keep == KeepReason::kNone && (unknown || xml_.node(paragraph_).deep)) {
    block.keep = KeepReason::kLimit;
    block.note = unknown ? "it uses an entity that is not expanded" : "elements are nested too deep";
  }
  // White space beside the block stays where it is.
  XmlRange range = {mine.front().range.begin, mine.back().range.end};
  const std::string_view source = xml_.source();
  while (mine.front().raw && formats::is_blank(source[range.begin])) ++range.begin;
  while (mine.back().raw && formats::is_blank(source[range.end - 1])) --range.end;
  parts_.add_block(std::move(block), range);
  ++blocks_;
}

std::size_t OdtParagraph::read() {
  const std::size_t behind = xml_.node(paragraph_).next;
  for (std::size_t i = paragraph_ + 1; i < behind;) {
    leave(i);
    i = enter(i);
  }
  leave(behind);
  int depth = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    depth += tokens_[i].kind == OdtToken::Kind::kOpen ? 1 : tokens_[i].kind == OdtToken::Kind::kClose ? -1 : 0;
    if (depth > 0 || !divides(i)) continue;
    add_block(first, i);
    first = i + 1;
  }
  add_block(first, tokens_.size());
  return blocks_;
}

}  // namespace

std::size_t add_odt_paragraph(formats::XmlParts& parts, std::size_t paragraph, const OdtParagraphRules& rules) {
  return OdtParagraph(parts, paragraph, rules).read();
}

}  // namespace dragoman::office
