// The story is found by the roles of its blocks: the headline, then standfirst and caption, then the first paragraph of some
// length. Its end is that of the part of the page that has most of the paragraphs. From there the place climbs out of elements in which a block-level element has no business (a table row, a link)
// or in which it would be moved (an unclosed paragraph's neighbours are fine, an unclosed heading's are not).
#include "html/label_place.h"
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>
#include "html/edits.h"
#include "html/role_facts.h"
#include "html/story.h"

namespace dragoman::html {
namespace {

using document::SourceBlock;

constexpr std::array<std::string_view, 15> kHolders = {"body",   "div",    "section", "article", "main",
                                                       "header", "footer", "td",      "th",      "blockquote",
                                                       "figure", "center", "form",    "li",      "dd"};
constexpr std::array<std::string_view, 8> kNoPlaceForLabel = {"noscript", "template", "nav", "aside",
                                                              "dialog",   "head",     "svg", "iframe"};

class Finder {
 public:
  Finder(const Tree& tree, std::span<const SourceBlock> blocks, std::span<const BlockPlace> places)
      : tree_(tree), blocks_(blocks), places_(places) {
    find_story();
  }

  std::optional<std::size_t> find(LabelPlace wanted) const {
    std::optional<std::size_t> place;
    if (wanted == LabelPlace::kTop) return top_of_body(tree_);
    if (wanted == LabelPlace::kEnd) place = last_text_ == kNone ? std::nullopt : behind(places_[last_text_].element);
    if (wanted == LabelPlace::kAuto && caption_ != kNone) place = behind(figure_of(places_[caption_].element));
    if (wanted == LabelPlace::kAuto && !place && standfirst_ != kNone) place = behind(places_[standfirst_].element);
    if (wanted != LabelPlace::kEnd && !place && headline_ != kNone) place = behind(places_[headline_].element);
    if (wanted != LabelPlace::kEnd && !place && text_ != kNone) place = before(places_[text_].element);
    return place ? place : top_of_body(tree_);
  }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};

  /// A block that a reader sees in the body of the page.
  bool is_shown(std::size_t i) const {
    NodeId at = places_[i].element;
    if (at == kNoNode || !places_[i].attribute.empty()) return false;
    bool in_body = false;
    for (; at != kNoNode; at = tree_[at].parent) {
      if (std::ranges::find(kNoPlaceForLabel, tree_[at].tag) != kNoPlaceForLabel.end() || tree_[at].foreign)
        return false;
      if (at != tree_.body() && at != tree_.html() && hides(at)) return false;  // all of a page waits for its scripts
      in_body |= at == tree_.body();
    }
    return in_body;
  }
  bool hides(NodeId id) const {
    if (hiding_.empty()) hiding_.resize(tree_.size());
    if (!hiding_[id]) hiding_[id] = is_hidden(tree_, id);
    return *hiding_[id];
  }
  bool is_text(std::size_t i) const {
    return (blocks_[i].role == BlockRole::kText || blocks_[i].role == BlockRole::kQuote) && is_shown(i);
  }
  bool is_paragraph(std::size_t i) const { return is_text(i) && blocks_[i].text.size() >= shortest_; }

  /// What holds the paragraphs of a story: the outermost article round a block, else what its own element stands in.
  NodeId part_of(std::size_t i) const {
    const NodeId element = places_[i].element;
    NodeId part = kNoNode;
    for (NodeId at = element; at != kNoNode; at = tree_[at].parent) {
      if (tree_.is(at, "article")) part = at;
    }
    if (part != kNoNode) return part;
    return tree_.is(element, "p") || tree_.is(element, "blockquote") ? tree_[element].parent : element;
  }

  /// On a page of short paragraphs, these count too.
  std::size_t shortest_paragraph() const {
    for (std::size_t i = headline_ == kNone ? 0 : headline_ + 1; i < blocks_.size(); ++i) {
      if (blocks_[i].text.size() >= kParagraphBytes && is_text(i)) return kParagraphBytes;
    }
    return 1;
  }

  /// The last paragraph of the part that has most text, and the short ones that go on beside it.
  std::size_t find_end() const {
    struct Part {
      std::size_t bytes = 0, last = kNone;
    };
    std::map<NodeId, Part> parts;
    const Part* story = nullptr;
    for (std::size_t i = headline_ == kNone ? 0 : headline_ + 1; i < blocks_.size(); ++i) {
      if (!is_paragraph(i)) continue;
      Part& part = parts[part_of(i)];
      part.bytes += blocks_[i].text.size();
      part.last = i;
    }
    for (const auto& [node, part] : parts) {
      if (story == nullptr || part.bytes > story->bytes) story = &part;
    }
    if (story == nullptr) return kNone;
    std::size_t last = story->last;
    const NodeId around = tree_[places_[last].element].parent;
    for (std::size_t i = last + 1; i < blocks_.size(); ++i) {
      if (is_text(i) && tree_[places_[i].element].parent == around) last = i;
    }
    return last;
  }

  std::size_t find_headline() const {
    std::size_t found = kNone;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].role != BlockRole::kHeadline || !is_shown(i)) continue;
      if (tree_.closest(places_[i].element, "h1") != kNoNode) return i;
      if (found == kNone) found = i;
    }
    return found;
  }

  void find_story() {
    headline_ = find_headline();
    shortest_ = shortest_paragraph();
    last_text_ = find_end();
    for (std::size_t i = headline_ == kNone ? 0 : headline_ + 1; i < blocks_.size(); ++i) {
      if (!is_shown(i)) continue;
      if (is_paragraph(i)) text_ = i;
      if (text_ != kNone) break;
      const bool captions = blocks_[i].role == BlockRole::kCaption || blocks_[i].role == BlockRole::kCredit;
      if (captions && caption_ == kNone) caption_ = i;
      if (blocks_[i].role == BlockRole::kStandfirst && caption_ == kNone) standfirst_ = i;
    }
    // Without text behind it, a caption is no opening picture's.
    if (text_ == kNone) caption_ = kNone;
  }

  bool is_above(NodeId id, NodeId descendant) const { return id <= descendant && descendant < tree_[id].behind; }

  /// The widest element round a caption that holds neither the headline nor the text.
  NodeId figure_of(NodeId id) const {
    for (NodeId above = tree_[id].parent; above != kNoNode && above != tree_.body(); above = tree_[above].parent) {
      const bool too_wide = is_above(above, places_[text_].element) ||
                            (headline_ != kNone && is_above(above, places_[headline_].element)) ||
                            (standfirst_ != kNone && is_above(above, places_[standfirst_].element));
      if (too_wide) break;
      id = above;
    }
    return id;
  }

  /// A link round a whole headline may hold blocks; a label in it would be part of the link.
  bool may_hold_label(NodeId id) const {
    return can_hold_blocks(tree_, id) && tree_.closest(id, "a") == kNoNode && tree_.closest(id, "button") == kNoNode;
  }

  std::optional<std::size_t> behind(NodeId id) const {
    for (; id != kNoNode && id != tree_.body() && id != tree_.html(); id = tree_[id].parent) {
      const Node& node = tree_[id];
      const NodeId parent = node.parent;
      if (parent == kNoNode || !may_hold_label(parent) || node.repaired || node.open.empty()) continue;
      // An unclosed paragraph is closed by what we insert.
      if (!node.close.empty()) return node.close.end;
      if (node.tag == "p") return node.extent.end;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> before(NodeId id) const {
    for (; id != kNoNode && id != tree_.body() && id != tree_.html(); id = tree_[id].parent) {
      const Node& node = tree_[id];
      if (node.parent != kNoNode && may_hold_label(node.parent) && !node.repaired && !node.open.empty())
        return node.open.begin;
    }
    return std::nullopt;
  }

  const Tree& tree_;
  std::span<const SourceBlock> blocks_;
  std::span<const BlockPlace> places_;
  mutable std::vector<std::optional<bool>> hiding_;  ///< by element, as far as it was asked for
  std::size_t shortest_ = kParagraphBytes;
  std::size_t headline_ = kNone, standfirst_ = kNone, caption_ = kNone, text_ = kNone, last_text_ = kNone;
};

}  // namespace

bool can_hold_blocks(const Tree& tree, NodeId id) {
  const Node& node = tree[id];
  if (node.kind != Node::Kind::kElement || node.repaired || node.foreign) return false;
  return std::ranges::find(kHolders, node.tag) != kHolders.end() || node.tag.find('-') != std::string_view::npos;
}

std::optional<std::size_t> top_of_body(const Tree& tree) {
  if (tree.body() == kNoNode || tree[tree.body()].tag != "body") return std::nullopt;
  const Node& body = tree[tree.body()];
  // An implied body without content stands at the end, where an unclosed script or comment may go on.
  const NodeId last = tree.head() == kNoNode ? kNoNode : tree[tree.head()].last_child;
  const bool empty = body.open.empty() && body.first_child == kNoNode;
  if (empty && last != kNoNode && tree[tree.head()].close.empty() && !ends_soundly(tree, last)) return std::nullopt;
  return tree.content_begin(tree.body());
}

std::optional<std::size_t> find_label_place(const Tree& tree, std::span<const SourceBlock> blocks,
                                            std::span<const BlockPlace> places, LabelPlace wanted) {
  if (wanted == LabelPlace::kNone || tree.body() == kNoNode || tree[tree.body()].tag != "body") return std::nullopt;
  return Finder(tree, blocks.first(std::min(blocks.size(), places.size())), places).find(wanted);
}

}  // namespace dragoman::html
