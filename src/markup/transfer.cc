// Parents first: each gives its children their places in its own stretch. Where that fails, words are cut into characters;
// where even that fails, or the outcome breaks a promise, everything is dealt out in source order.
#include "markup/transfer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "markup/layout.h"
#include "markup/letters.h"
#include "markup/share.h"
#include "markup/stretches.h"
#include "markup/write.h"

namespace dragoman::markup {
namespace {

using document::Placement;

/// Places the children of all nodes. False: some stretch has too few atoms.
bool place_all(Layout& layout, bool deal_out, bool may_share) {
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    Node& node = layout.nodes[i];
    if (node.children.empty() || node.kind == Node::Kind::kFixed || node.kind == Node::Kind::kDropCap) continue;
    if (node.kind == Node::Kind::kPlace) {
      for (const std::size_t child : node.children) layout.nodes[child].first = layout.nodes[child].last = node.first;
      continue;
    }
    if (!deal_out && place_children(layout, i)) continue;
    if (!may_share || !share_out(layout, i)) return false;
  }
  return true;
}

void set_targets(Layout& layout) {
  const auto begin_of = [&](std::size_t atom) {
    return atom < layout.target_atoms.size() ? layout.target_atoms[atom].range.begin : layout.target.size();
  };
  for (std::size_t i = 1; i < layout.nodes.size(); ++i) {
    Node& node = layout.nodes[i];
    if (node.kind == Node::Kind::kFixed) continue;
    node.target.begin = begin_of(node.first);
    node.target.end = node.first < node.last ? layout.target_atoms[node.last - 1].range.end : node.target.begin;
  }
}

/// One try; nothing if it does not keep the promises.
std::optional<Placement> attempt(const document::SourceBlock& block, const AlignedText& translation,
                                 const LayoutOptions& options, bool may_share) {
  Layout layout = make_layout(block, translation, options);
  if (!place_all(layout, options.lift_locked, may_share)) return std::nullopt;
  set_targets(layout);
  if (!options.lift_locked) fit_letters(layout);
  if (!is_sound(layout)) return std::nullopt;
  return Placement{true, write_pieces(block, layout)};
}

/// The text came back as it was: so does the markup.
std::optional<Placement> as_in_source(const document::SourceBlock& block) {
  Layout layout;
  layout.source = layout.target = block.text;
  layout.nodes.resize(block.marks.size() + 1);
  layout.nodes[0].source = layout.nodes[0].target = {0, block.text.size()};
  for (std::size_t i = 0; i < block.marks.size(); ++i) {
    const document::Mark& mark = block.marks[i];
    const std::size_t parent =
        mark.parent >= 0 && static_cast<std::size_t>(mark.parent) < i ? static_cast<std::size_t>(mark.parent) + 1 : 0;
    Node& node = layout.nodes[i + 1];
    node.kind = mark.text.begin < mark.text.end ? Node::Kind::kFixed : Node::Kind::kPlace;
    node.parent = parent;
    node.source = node.target = clipped(block.text, mark.text);
    layout.nodes[parent].children.push_back(i + 1);
  }
  layout.target_atoms = {{{0, block.text.size()}, AtomKind::kWord, false}};
  if (block.text.empty()) layout.target_atoms.clear();
  if (!is_sound(layout)) return std::nullopt;
  return Placement{true, write_pieces(block, layout)};
}

}  // namespace

Placement transfer(const document::SourceBlock& block, const AlignedText& translation) {
  if (translation.text == block.text) {
    if (std::optional<Placement> same = as_in_source(block)) return *std::move(same);
  }
  if (std::optional<Placement> words = attempt(block, translation, {}, true)) return *std::move(words);
  // Where another span has the first letter, an initial is a letter of its word like that one.
  const bool has_initial = std::ranges::any_of(block.marks, &document::Mark::drop_cap);
  if (has_initial) {
    if (std::optional<Placement> words = attempt(block, translation, {.initials = false}, true))
      return *std::move(words);
  }
  LayoutOptions options = {.graphemes = true, .rows = false};
  if (std::optional<Placement> letters = attempt(block, translation, options, true)) return *std::move(letters);
  options.lift_locked = true;
  if (std::optional<Placement> dealt = attempt(block, translation, options, true)) return *std::move(dealt);
  return {};
}

}  // namespace dragoman::markup
