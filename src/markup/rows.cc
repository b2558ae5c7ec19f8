// A row is three spans or more, or two of which the first is no initial: that one goes by other rules ("<i>T</i><i>he</i> port").
#include "markup/rows.h"

#include <algorithm>

#include "base/part.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::markup {
namespace {

/// Whether a node may stand in a row: it has nothing inside but a part of one word.
bool is_part_of_word(const Layout& layout, const Node& node) {
  if (node.kind != Node::Kind::kText && node.kind != Node::Kind::kDropCap) return false;
  if (!node.children.empty() || node.source.begin >= node.source.end) return false;
  const std::size_t first = atom_at(layout.source_atoms, node.source.begin);
  return layout.source_atoms[first].kind == AtomKind::kWord && layout.source_atoms[first].range.end >= node.source.end;
}

void join(Layout& layout, const std::vector<std::size_t>& row) {
  Node& first = layout.nodes[row.front()];
  const bool initial = first.kind == Node::Kind::kDropCap;
  if (row.size() < (initial ? 3U : 2U)) return;
  if (initial) layout.drop_cap = 0;
  const ByteRange word = {first.source.begin, layout.nodes[row.back()].source.end};
  for (const std::size_t each : row) {
    layout.nodes[each].kind = each == row.front() ? Node::Kind::kText : Node::Kind::kFollower;
    layout.nodes[each].source = word;
  }
  // They share a word, so that none of their parents needs a word for each.
  for (std::size_t up = first.parent; up != 0; up = layout.nodes[up].parent)
    layout.nodes[up].need -= std::min(layout.nodes[up].need - 1, row.size() - 1);
  layout.rows.push_back(row);
}

}  // namespace

void join_rows(Layout& layout) {
  std::vector<std::size_t> row;
  const auto end_row = [&] {
    if (row.size() > 1) join(layout, row);
    row.clear();
  };
  for (std::size_t parent = 0; parent < layout.nodes.size(); ++parent) {
    for (const std::size_t child : std::vector<std::size_t>(layout.nodes[parent].children)) {
      const Node& node = layout.nodes[child];
      const bool part_of_word = is_part_of_word(layout, node);
      const bool goes_on = part_of_word && !row.empty() && layout.nodes[row.back()].source.end == node.source.begin &&
                           is_inside_word(layout.source, node.source.begin);
      if (!goes_on) end_row();
      if (part_of_word) row.push_back(child);
    }
    end_row();
  }
}

ByteRange longest_word(const Layout& layout, const Node& node) {
  ByteRange best;
  for (std::size_t at = node.first; at < node.last; ++at) {
    const Atom& atom = layout.target_atoms[at];
    const std::size_t length = atom.range.end - atom.range.begin;
    if (atom.kind == AtomKind::kWord && length > best.end - best.begin) best = atom.range;
  }
  return best;
}

void deal_rows(Layout& layout) {
  for (const std::vector<std::size_t>& row : layout.rows) {
    const ByteRange word = longest_word(layout, layout.nodes[row.front()]);
    const std::vector<std::size_t> ends = text::grapheme_ends(part(layout.target, word));
    std::size_t begin = word.begin;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool enough = ends.size() >= row.size();
      const std::size_t end = enough ? word.begin + ends[(i + 1) * ends.size() / row.size() - 1] : begin;
      layout.nodes[row[i]].target = {begin, end};
      begin = end;
    }
  }
}

}  // namespace dragoman::markup
