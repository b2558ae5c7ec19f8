// Every element's paragraphs are counted. Where the page names its article (article, schema.org's articleBody, main), the one with most
// text is looked into, else the body; the story is the innermost element that still has nearly all of that text. Headline,
// standfirst, byline and opening picture often stand before it: they are taken from what lies between the headline and it.
#include "html/story.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string>

#include "document/document.h"

namespace dragoman::html {
namespace {

using document::SourceBlock;

constexpr unsigned kSmallPicture = 64;  // pixels: what is less wide or high is an icon, or counts readers
constexpr std::size_t kMostPictures = 60;
constexpr double kNearlyAll = 0.85, kEnoughOfBody = 0.4;

constexpr std::array<std::string_view, 13> kOutsideStory = {"noscript", "template", "nav",    "aside",  "dialog",
                                                            "head",     "svg",      "iframe", "footer", "form",
                                                            "button",   "select",   "object"};

class StoryFinder {
 public:
  StoryFinder(const Tree& tree, const PageBlocks& page, std::span<const BlockPlace> places)
      : tree_(tree), blocks_(page.blocks), mark_nodes_(page.mark_nodes), places_(places), outside_(tree.size()) {
    mark_outside();
    count();
    headline_ = find_headline();
    root_ = find_root();
  }

  std::vector<StoryItem> items() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (places_[i].element == kNoNode) continue;
      if (places_[i].attribute == "alt") alts_[places_[i].element] = i;
      if (places_[i].attribute.empty()) texts_.emplace(places_[i].text.begin, i);
    }
    if (headline_ != kNone) add_block(headline_);
    // Pictures are nodes, and blocks lie at places of the source: both are taken in the order of the source.
    NodeId next = 0;
    for (const auto& [begin, i] : texts_) {
      next = add_pictures(next, begin);
      if (i != headline_ && belongs(i)) add_block(i);
    }
    add_pictures(next, tree_.source().size());
    return std::move(items_);
  }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};

  /// Parents come before their children.
  void mark_outside() {
    for (NodeId id = tree_.root(); id != kNoNode; id = tree_.next(id)) {
      const Node& node = tree_[id];
      const bool above = node.parent != kNoNode && outside_[node.parent];
      const bool itself = node.kind == Node::Kind::kElement &&
                          (std::ranges::find(kOutsideStory, node.tag) != kOutsideStory.end() || node.foreign ||
                           tree_.attribute(id, "hidden") != nullptr || tree_.value(id, "aria-hidden") == "true");
      outside_[id] = above || itself;
    }
  }

  bool is_shown(std::size_t i) const {
    const NodeId id = places_[i].element;
    return id != kNoNode && places_[i].attribute.empty() && !outside_[id] && is_in(tree_.body(), id);
  }
  bool is_in(NodeId above, NodeId id) const {
    return above == kNoNode ? tree_.body() == kNoNode : above <= id && id < tree_[above].behind;
  }
  bool is_paragraph(std::size_t i) const {
    const BlockRole role = blocks_[i].role;
    const bool text = role == BlockRole::kText || role == BlockRole::kQuote || role == BlockRole::kListItem;
    return text && is_shown(i) && blocks_[i].text.size() >= shortest_ && !is_link(i);
  }
  /// Another story's title: nothing but a link, within its element or round it.
  bool is_link(std::size_t i) const {
    const SourceBlock& block = blocks_[i];
    if (tree_.closest(places_[i].element, "a") != kNoNode) return true;
    std::size_t linked = 0;
    for (std::size_t mark = 0; mark < std::min(block.marks.size(), mark_nodes_[i].size()); ++mark) {
      const NodeId id = mark_nodes_[i][mark];
      const ByteRange text = block.marks[mark].text;
      if (id != kNoNode && tree_.is(id, "a")) linked += text.end - text.begin;
    }
    return linked * 10 >= block.text.size() * 9;
  }

  void count() {
    for (const std::size_t shortest : {kParagraphBytes, std::size_t{1}}) {
      shortest_ = shortest;
      bytes_.assign(tree_.size(), 0);
      std::size_t all = 0;
      for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if (!is_paragraph(i)) continue;
        all += blocks_[i].text.size();
        bytes_[places_[i].element] += blocks_[i].text.size();
      }
      if (all > 0) break;
    }
    for (std::size_t id = tree_.size(); id-- > 1;) bytes_[tree_[static_cast<NodeId>(id)].parent] += bytes_[id];
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

  bool is_named(NodeId id) const {
    return tree_.is(id, "article") || tree_.is(id, "main") || tree_.value(id, "role") == "main" ||
           tree_.value(id, "itemprop") == "articleBody";
  }

  NodeId find_root() const {
    NodeId at = tree_.body() == kNoNode ? tree_.root() : tree_.body();
    const double enough = kEnoughOfBody * static_cast<double>(bytes_[at]);
    NodeId named = kNoNode;
    for (NodeId id = at; id != tree_.behind(at) && id != kNoNode; id = tree_.next(id)) {
      if (tree_[id].kind != Node::Kind::kElement || !is_named(id) || static_cast<double>(bytes_[id]) < enough) continue;
      if (named == kNoNode || bytes_[id] > bytes_[named]) named = id;
    }
    if (named != kNoNode) at = named;
    const double most = kNearlyAll * static_cast<double>(bytes_[at]);
    for (NodeId child = tree_[at].first_child; child != kNoNode;) {
      const bool holds = static_cast<double>(bytes_[child]) >= most && bytes_[child] > 0 && !is_text_element(child);
      at = holds ? child : at;
      child = holds ? tree_[child].first_child : tree_[child].next;
    }
    return at;
  }
  /// A paragraph that is all there is: what stands beside it belongs to the story.
  bool is_text_element(NodeId id) const {
    static constexpr std::array<std::string_view, 6> kText = {"p", "li", "ul", "ol", "blockquote", "table"};
    return std::ranges::find(kText, tree_[id].tag) != kText.end();
  }

  bool belongs(std::size_t i) const {
    if (!is_shown(i)) return false;
    const BlockRole role = blocks_[i].role;
    if (role == BlockRole::kLabel || role == BlockRole::kNavigation || role == BlockRole::kAttribute ||
        role == BlockRole::kMetadata)
      return false;
    if (is_in(root_, places_[i].element)) {
      if (role == BlockRole::kHeadline) return headline_ == kNone;
      const bool heading = role == BlockRole::kSubheading || role == BlockRole::kCaption || role == BlockRole::kByline;
      return heading || role == BlockRole::kTableCell || !is_link(i);
    }
    if (headline_ == kNone || !between(places_[i].text.begin)) return false;
    return role == BlockRole::kStandfirst || role == BlockRole::kByline || role == BlockRole::kDateline ||
           role == BlockRole::kCaption || role == BlockRole::kCredit;
  }
  /// Behind the headline and before the story's part of the page.
  bool between(std::size_t begin) const {
    return places_[headline_].text.end <= begin && begin < tree_[root_].extent.begin;
  }

  void add_block(std::size_t i) {
    StoryItem item;
    item.block = i;
    const NodeId id = places_[i].element;
    if (blocks_[i].role == BlockRole::kSubheading) item.level = level_of(id);
    group(id, item);
    items_.push_back(std::move(item));
  }
  unsigned level_of(NodeId id) const {
    for (; id != kNoNode; id = tree_[id].parent) {
      const std::string_view tag = tree_[id].tag;
      if (tag.size() == 2 && tag[0] == 'h' && tag[1] >= '2' && tag[1] <= '6')
        return static_cast<unsigned>(tag[1] - '0');
    }
    return 2;
  }
  /// The innermost list, table or figure within the story.
  void group(NodeId id, StoryItem& item) const {
    for (NodeId at = id; at != kNoNode && at != root_; at = tree_[at].parent) {
      const std::string_view tag = tree_[at].tag;
      if (tag == "li" || tag == "tr") item.row = item.row == 0 ? at : item.row;
      item.head |= tag == "th" || tag == "thead";
      if (tag != "ul" && tag != "ol" && tag != "table" && tag != "figure") continue;
      item.group = tag;
      item.group_id = at;
      return;
    }
    item.row = 0;
    item.head = false;
  }

  /// Pictures from `next` on that stand before a place of the source; the node to go on with.
  NodeId add_pictures(NodeId next, std::size_t before) {
    for (; next != kNoNode && next < tree_.size() && tree_[next].open.begin < before; ++next) {
      if (tree_.is(next, "img") && !outside_[next] && pictures_ < kMostPictures) add_picture(next);
    }
    return next;
  }
  void add_picture(NodeId id) {
    const bool above = headline_ != kNone && between(tree_[id].open.begin) && tree_.closest(id, "figure") != kNoNode;
    if (!is_in(root_, id) && !above) return;
    StoryItem item;
    item.picture = address_of(id);
    if (item.picture.empty() || is_small(id)) return;
    item.alt = tree_.value(id, "alt");
    if (const auto found = alts_.find(id); found != alts_.end()) item.alt_block = found->second;
    group(id, item);
    items_.push_back(std::move(item));
    ++pictures_;
  }
  /// Pages that load pictures late have their address in another attribute.
  std::string address_of(NodeId id) const {
    for (const char* name : {"data-src", "data-original", "data-lazy-src", "src"}) {
      const std::string_view value = tree_.value(id, name);
      if (!value.empty() && (value.find("base64,R0lGOD") == std::string_view::npos)) return std::string(value);
    }
    const std::string_view set = tree_.value(id, "srcset");
    return std::string(set.substr(0, set.find_first_of(" ,")));
  }
  bool is_small(NodeId id) const {
    for (const char* name : {"width", "height"}) {
      const std::string_view value = tree_.value(id, name);
      unsigned pixels = kSmallPicture;
      std::from_chars(value.data(), value.data() + value.size(), pixels);
      if (pixels < kSmallPicture && value.find('%') == std::string_view::npos) return true;
    }
    return false;
  }

  const Tree& tree_;
  std::span<const SourceBlock> blocks_;
  std::span<const std::vector<NodeId>> mark_nodes_;
  std::span<const BlockPlace> places_;
  std::vector<bool> outside_;
  std::vector<std::size_t> bytes_;  // of paragraphs in each node
  std::map<NodeId, std::size_t> alts_;
  std::multimap<std::size_t, std::size_t> texts_;  // blocks by their place
  std::vector<StoryItem> items_;
  std::size_t shortest_ = kParagraphBytes, headline_ = kNone, pictures_ = 0;
  NodeId root_ = kNoNode;
};

}  // namespace

std::vector<StoryItem> find_story(const Tree& tree, const PageBlocks& page, std::span<const BlockPlace> places) {
  std::vector<StoryItem> items = StoryFinder(tree, page, places).items();
  return items.empty() ? document::story_of(page.blocks) : items;
}

}  // namespace dragoman::html
