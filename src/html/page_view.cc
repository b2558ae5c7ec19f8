// Down the tree go wishes and languages, up go text, blocks and soundness. Ids are in document order, so both are loops.
#include "html/page_view.h"
#include <algorithm>
#include "html/entities.h"
#include "html/inserted.h"
#include "html/lexer.h"
#include "text/utf8.h"

namespace dragoman::html {

bool is_unseen(char32_t c) { return c == 0xAD || c == 0x200B || (c != '\v' && is_control(c)); }
bool is_blank(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0xFEFF || is_unseen(c); }

namespace {

bool has_name(const std::vector<std::string>& names, std::string_view tag) {
  return std::ranges::find(names, tag) != names.end();
}

std::uint16_t traits_by(const ElementRules& rules, std::string_view tag) {
  const std::uint16_t traits = traits_of(tag);
  if (has_name(rules.divide, tag)) return traits & static_cast<std::uint16_t>(~kInline);
  const bool joins = has_name(rules.join, tag) || (rules.unknown_inline && !is_element_name(tag));
  return joins ? static_cast<std::uint16_t>(traits | kInline) : traits;
}

}  // namespace

PageView::PageView(const Tree& page, const ElementRules& rules)
    : tree_(page), traits_(page.size()), flags_(page.size()), language_(page.size(), kNoNode) {
  look_down(rules);
  look_up();
}

std::string_view PageView::language(NodeId id) const {
  const NodeId holder = language_[id];
  if (holder == kNoNode) return {};
  const Attribute* lang = tree_.attribute(holder, "lang");
  return lang != nullptr ? lang->value : tree_.value(holder, "xml:lang");
}

void PageView::look_down(const ElementRules& rules) {
  flags_[0] = kOpen;
  for (NodeId id = 1; id < tree_.size(); ++id) {
    const Node& node = tree_[id];
    const NodeId above = node.parent;
    std::uint8_t flags = flags_[above] & (kOpen | kCode | kBuried | kInserted);
    if ((traits_[above] & kOpaque) != 0 && (flags_[above] & kCode) == 0) flags |= kBuried;
    language_[id] = language_[above];
    if (node.kind == Node::Kind::kElement) {
      traits_[id] =
          node.foreign && node.tag != "svg" && node.tag != "math" ? std::uint16_t{kInline} : traits_by(rules, node.tag);
      const Wish wish = has_name(rules.keep, node.tag) ? Wish::kKeep : wish_of(tree_, id);
      if (wish == Wish::kTranslate) flags = static_cast<std::uint8_t>((flags & ~kCode) | kOpen);
      if (wish == Wish::kKeep || wish == Wish::kKeepCode) flags &= static_cast<std::uint8_t>(~kOpen);
      if (wish == Wish::kKeepCode || node.tag == "code" || has(id, kListing)) flags |= kCode;
      if (node.tag == "code" || has(id, kListing)) flags &= static_cast<std::uint8_t>(~kOpen);
      if (is_inserted(tree_, id)) flags |= kInserted;
      if (tree_.attribute(id, "lang") != nullptr || tree_.attribute(id, "xml:lang") != nullptr) language_[id] = id;
    }
    flags_[id] = flags;
  }
}

bool PageView::has_own_text(NodeId id) const {
  const std::string_view raw = tree_.source(tree_[id].open);
  if (std::all_of(raw.begin(), raw.end(), is_html_space)) return false;
  if (raw.size() > 64 && raw.find('&') == std::string_view::npos) return true;
  const std::string text = tree_.text(id);
  for (std::size_t at = 0; at < text.size();) {
    if (!is_blank(text::code_point_at(text, at, at))) return true;
  }
  return false;
}

bool PageView::sound_itself(NodeId id) const {
  const Node& node = tree_[id];
  if (node.kind != Node::Kind::kElement) return !node.repaired;
  const bool closed = !node.close.empty() || has(id, kVoid) || tree_.self_closed(id);
  return !node.repaired && !node.open.empty() && closed;
}

void PageView::look_up() {
  // The first byte of what was seen last in each element, from its end: children must come in the source's order.
  std::vector<std::uint32_t> front(tree_.size(), ~std::uint32_t{0});
  for (NodeId id = static_cast<NodeId>(tree_.size()); id-- > 1;) {
    const Node& node = tree_[id];
    const NodeId above = node.parent;
    std::uint8_t& flags = flags_[id];
    if ((flags & kBuried) == 0 && node.kind == Node::Kind::kText && has_own_text(id)) flags |= kHasText;
    if (node.kind == Node::Kind::kCut) flags |= kHasText;  // for all we know
    const bool element = node.kind == Node::Kind::kElement;
    if (element && ((traits_[id] & kInline) == 0 || (flags & kBlocky) != 0)) flags |= kBlocky;
    if (element && has(id, kOpaque) && (traits_[id] & kInline) != 0) flags &= static_cast<std::uint8_t>(~kBlocky);
    bool sound = sound_itself(id) && (flags & kSound) == 0;  // while going up, kSound stands for "broken inside"
    if (element && front[id] != ~std::uint32_t{0} && front[id] < node.open.end) sound = false;
    flags = static_cast<std::uint8_t>(sound ? flags | kSound : flags & ~kSound);
    const std::uint32_t end = node.extent.end;
    if (!sound || end > front[above] || (!tree_[above].close.empty() && end > tree_[above].close.begin)) {
      flags_[above] |= kSound;
    }
    front[above] = std::min(front[above], node.extent.begin);
    if ((flags & kHasText) != 0 && node.tag != "noscript") flags_[above] |= kHasText;
    if ((flags & kBlocky) != 0) flags_[above] |= kBlocky;
    if ((flags & (kOpen | kOpensInside)) != 0 && (flags_[above] & kOpen) == 0 && (flags & kHasText) != 0) {
      flags_[above] |= kOpensInside;
    }
  }
}

}  // namespace dragoman::html
