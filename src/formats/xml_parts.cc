// A field is looked at in this order: XML markup inside, an entity that is not expanded, HTML, paragraphs of plain text.
#include "formats/xml_parts.h"

#include <algorithm>

#include "document/label.h"
#include "formats/placed.h"
#include "formats/xml_body.h"
#include "html/html_document.h"

namespace dragoman::formats {
namespace {

using document::SourceBlock;

XmlRange without_spaces(std::string_view source, XmlRange range) {
  while (range.begin < range.end && kXmlSpaces.find(source[range.begin]) != std::string_view::npos) ++range.begin;
  while (range.begin < range.end && kXmlSpaces.find(source[range.end - 1]) != std::string_view::npos) --range.end;
  return range;
}

void keep_for_entity(SourceBlock& block) {
  block.keep = KeepReason::kLimit;
  block.note = "it uses an entity that is not expanded";
}

/// What an element without markup holds.
struct Content {
  std::size_t texts = 0, sections = 0;
  XmlRange range;
  std::string text;
};

/// The range's paragraphs: what blank lines divide.
std::vector<XmlRange> paragraphs_in(std::string_view source, XmlRange range) {
  std::vector<XmlRange> out;
  std::uint32_t begin = range.begin;
  for (std::uint32_t at = range.begin; at < range.end;) {
    std::uint32_t lines = 0, next = at;
    for (; next < range.end && kXmlSpaces.find(source[next]) != std::string_view::npos; ++next)
      lines += source[next] == '\n' ? 1 : 0;
    if (lines >= 2) {
      out.push_back({begin, at});
      begin = next;
    }
    at = std::max(next, at + 1);
  }
  out.push_back({begin, range.end});
  return out;
}

}  // namespace

bool same_language(std::string_view a, std::string_view b) {
  const auto primary = [](std::string_view tag) {
    std::string out(tag.substr(0, tag.find_first_of("-_")));
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
  };
  return !a.empty() && primary(a) == primary(b);
}

std::string XmlParts::language_at(const XmlNode& node, const FieldRules& rules) const {
  return node.language != xml_.node(xml_.root()).language ? xml_.language(node) : rules.language;
}

SourceBlock XmlParts::block_of(const XmlNode& node, const FieldRules& rules) const {
  SourceBlock block;
  block.role = rules.role;
  block.keep = rules.keep;
  block.note = rules.note;
  block.language = language_at(node, rules);
  if (block.keep == KeepReason::kNone && node.deep) {
    block.keep = KeepReason::kLimit;
    block.note = "elements are nested deeper than " + std::to_string(options_.max_depth);
  }
  return block;
}

void XmlParts::add_block(SourceBlock block, XmlRange range, XmlPart::Style style) {
  XmlPart part;
  part.style = style;
  part.first = blocks.size();
  part.count = 1;
  part.range = range;
  document::drop_labels(block);
  lock_news_forms(block);
  blocks.push_back(std::move(block));
  parts.push_back(std::move(part));
}

void XmlParts::add_attribute(const XmlNode& element, std::string_view name, const FieldRules& rules) {
  const XmlAttribute* attribute = xml_.attribute(element, name);
  if (attribute == nullptr) return;
  SourceBlock block = block_of(element, rules);
  block.text = collapsed(xml_.decoded(attribute->value));
  if (block.text.empty()) return;
  if (xml_.has_unknown_entity(attribute->value)) keep_for_entity(block);
  add_block(std::move(block), attribute->value, XmlPart::Style::kAttribute);
}

bool XmlParts::add_html(const std::string& value, XmlRange range, bool cdata, const XmlNode& element,
                        const FieldRules& rules) {
  if (rules.html == FieldRules::Html::kNever) return false;
  if (rules.html == FieldRules::Html::kGuess && !looks_like_html(value)) return false;
  XmlPart part;
  part.style = cdata ? XmlPart::Style::kCdata : XmlPart::Style::kText;
  part.escapes = extra_escapes(value);
  part.range = range;
  std::string html = value;
  for (std::size_t i = 0; i < part.escapes; ++i) html = unescaped_once(html);
  SourceBlock known = block_of(element, rules);
  PageReadOptions inner;
  inner.max_bytes = options_.max_bytes;
  inner.max_depth = options_.max_depth;
  auto document = read_nested(++nested_, [&] { return html::read_html_fragment(html, inner); });
  if (!document) {
    known.text = collapsed(value);
    known.keep = KeepReason::kLimit;
    known.note = document.error().what;
    add_block(std::move(known), range, part.style);
    return true;
  }
  part.nested = nest(std::move(*document), {known.role, known.keep, known.note, known.language}, blocks);
  if (!part.nested) return true;
  part.first = part.nested->first;
  part.count = part.nested->count;
  parts.push_back(std::move(part));
  return true;
}

void XmlParts::add_text(XmlRange range, bool cdata, const XmlNode& element, const FieldRules& rules) {
  const auto style = cdata ? XmlPart::Style::kCdata : XmlPart::Style::kText;
  const std::vector<XmlRange> all = paragraphs_in(xml_.source(), without_spaces(xml_.source(), range));
  for (std::size_t i = 0; i < all.size(); ++i) {
    SourceBlock block = block_of(element, rules);
    block.text = collapsed(cdata ? std::string(xml_.at(all[i])) : xml_.decoded(all[i]));
    if (!cdata && xml_.has_unknown_entity(all[i])) keep_for_entity(block);
    if (block.text.empty()) continue;
    add_block(std::move(block), all[i], style);
    // A paragraph that goes takes the blank line along.
    if (blocks.back().role == BlockRole::kLabel && i + 1 < all.size()) parts.back().range.end = all[i + 1].begin;
  }
}

void XmlParts::add_field(std::size_t element, const FieldRules& rules) {
  const XmlNode& node = xml_.node(element);
  Content content;
  for (std::size_t i = element + 1; i < node.next; ++i) {
    const XmlNode& child = xml_.node(i);
    if (!child.has_text()) return add_xml_body(*this, element, rules);
    const XmlRange inside = without_spaces(xml_.source(), xml_.inner(child));
    if (inside.empty()) continue;
    (child.kind == XmlNode::Kind::kCdata ? content.sections : content.texts) += 1;
    if (content.range.end == 0) content.range.begin = xml_.inner(child).begin;
    content.range.end = xml_.inner(child).end;
    content.text += xml_.text(i);
  }
  if (content.texts + content.sections == 0) return;
  const bool cdata = content.texts == 0;
  // Text and CDATA sections in turns are written as one text.
  if (!cdata && content.sections > 0) content.range = xml_.inner(node);
  const bool unknown = !cdata && xml_.has_unknown_entity(content.range);
  if (!unknown && add_html(content.text, content.range, cdata, node, rules)) return;
  if (content.texts + content.sections == 1) return add_text(content.range, cdata, node, rules);
  SourceBlock block = block_of(node, rules);
  block.text = collapsed(content.text);
  if (unknown) keep_for_entity(block);
  add_block(std::move(block), content.range, cdata ? XmlPart::Style::kCdata : XmlPart::Style::kText);
}

}  // namespace dragoman::formats
