// One walk over the flat list of nodes. An inline element that holds a block, or no text, is no span: the first divides the
// text like a block, the second is a point.
#include "formats/xml_body.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace dragoman::formats {
namespace {

using document::Mark;
using document::SourceBlock;

enum class ElementForm { kBlock, kInline, kLocked, kSkip };

// XHTML's and NITF's elements of running text. Whatever is not named here, nor below, divides.
constexpr std::string_view kInlineNames[] = {"a",
                                             "abbr",
                                             "acronym",
                                             "b",
                                             "bdi",
                                             "bdo",
                                             "big",
                                             "br",
                                             "cite",
                                             "del",
                                             "dfn",
                                             "em",
                                             "font",
                                             "i",
                                             "img",
                                             "ins",
                                             "label",
                                             "mark",
                                             "nobr",
                                             "q",
                                             "ruby",
                                             "rb",
                                             "rt",
                                             "rp",
                                             "s",
                                             "small",
                                             "span",
                                             "strike",
                                             "strong",
                                             "sub",
                                             "sup",
                                             "time",
                                             "tt",
                                             "u",
                                             "wbr",
                                             "alt-code",
                                             "chron",
                                             "city",
                                             "classifier",
                                             "copyrite",
                                             "copyrite.holder",
                                             "copyrite.year",
                                             "country",
                                             "event",
                                             "fixture",
                                             "frac",
                                             "frac-num",
                                             "frac-sep",
                                             "frac-den",
                                             "function",
                                             "lang",
                                             "location",
                                             "money",
                                             "name.family",
                                             "name.given",
                                             "num",
                                             "object.title",
                                             "org",
                                             "person",
                                             "postaddr",
                                             "pronounce",
                                             "region",
                                             "state",
                                             "sublocation",
                                             "virtloc"};
constexpr std::string_view kLockedNames[] = {"code", "kbd", "samp", "var"};
constexpr std::string_view kSkippedNames[] = {"script",
                                              "style",
                                              "pre",
                                              "textarea",
                                              "template",
                                              "svg",
                                              "math",
                                              "iframe",
                                              "object",
                                              "embed",
                                              "audio",
                                              "video",
                                              "docdata",
                                              "pubdata",
                                              "media-metadata",
                                              "media-reference",
                                              "media-object",
                                              "revision-history",
                                              "meta",
                                              "link",
                                              "base",
                                              "tobject",
                                              "identified-content"};
constexpr std::pair<std::string_view, BlockRole> kRoles[] = {
    {"h1", BlockRole::kHeadline},           {"hl1", BlockRole::kHeadline},    {"title", BlockRole::kHeadline},
    {"h2", BlockRole::kSubheading},         {"h3", BlockRole::kSubheading},   {"h4", BlockRole::kSubheading},
    {"h5", BlockRole::kSubheading},         {"h6", BlockRole::kSubheading},   {"hl2", BlockRole::kSubheading},
    {"blockquote", BlockRole::kQuote},      {"bq", BlockRole::kQuote},        {"li", BlockRole::kListItem},
    {"dt", BlockRole::kListItem},           {"dd", BlockRole::kListItem},     {"td", BlockRole::kTableCell},
    {"th", BlockRole::kTableCell},          {"caption", BlockRole::kCaption}, {"figcaption", BlockRole::kCaption},
    {"media-caption", BlockRole::kCaption}, {"byline", BlockRole::kByline},   {"dateline", BlockRole::kDateline},
    {"abstract", BlockRole::kStandfirst},   {"nav", BlockRole::kNavigation},  {"note", BlockRole::kText}};
// What stays as it is, with its names.
constexpr std::pair<std::string_view, BlockRole> kNameElements[] = {
    {"media-producer", BlockRole::kCredit}, {"distributor", BlockRole::kCredit}, {"rights", BlockRole::kCredit}};
constexpr std::string_view kTextAttributes[] = {"alt", "title", "aria-label"};

template <class List>
bool lists(const List& list, std::string_view name) {
  return std::ranges::find(list, name) != std::end(list);
}
template <class List>
std::optional<BlockRole> role_in(const List& list, std::string_view name) {
  for (const auto& [known, role] : list) {
    if (known == name) return role;
  }
  return std::nullopt;
}

class BodyReader {
 public:
  BodyReader(XmlParts& parts, std::size_t element, const FieldRules& rules)
      : parts_(parts), xml_(parts.xml()), first_(element), holds_(xml_.node(element).next - element) {
    open_.push_back({element, -1, rules});
    survey();
  }
  void read();

 private:
  struct Holds {
    bool text = false, block = false;
    ElementForm form = ElementForm::kBlock;  ///< of an element
  };
  struct Open {
    std::size_t node = 0;
    int mark = -1;  ///< of an inline element
    FieldRules rules;
  };
  void survey();
  ElementForm form_of(const XmlNode& node) const;
  void enter(std::size_t index);
  void text(std::size_t index);
  void whole(std::size_t index, Mark::Kind kind);
  void append(std::string_view text);
  void extend(XmlRange range);
  void pending_blank();
  void leave();
  void flush();
  void trim_end(SourceBlock& block) const;
  bool is_all_of(const XmlNode& node, XmlRange range) const;
  void attributes(const XmlNode& node);

  XmlParts& parts_;
  const Xml& xml_;
  std::size_t first_;
  std::vector<Holds> holds_;  ///< by node, from first_
  std::vector<Open> open_;
  SourceBlock block_;
  std::optional<XmlRange> range_;  ///< of the block so far
  bool blank_ = false;             ///< white space was seen behind its text
  bool unknown_entity_ = false;
};

ElementForm BodyReader::form_of(const XmlNode& node) const {
  const std::string_view name = xml_.local(node);
  if (lists(kSkippedNames, name)) return ElementForm::kSkip;
  const XmlAttribute* translate = xml_.attribute(node, "translate");
  const bool protect = translate != nullptr && xml_.at(translate->value) == "no";
  if (lists(kLockedNames, name)) return ElementForm::kLocked;
  if (!lists(kInlineNames, name)) return ElementForm::kBlock;
  return protect ? ElementForm::kLocked : ElementForm::kInline;
}

void BodyReader::survey() {
  for (std::size_t i = first_ + holds_.size(); i-- > first_ + 1;) {
    const XmlNode& node = xml_.node(i);
    Holds& mine = holds_[i - first_];
    if (node.has_text()) mine.text = xml_.at(xml_.inner(node)).find_first_not_of(kXmlSpaces) != std::string_view::npos;
    if (node.is_element()) mine.form = form_of(node);
    if (node.is_element() && mine.form == ElementForm::kBlock) mine.block = true;
    Holds& above = holds_[static_cast<std::size_t>(node.parent) - first_];
    above.text |= mine.text;
    above.block |= mine.block;
  }
}

void BodyReader::extend(XmlRange range) {
  if (!range_) range_ = range;
  range_->end = std::max(range_->end, range.end);
}

void BodyReader::pending_blank() {
  if (!std::exchange(blank_, false)) return;
  if (!block_.text.empty() && block_.text.back() != ' ') {
    block_.text += ' ';
  } else if (!block_.marks.empty() && block_.marks.back().kind == Mark::Kind::kPoint) {
    // The second blank of "a <img/> b" belongs to the point, or the text would have two.
    std::size_t& end = block_.marks.back().open.source.end;
    while (end < xml_.source().size() && kXmlSpaces.find(xml_.source()[end]) != std::string_view::npos) ++end;
  }
}

void BodyReader::append(std::string_view text) {
  for (const char c : text) {
    if (kXmlSpaces.find(c) != std::string_view::npos) {
      blank_ = true;
      continue;
    }
    pending_blank();
    block_.text += c;
  }
}

void BodyReader::text(std::size_t index) {
  const XmlNode& node = xml_.node(index);
  if (!holds_[index - first_].text) {
    blank_ = true;
    return;
  }
  XmlRange range = node.open;
  if (node.kind == XmlNode::Kind::kText) {
    const std::string_view raw = xml_.at(range);
    const auto begin = static_cast<std::uint32_t>(raw.find_first_not_of(kXmlSpaces));
    range.end = range.begin + static_cast<std::uint32_t>(raw.find_last_not_of(kXmlSpaces)) + 1;
    if (!range_) range.begin += begin;
    unknown_entity_ |= xml_.has_unknown_entity(node.open);
  }
  extend(range);
  append(xml_.text(index));
}

void BodyReader::whole(std::size_t index, Mark::Kind kind) {
  const XmlNode& node = xml_.node(index);
  // "one<br/>two" are two words.
  if (node.is_element() && xml_.local(node) == "br" &&
      kXmlSpaces.find(xml_.source()[node.close.end]) == std::string_view::npos)
    blank_ = true;
  pending_blank();
  extend(xml_.outer(node));
  Mark mark;
  mark.kind = kind;
  mark.text.begin = block_.text.size();
  if (kind == Mark::Kind::kLocked) append(xml_.text(index));
  mark.text.end = std::max(mark.text.begin, block_.text.size());
  mark.open.source = xml_.outer(node).bytes();
  mark.parent = open_.back().mark;
  block_.marks.push_back(std::move(mark));
}

void BodyReader::attributes(const XmlNode& node) {
  for (const std::string_view name : kTextAttributes) {
    FieldRules rules = open_.back().rules;
    rules.role = BlockRole::kAttribute;
    parts_.add_attribute(node, name, rules);
  }
}

void BodyReader::enter(std::size_t index) {
  const XmlNode& node = xml_.node(index);
  const Holds& holds = holds_[index - first_];
  const ElementForm form = holds.form;
  if (form != ElementForm::kSkip) attributes(node);
  if (form == ElementForm::kInline && holds.text && !holds.block) {
    pending_blank();
    extend(node.open);
    Mark mark;
    mark.text = {block_.text.size(), block_.text.size()};
    mark.open.source = node.open.bytes();
    mark.close.source = node.close.bytes();
    mark.parent = open_.back().mark;
    block_.marks.push_back(std::move(mark));
    open_.push_back({index, static_cast<int>(block_.marks.size()) - 1, open_.back().rules});
    return;
  }
  flush();
  FieldRules rules = open_.back().rules;
  const std::string_view name = xml_.local(node);
  if (form == ElementForm::kLocked && rules.keep == KeepReason::kNone) rules.keep = KeepReason::kCode;
  if (const auto role = role_in(kRoles, name)) rules.role = *role;
  if (name == "byttl") rules.role = BlockRole::kText;  // "Weather Editor", in a byline
  if (const auto role = role_in(kNameElements, name)) {
    rules.role = *role;
    rules.keep = KeepReason::kName;
  }
  const XmlAttribute* translate = xml_.attribute(node, "translate");
  if (translate != nullptr && rules.keep == KeepReason::kNone && xml_.at(translate->value) == "no")
    rules.keep = KeepReason::kMarked;
  open_.push_back({index, -1, std::move(rules)});
}

void BodyReader::leave() {
  const Open closed = std::move(open_.back());
  open_.pop_back();
  if (closed.mark < 0) return;
  block_.marks[closed.mark].text.end = block_.text.size();
  extend(xml_.outer(xml_.node(closed.node)));
}

void BodyReader::trim_end(SourceBlock& block) const {
  if (block.text.back() != ' ') return;
  block.text.pop_back();
  for (Mark& mark : block.marks) {
    // A blank before a last point goes with it: a text does not end with one.
    std::size_t& begin = mark.open.source.begin;
    const bool moves = mark.kind == Mark::Kind::kPoint && mark.text.begin > block.text.size();
    while (moves && begin > 0 && kXmlSpaces.find(xml_.source()[begin - 1]) != std::string_view::npos) --begin;
    mark.text.begin = std::min(mark.text.begin, block.text.size());
    mark.text.end = std::min(mark.text.end, block.text.size());
  }
}

void BodyReader::flush() {
  SourceBlock block = std::exchange(block_, {});
  const std::optional<XmlRange> range = std::exchange(range_, {});
  blank_ = false;
  const bool unknown = std::exchange(unknown_entity_, false);
  if (!range || block.text.empty()) return;
  trim_end(block);
  const FieldRules& rules = open_.back().rules;
  const XmlNode& where = xml_.node(open_.back().node);
  block.role = rules.role;
  block.keep = rules.keep;
  block.note = rules.note;
  block.language = parts_.language_at(where, rules);
  if (block.keep == KeepReason::kNone && (unknown || where.deep)) {
    block.keep = KeepReason::kLimit;
    block.note = unknown ? "it uses an entity that is not expanded" : "elements are nested too deep";
  }
  if (block.text.empty()) return;
  parts_.add_block(std::move(block), *range);
  // A label that goes leaves no empty paragraph.
  const bool goes = parts_.blocks.back().role == BlockRole::kLabel && open_.back().node != first_;
  if (goes && xml_.local(where) == "p" && is_all_of(where, *range)) parts_.parts.back().range = xml_.outer(where);
}

/// Whether an element holds that and blanks.
bool BodyReader::is_all_of(const XmlNode& node, XmlRange range) const {
  const XmlRange inner = xml_.inner(node);
  return xml_.at({inner.begin, range.begin}).find_first_not_of(kXmlSpaces) == std::string_view::npos &&
         xml_.at({range.end, inner.end}).find_first_not_of(kXmlSpaces) == std::string_view::npos;
}

void BodyReader::read() {
  const std::size_t last = first_ + holds_.size();
  for (std::size_t i = first_ + 1; i < last;) {
    while (open_.size() > 1 && i >= xml_.node(open_.back().node).next) {
      if (open_.back().mark < 0) flush();
      leave();
    }
    const XmlNode& node = xml_.node(i);
    const Holds& holds = holds_[i - first_];
    const bool in_block = range_.has_value();
    std::size_t next = node.next;
    if (node.has_text()) {
      text(i);
    } else if (!node.is_element()) {
      if (in_block) whole(i, Mark::Kind::kPoint);
    } else if (const ElementForm form = holds.form;
               form == ElementForm::kSkip || (form != ElementForm::kBlock && !holds.text && !holds.block)) {
      if (form != ElementForm::kSkip) attributes(node);
      if (in_block || form != ElementForm::kSkip) whole(i, Mark::Kind::kPoint);
    } else if (form == ElementForm::kLocked && !holds.block) {
      whole(i, Mark::Kind::kLocked);
    } else {
      enter(i);
      next = i + 1;
    }
    i = next;
  }
  while (open_.size() > 1) {
    if (open_.back().mark < 0) flush();
    leave();
  }
  flush();
}

}  // namespace

void add_xml_body(XmlParts& parts, std::size_t element, const FieldRules& rules) {
  BodyReader(parts, element, rules).read();
}

}  // namespace dragoman::formats
