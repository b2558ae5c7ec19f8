// New attributes go right behind the tag's name, where nothing odd at the tag's end can disturb them.
#include "html/edits.h"
#include <algorithm>
#include <array>
#include "html/lexer.h"

namespace dragoman::html {
namespace {

constexpr std::array<std::string_view, 14> kStandardVoid = {"area",  "base", "br",   "col",    "embed", "hr",  "img",
                                                            "input", "link", "meta", "source", "track", "wbr", "param"};

std::string escape(std::string_view text, bool quotes) {
  std::string out;
  out.reserve(text.size() + 16);
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += quotes ? "&quot;" : "\""; break;
      case '\'': out += quotes ? "&#39;" : "'"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace

std::string escape_text(std::string_view text) { return escape(text, false); }
std::string escape_value(std::string_view text) { return escape(text, true); }

void set_attribute(const Tree& tree, NodeId id, std::string_view name, std::string_view value,
                   document::Splices& splices) {
  const Node& node = tree[id];
  if (node.open.size() < 3) return;
  const std::string quoted = "\"" + escape_value(value) + "\"";
  const Attribute* known = tree.attribute(id, name);
  // Of an attribute without a value, the parser takes the name for the value's place.
  const bool has_value = known != nullptr && !known->value_place.empty() && known->value_place != known->name_place;
  if (known != nullptr && known->value == value && (has_value || value.empty())) return;
  if (has_value) {
    const bool single = tree.source(known->value_place).starts_with('\'');
    return splices.replace(known->value_place, single ? "'" + escape_value(value) + "'" : quoted);
  }
  if (known != nullptr && !known->name_place.empty())
    return splices.replace(known->name_place, std::string(name) + "=" + quoted);
  std::size_t at = node.open.begin + 1;
  const std::string_view source = tree.source();
  while (at < node.open.end && !is_html_space(source[at]) && source[at] != '/' && source[at] != '>') ++at;
  splices.insert(at, " " + std::string(name) + "=" + quoted);
}

void remove_attribute(const Tree& tree, NodeId id, std::string_view name, document::Splices& splices) {
  const Attribute* known = tree.attribute(id, name);
  if (known == nullptr || known->name_place.empty()) return;
  std::size_t begin = known->name_place.begin;
  if (begin > 0 && is_html_space(tree.source()[begin - 1])) --begin;
  splices.replace({begin, std::max(known->name_place.end, known->value_place.end)}, "");
}

bool ends_soundly(const Tree& tree, NodeId id) {
  const Node& node = tree[id];
  if (node.repaired) return false;
  if (node.kind == Node::Kind::kComment) return tree.source(node.open).ends_with("-->");
  if (node.kind != Node::Kind::kElement) return true;
  return !node.close.empty() || tree.self_closed(id) ||
         (!node.open.empty() && std::ranges::find(kStandardVoid, node.tag) != kStandardVoid.end());
}

}  // namespace dragoman::html
