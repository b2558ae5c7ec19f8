// A row is three spans or more, or two of which the first is no initial: that one goes by other rules ("<i>T</i><i>he</i> port").
#include "markup/rows.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/ascii.h"
#include "base/part.h"
#include "markup/anchors.h"
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
  layout.row_parts.emplace_back();
  for (const std::size_t each : row) {
    layout.row_parts.back().push_back(part(layout.source, layout.nodes[each].source));
    layout.nodes[each].kind = each == row.front() ? Node::Kind::kText : Node::Kind::kFollower;
    layout.nodes[each].source = word;
  }
  // They share a word, so that none of their parents needs a word for each.
  for (std::size_t up = first.parent; up != 0; up = layout.nodes[up].parent)
    layout.nodes[up].need -= std::min(layout.nodes[up].need - 1, row.size() - 1);
  layout.rows.push_back(row);
}

/// Where each part of a number ends in the translation ("12|.99", "12|,99"); empty if that has other digits.
std::vector<std::size_t> digit_ends(const std::vector<std::string_view>& parts, std::string_view word) {
  const auto is_digit = [](char c) { return base::is_ascii_digit(c); };
  std::string wanted, given;
  for (const std::string_view one : parts) std::ranges::copy_if(one, std::back_inserter(wanted), is_digit);
  std::ranges::copy_if(word, std::back_inserter(given), is_digit);
  if (wanted.empty() || wanted != given) return {};
  std::vector<std::size_t> ends;
  std::size_t at = 0;
  for (const std::string_view one : parts) {
    for (auto left = std::ranges::count_if(one, is_digit); left > 0; ++at) left -= is_digit(word[at]) ? 1 : 0;
    ends.push_back(at);
  }
  ends.back() = word.size();
  return ends;
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
                           parts_token(layout.source, node.source.begin);
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
  for (std::size_t i = 0; i < layout.rows.size(); ++i) {
    const std::vector<std::size_t>& row = layout.rows[i];
    const ByteRange word = longest_word(layout, layout.nodes[row.front()]);
    std::vector<std::size_t> ends = digit_ends(layout.row_parts[i], part(layout.target, word));
    if (ends.empty()) ends = text::grapheme_ends(part(layout.target, word));
    std::size_t begin = word.begin;
    for (std::size_t k = 0; k < row.size(); ++k) {
      const bool enough = ends.size() >= row.size();
      const std::size_t end = enough ? word.begin + ends[(k + 1) * ends.size() / row.size() - 1] : begin;
      layout.nodes[row[k]].target = {begin, end};
      begin = end;
    }
  }
}

}  // namespace dragoman::markup
