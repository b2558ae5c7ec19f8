// Questions to a tree. Everything is a loop over ids, which are in document order.
#include "html/tree.h"
#include <algorithm>
#include "html/entities.h"
#include "html/lexer.h"

namespace dragoman::html {

std::span<const Attribute> Tree::attributes(NodeId id) const {
  return std::span(attributes_).subspan(nodes_[id].first_attribute, nodes_[id].attribute_count);
}

const Attribute* Tree::attribute(NodeId id, std::string_view name) const {
  const auto all = attributes(id);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Attribute& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string_view Tree::value(NodeId id, std::string_view name) const {
  const Attribute* found = attribute(id, name);
  return found == nullptr ? std::string_view() : found->value;
}

bool Tree::has_class(NodeId id, std::string_view name) const {
  const std::string_view classes = value(id, "class");
  for (std::size_t at = 0; at < classes.size();) {
    std::size_t end = at;
    while (end < classes.size() && !is_html_space(classes[end])) ++end;
    if (equal_names(classes.substr(at, end - at), name)) return true;
    at = end + 1;
  }
  return false;
}

NodeId Tree::closest(NodeId id, std::string_view tag) const {
  while (id != kNoNode && !is(id, tag)) id = nodes_[id].parent;
  return id;
}

std::string Tree::text(NodeId id) const {
  const Node& node = nodes_[id];
  const std::string_view raw = source(node.open);
  if (raw.starts_with(kCdata)) return std::string(raw.substr(9, raw.size() - std::min<std::size_t>(raw.size(), 12)));
  return decoded(raw, node.parent == kNoNode ? std::string_view() : nodes_[node.parent].tag);
}

std::string Tree::decoded(std::string_view raw, std::string_view above) {
  static constexpr std::string_view kUndecoded[] = {"script",  "style",    "xmp",      "iframe",
                                                    "noembed", "noframes", "plaintext"};
  if (std::find(std::begin(kUndecoded), std::end(kUndecoded), above) != std::end(kUndecoded)) return std::string(raw);
  return decode_text(raw, false);
}

std::string Tree::inner_text(NodeId id, std::size_t most) const {
  static constexpr std::string_view kSilent[] = {"script", "style", "template", "noscript", "textarea", "svg"};
  std::string out;
  const NodeId end = nodes_[id].behind;
  for (NodeId at = id + 1; at < end && out.size() < most;) {
    const Node& node = nodes_[at];
    const bool silent = node.kind == Node::Kind::kElement &&
                        std::find(std::begin(kSilent), std::end(kSilent), node.tag) != std::end(kSilent);
    if (node.kind == Node::Kind::kText) out += text(at);
    at = silent ? node.behind : at + 1;
  }
  return out;
}

std::size_t Tree::content_begin(NodeId id) const {
  const Node& node = nodes_[id];
  if (!node.open.empty()) return node.open.end;
  return node.extent.empty() && node.parent != kNoNode ? content_end(id) : node.extent.begin;
}

std::size_t Tree::content_end(NodeId id) const {
  const Node& node = nodes_[id];
  if (!node.close.empty()) return node.close.begin;
  if (!node.extent.empty()) return node.extent.end;
  // Implied and empty: behind what stands before it, and the white space that belongs to nothing there.
  const auto behind_blanks = [&](std::size_t at) {
    while (at < source_.size() && is_html_space(source_[at])) ++at;
    return at;
  };
  for (NodeId at = id; at != kNoNode; at = nodes_[at].parent) {
    for (NodeId before = nodes_[at].previous; before != kNoNode; before = nodes_[before].previous) {
      if (!nodes_[before].extent.empty()) return behind_blanks(nodes_[before].extent.end);
    }
    const NodeId parent = nodes_[at].parent;
    if (parent != kNoNode && !nodes_[parent].open.empty()) return behind_blanks(nodes_[parent].open.end);
  }
  return behind_blanks(doctype_ ? doctype_->end : 0);
}

}  // namespace dragoman::html
