// Builds the tree, finds what stands in the target as it is, cuts both texts into atoms and aligns them.
#include "markup/layout.h"

#include <algorithm>

#include "base/part.h"
#include "markup/alignment.h"
#include "markup/anchors.h"
#include "markup/rows.h"
#include "text/letters.h"
#include "text/token_ranges.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::markup {
namespace {

using document::Mark;

ByteRange inside(ByteRange range, ByteRange outer) {
  const std::size_t begin = std::clamp(range.begin, outer.begin, outer.end);
  return {begin, std::clamp(range.end, begin, outer.end)};
}

void add_nodes(Layout& layout, const document::SourceBlock& block) {
  layout.nodes.resize(block.marks.size() + 1);
  layout.nodes[0].source = {0, block.text.size()};
  for (std::size_t i = 0; i < block.marks.size(); ++i) {
    const Mark& mark = block.marks[i];
    Node& node = layout.nodes[i + 1];
    node.parent =
        mark.parent >= 0 && static_cast<std::size_t>(mark.parent) < i ? static_cast<std::size_t>(mark.parent) + 1 : 0;
    node.source = inside(clipped(block.text, mark.text), layout.nodes[node.parent].source);
    const ByteRange words = text::trim(block.text, node.source);
    const bool empty = words.begin == words.end;
    node.locked = mark.kind == Mark::Kind::kLocked;
    if (mark.kind == Mark::Kind::kPoint || empty) {
      node.kind = Node::Kind::kPlace;
      node.source.end = node.source.begin;
    } else {
      node.source = words;
      node.kind = mark.drop_cap && !layout.drop_cap ? Node::Kind::kDropCap : Node::Kind::kText;
      if (mark.drop_cap && !layout.drop_cap) layout.drop_cap = i + 1;
    }
    layout.nodes[node.parent].children.push_back(i + 1);
  }
  for (Node& node : layout.nodes) {  // document order, but for readers that got it wrong
    std::ranges::stable_sort(node.children, {}, [&](std::size_t child) { return layout.nodes[child].source.begin; });
  }
}

/// Whether an edge of a mark lies beside a hyphen: then hyphenated words of the target may be parted too.
bool parts_hyphens(const Layout& layout) {
  return std::ranges::any_of(layout.nodes, [&](const Node& node) {
    const auto is_inner = [&](std::size_t at) {
      const char32_t before = character_before(layout.source, at), after = character_after(layout.source, at);
      return (is_hyphen(before) && after != 0 && !text::is_space(after)) ||
             (is_hyphen(after) && before != 0 && !text::is_space(before));
    };
    return node.source.begin < node.source.end && (is_inner(node.source.begin) || is_inner(node.source.end));
  });
}

/// Children of what stands in the target as it is stand there at the same offsets.
void fix_inside(Layout& layout, std::size_t outer) {
  std::vector<std::size_t> open = layout.nodes[outer].children;
  const std::size_t from = layout.nodes[outer].source.begin, to = layout.nodes[outer].target.begin;
  while (!open.empty()) {
    Node& node = layout.nodes[open.back()];
    open.pop_back();
    node.kind = Node::Kind::kFixed;
    node.target = {node.source.begin - from + to, node.source.end - from + to};
    open.insert(open.end(), node.children.begin(), node.children.end());
  }
}

/// "Rose White", "漢": it stands in the translation as in the source, once, and can be nothing else there; a word alone can ("no").
bool is_kept_name(const Layout& layout, std::string_view shown) {
  constexpr std::size_t kLongest = 20'000;  // bytes of a text that is searched for each mark
  if (layout.source.size() + layout.target.size() > kLongest) return false;
  // Quotation marks are dealt out by their kind.
  std::size_t words = 1, next = 0;
  if (!text::is_alphanumeric(text::code_point_at(shown, 0, next))) return false;
  if (!text::is_alphanumeric(character_before(shown, shown.size())) && !shown.ends_with(')')) return false;
  bool blankless = false;
  for (std::size_t at = 0; at < shown.size(); at = next) {
    const char32_t c = text::code_point_at(shown, at, next);
    const bool begins = at == 0 || shown[at - 1] == ' ';
    if (begins && text::is_letter(c) && !text::is_upper_case(c) && !text::is_blankless(c)) return false;
    blankless = blankless || text::is_blankless(c);
    words += c == ' ' ? 1 : 0;
  }
  const auto is_once = [&](std::string_view text) {
    const std::size_t at = text.find(shown);
    return at != std::string_view::npos && text.find(shown, at + 1) == std::string_view::npos;
  };
  return (words > 1 || blankless) && is_once(layout.source) && is_once(layout.target);
}

/// Finds the outermost marks whose text must stay; locked ones first, since nothing else may take their places.
void fix_verbatim(Layout& layout, Anchors& anchors) {
  for (const bool locked : {true, false}) {
    for (std::size_t i = 1; i < layout.nodes.size(); ++i) {
      Node& node = layout.nodes[i];
      if (node.kind != Node::Kind::kText || node.locked != locked) continue;
      const std::string_view shown = part(layout.source, node.source);
      if (!locked && has_letter(shown) && !is_kept_name(layout, shown)) continue;
      const std::optional<ByteRange> place = anchors.take(node.source);
      if (place) {
        node.kind = Node::Kind::kFixed;
        node.target = *place;
        if (!locked) fix_inside(layout, i);
      } else if (locked) {
        node.kind = Node::Kind::kPlace;
      }
    }
  }
}

/// Spans whose text was all in locked marks that have no place as text have none themselves.
void count_needs(Layout& layout) {
  std::vector<std::size_t> lifted(layout.nodes.size()), needs(layout.nodes.size());
  for (std::size_t i = layout.nodes.size(); i-- > 0;) {
    Node& node = layout.nodes[i];
    const std::size_t length = node.source.end - node.source.begin;
    if (node.kind == Node::Kind::kText && i != 0 && lifted[i] > 0 && needs[i] == 0) {
      std::size_t blanks = 0;
      for (const Atom& atom : cut_atoms(part(layout.source, node.source))) {
        if (atom.kind == AtomKind::kSpace) blanks += atom.range.end - atom.range.begin;
      }
      if (lifted[i] + blanks >= length) node.kind = Node::Kind::kPlace;
    }
    if (node.kind == Node::Kind::kPlace && (node.locked || lifted[i] > 0)) lifted[i] = length;
    const bool empty = node.kind == Node::Kind::kPlace || length == 0;
    node.need = std::max<std::size_t>(empty ? 0 : 1, needs[i]);
    if (i == 0) break;
    lifted[node.parent] += lifted[i];
    needs[node.parent] += node.need;
  }
}

void cut_and_align(Layout& layout, const std::vector<Link>& links, bool graphemes) {
  Cutting cutting{parts_hyphens(layout), false, {}};
  layout.source_atoms = cut_atoms(layout.source, cutting);
  cutting.graphemes = graphemes;
  for (const Node& node : layout.nodes) {
    if (node.kind == Node::Kind::kFixed) cutting.cuts.insert(cutting.cuts.end(), {node.target.begin, node.target.end});
  }
  std::ranges::sort(cutting.cuts);
  layout.target_atoms = cut_atoms(layout.target, cutting);
  layout.aligned = align_atoms(layout.source, layout.source_atoms, layout.target, layout.target_atoms, links);
  layout.fixed.assign(layout.target_atoms.size(), 0);
  for (std::size_t i = layout.nodes.size(); i-- > 1;) {
    Node& node = layout.nodes[i];
    if (node.kind != Node::Kind::kFixed) continue;
    node.first = atom_at(layout.target_atoms, node.target.begin);
    node.last = atom_at(layout.target_atoms, node.target.end);
    if (layout.nodes[node.parent].kind == Node::Kind::kFixed) continue;  // the outermost one speaks for all
    for (std::size_t atom = node.first; atom < node.last; ++atom) layout.fixed[atom] = i;
  }
  layout.words_upto.assign(1, 0);
  for (const Atom& atom : layout.source_atoms) {
    layout.words_upto.push_back(layout.words_upto.back() + (atom.kind == AtomKind::kWord ? 1 : 0));
  }
}

/// Nothing keeps its place in the target.
void lift_all(Layout& layout) {
  for (Node& node : layout.nodes) {
    if (node.kind == Node::Kind::kDropCap) node.kind = Node::Kind::kText;
    if (node.kind != Node::Kind::kFixed) continue;
    if (node.locked) {
      layout.lift(node);
    } else {
      node.kind = node.source.begin < node.source.end ? Node::Kind::kText : Node::Kind::kPlace;
    }
  }
  layout.fixed.assign(layout.target_atoms.size(), 0);
  count_needs(layout);
}

}  // namespace

bool is_verbatim(std::string_view text) {
  bool digit = false, gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::code_point_at(text, at, at);
    switch (text::character_class(c)) {
      case text::CharacterClass::kLetter: return false;
      case text::CharacterClass::kDigit:
        if (digit && gap) return false;
        digit = true, gap = false;
        break;
      default:
        if (c == '%' || c == '$' || c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20CF)) return false;
        gap = true;
    }
  }
  return true;
}

std::size_t Layout::source_words(ByteRange range) const {
  const auto upto = [&](std::size_t at) {
    const auto first = std::partition_point(source_atoms.begin(), source_atoms.end(),
                                            [at](const Atom& atom) { return atom.range.begin < at; });
    return words_upto[static_cast<std::size_t>(first - source_atoms.begin())];
  };
  return range.begin < range.end ? upto(range.end) - upto(range.begin) : 0;
}

std::size_t Layout::own_words(const Node& node) const {
  std::size_t words = source_words(node.source);
  for (const std::size_t child : node.children) {
    const Node& one = nodes[child];
    if (one.kind != Node::Kind::kDropCap && one.kind != Node::Kind::kFollower)
      words -= std::min(words, source_words(one.source));
  }
  return words;
}

void Layout::lift(Node& node) {
  node.kind = Node::Kind::kPlace;
  for (std::size_t atom = node.first; atom < node.last; ++atom) {
    fixed[atom] = 0;
    aligned[atom] = kNoAtom;
    target_atoms[atom].kind = AtomKind::kSpace;  // nothing of it is written
  }
  erased.push_back(node.target);
}

Layout make_layout(const document::SourceBlock& block, const AlignedText& translation, const LayoutOptions& options) {
  Layout layout;
  layout.source = block.text;
  layout.target = translation.text;
  add_nodes(layout, block);
  const std::vector<Link> links = sound_links(block.text, translation);
  Anchors anchors(block.text, translation.text, links);
  fix_verbatim(layout, anchors);
  if (!options.lift_locked) count_needs(layout);
  cut_and_align(layout, links, options.graphemes);
  if (options.rows) join_rows(layout);
  if (!options.initials && layout.drop_cap != 0) {
    layout.nodes[layout.drop_cap].kind = Node::Kind::kText;
    layout.drop_cap = 0;
  }
  if (options.lift_locked) lift_all(layout);
  layout.nodes[0].target = {0, translation.text.size()};
  layout.nodes[0].last = layout.target_atoms.size();
  return layout;
}

}  // namespace dragoman::markup
