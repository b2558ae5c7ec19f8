// Units are the stretch's words and signs, or characters of them. Each child may begin no earlier than the one before it
// allows, and no later than those behind it need.
#include "markup/share.h"

#include <algorithm>

#include "markup/gaps.h"

namespace dragoman::markup {
namespace {

/// The first atoms of the units in the stretch: words as a whole if that makes `enough`.
std::vector<std::size_t> units_of(const Layout& layout, const Node& parent, std::size_t enough) {
  std::vector<std::size_t> words, characters;
  for (std::size_t at = parent.first; at < parent.last; ++at) {
    const Atom& atom = layout.target_atoms[at];
    if (atom.kind == AtomKind::kSpace) continue;
    characters.push_back(at);
    if (!atom.continues || words.empty()) words.push_back(at);
  }
  return words.size() >= enough ? words : characters;
}

/// For each text child, the unit that its first aligned word is in; by its share of the source where none is.
std::vector<std::size_t> wanted_units(const Layout& layout, const Node& parent, const std::vector<std::size_t>& texts,
                                      const std::vector<std::size_t>& units) {
  const std::size_t none = units.size();
  std::vector<std::size_t> wanted(texts.size(), none);
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    const ByteRange source = source_of(layout, units[unit]);
    if (source.begin >= source.end) continue;
    const auto child = std::ranges::partition_point(
        texts, [&](std::size_t each) { return layout.nodes[each].source.end <= source.begin; });
    if (child == texts.end() || layout.nodes[*child].source.begin >= source.end) continue;
    std::size_t& one = wanted[static_cast<std::size_t>(child - texts.begin())];
    one = std::min(one, unit);
  }
  const std::size_t length = std::max<std::size_t>(1, parent.source.end - parent.source.begin);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (wanted[i] != none) continue;
    wanted[i] = (layout.nodes[texts[i]].source.begin - parent.source.begin) * units.size() / length;
  }
  return wanted;
}

/// The rest of a word that the node has begun is its own, or `all` as far as `limit`; blanks at its end are not.
void end_before(const Layout& layout, Node& node, std::size_t limit, bool all) {
  const std::vector<Atom>& atoms = layout.target_atoms;
  while (node.last < limit && (all || atoms[node.last].continues)) ++node.last;
  while (node.last > node.first + 1 && atoms[node.last - 1].kind == AtomKind::kSpace) --node.last;
}

}  // namespace

bool share_out(Layout& layout, std::size_t parent) {
  Node& outer = layout.nodes[parent];
  std::vector<std::size_t> texts;
  std::size_t needed = 0;
  for (const std::size_t child : outer.children) {
    Node& node = layout.nodes[child];
    if (node.kind == Node::Kind::kFixed && node.locked) layout.lift(node);
    if (node.kind != Node::Kind::kPlace)
      node.kind = node.source.begin < node.source.end ? Node::Kind::kText : Node::Kind::kPlace;
    if (node.kind == Node::Kind::kText) texts.push_back(child), needed += node.need;
  }
  for (std::size_t at = outer.first; at < outer.last; ++at) layout.fixed[at] = 0;
  const std::vector<std::size_t> units = units_of(layout, outer, needed);
  if (units.size() < needed) return false;
  const std::vector<std::size_t> wanted = wanted_units(layout, outer, texts, units);
  const bool all = layout.own_words(outer) == 0;
  std::size_t free = 0, reserved = needed, text = 0, gap = outer.first, before = 0;
  for (const std::size_t child : outer.children) {
    Node& node = layout.nodes[child];
    if (node.kind == Node::Kind::kText) {
      const std::size_t from = std::clamp(wanted[text++], free, units.size() - reserved);
      free = from + node.need;
      reserved -= node.need;
      node.first = units[from];
      if (all && before == 0) node.first = units.front();
      if (before != 0) end_before(layout, layout.nodes[before], node.first, all);
      node.last = free < units.size() ? units[free] : outer.last;
      before = child;
      gap = node.last;
    } else {
      node.first = node.last = gap;
    }
  }
  if (before != 0) end_before(layout, layout.nodes[before], outer.last, all);
  return true;
}

}  // namespace dragoman::markup
