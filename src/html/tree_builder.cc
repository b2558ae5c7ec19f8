// Makes a Tree of what libgumbo parsed. Gumbo reads a shorter text (see lookahead.h) and its nodes point into that; places
// are turned into those of the source, and what was left out is put back where it belongs.
//
// Gumbo's word is checked, not taken: a start or end tag belongs to one element, and a text is what its place decodes to.
// What fails the check is `repaired`.
#include <gumbo.h>
#include <algorithm>
#include <memory_resource>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include "base/ascii.h"
#include "html/entities.h"
#include "html/lexer.h"
#include "html/lookahead.h"
#include "html/tag_attributes.h"
#include "html/tree.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

constexpr unsigned kRepairs = GUMBO_INSERTION_CONVERTED_FROM_END_TAG | GUMBO_INSERTION_FROM_ISINDEX |
                              GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT |
                              GUMBO_INSERTION_ADOPTION_AGENCY_CLONED | GUMBO_INSERTION_ADOPTION_AGENCY_MOVED |
                              GUMBO_INSERTION_FOSTER_PARENTED;
constexpr unsigned kClones = GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT | GUMBO_INSERTION_ADOPTION_AGENCY_CLONED;

constexpr std::size_t kMostNoscripts = 10000;  ///< each is parsed on its own; those beyond are kept as they are

bool holds_raw_text(std::string_view tag) {
  static constexpr std::string_view kRaw[] = {"script", "style",   "textarea", "title",    "xmp",
                                              "iframe", "noembed", "noframes", "plaintext"};
  return std::find(std::begin(kRaw), std::end(kRaw), tag) != std::end(kRaw);
}

/// With the sign that gumbo puts for each character that is a mistake.
std::string with_mistakes_replaced(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0, from = 0; at < text.size(); from = at) {
    if (is_control(text::code_point_at(text, at, at))) {
      out += "\xEF\xBF\xBD";
    } else {
      out += text.substr(from, at - from);
    }
  }
  return out;
}

}  // namespace

class TreeBuilder {
 public:
  TreeBuilder(std::string source, const Tree::Options& options) : tree_(new Tree), options_(options) {
    tree_->source_ = std::move(source);
    tree_->xml_ = options.xml;
  }
  std::unique_ptr<const Tree> build();

 private:
  /// A piece of the source that is parsed: all of it, or a noscript's content.
  struct Piece {
    std::size_t offset = 0;  ///< in the source
    Lookahead ahead;
    std::pmr::monotonic_buffer_resource memory;  ///< of gumbo's nodes: some ten a tag, let go at once
    const GumboOutput* parsed = nullptr;
  };
  struct Work {
    const GumboNode* node;
    NodeId parent;
    const Piece* piece;  ///< that the node is of
    bool repaired;       ///< an ancestor was moved
  };
  static void parse_buffer(Piece& piece, bool fragment);
  const Piece& parse_piece(std::size_t begin, std::size_t end, bool fragment);
  NodeId add(Node node, NodeId parent);
  void add_children(const GumboVector& children, NodeId parent, const Work& from);
  void add_node(const Work& work);
  NodeId add_element(const Work& work);
  void add_text(const Work& work);
  static std::string seen_text(std::string_view seen, std::string_view above);
  void add_text_pieces(Place place, const Work& work, bool repaired);
  void add_plain_text(Place place, NodeId parent, bool repaired);
  void add_raw_text(NodeId id, const Work& work);
  void add_piece(Node::Kind kind, std::size_t begin, std::size_t end, NodeId parent, bool repaired);
  void add_attribute(std::string_view name, Place name_place, Place value_place);
  void add_attributes(const GumboElement& element, NodeId id, const Work& work);
  void graft_noscript(NodeId id, const Work& work);
  void finish();
  std::string_view tag_of(const GumboElement& element);
  std::string_view keep(std::string text);
  Place place_in_source(const GumboStringPiece& piece, const Work& work) const;
  std::string_view text_at(Place place) const { return tree_->source(place); }

  std::unique_ptr<Tree> tree_;
  Tree::Options options_;
  std::vector<Work> work_;
  std::deque<Piece> pieces_;
  std::unordered_map<std::string, std::string_view> names_;  ///< of unknown elements
  std::unordered_set<std::uint32_t> closes_, opens_;         ///< begins of tags that are taken
};

void TreeBuilder::parse_buffer(Piece& piece, bool fragment) {
  GumboOptions options = kGumboDefaultOptions;
  options.userdata = &piece.memory;
  options.allocator = [](void* memory, std::size_t size) {
    return static_cast<std::pmr::memory_resource*>(memory)->allocate(size);
  };
  options.deallocator = [](void*, void*) {};
  options.max_errors = 0;
  if (fragment) options.fragment_context = GUMBO_TAG_DIV;
  piece.parsed = gumbo_parse_with_options(&options, piece.ahead.text.data(), piece.ahead.text.size());
}

const TreeBuilder::Piece& TreeBuilder::parse_piece(std::size_t begin, std::size_t end, bool fragment) {
  Piece& piece = pieces_.emplace_back();
  piece.offset = begin;
  piece.ahead =
      look_ahead(std::string_view(tree_->source_).substr(begin, end - begin), options_.max_depth, options_.xml);
  parse_buffer(piece, fragment);
  tree_->cut_ = tree_->cut_ || !piece.ahead.cuts.empty();
  return piece;
}

std::string_view TreeBuilder::keep(std::string text) { return tree_->pool_.emplace_back(std::move(text)); }

Place TreeBuilder::place_in_source(const GumboStringPiece& piece, const Work& work) const {
  if (piece.data == nullptr || piece.length == 0) return {};
  const Lookahead& ahead = work.piece->ahead;
  const auto begin = static_cast<std::size_t>(piece.data - ahead.text.data());
  if (ahead.is_made(begin)) return {};
  // The end is behind the last byte, not before what may have been left out there.
  return place_of(ahead.source_of(begin) + work.piece->offset,
                  ahead.source_of(begin + piece.length - 1) + 1 + work.piece->offset);
}

NodeId TreeBuilder::add(Node node, NodeId parent) {
  const auto id = static_cast<NodeId>(tree_->nodes_.size());
  node.parent = parent;
  if (parent != kNoNode) {
    Node& above = tree_->nodes_[parent];
    node.previous = above.last_child;
    (above.last_child == kNoNode ? above.first_child : tree_->nodes_[above.last_child].next) = id;
    above.last_child = id;
  }
  tree_->nodes_.push_back(node);
  return id;
}

std::string_view TreeBuilder::tag_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN && element.tag_namespace == GUMBO_NAMESPACE_HTML) {
    return gumbo_normalized_tagname(element.tag);
  }
  GumboStringPiece name = element.original_tag;
  if (name.length == 0) return gumbo_normalized_tagname(element.tag);
  gumbo_tag_from_original_text(&name);
  if (element.tag_namespace == GUMBO_NAMESPACE_SVG) {
    if (const char* spelled = gumbo_normalize_svg_tagname(&name)) return spelled;
  }
  std::string lower = lower_case(std::string_view(name.data, name.length));
  const auto [entry, fresh] = names_.try_emplace(lower);
  if (fresh) entry->second = keep(std::move(lower));
  return entry->second;
}

/// `name`: as the tree has it.
void TreeBuilder::add_attribute(std::string_view name, Place name_place, Place value_place) {
  std::string_view raw = text_at(value_place);
  if (raw.size() > 1 && (raw[0] == '"' || raw[0] == '\'')) raw = raw.substr(1, raw.size() - 2);
  const std::string_view value = needs_decoding(raw) ? keep(decode_text(raw, true)) : raw;
  tree_->attributes_.push_back({name, value, name_place, value_place});
}

/// Most tags came to the parser without their attributes, which are read where the tag stands.
void TreeBuilder::add_attributes(const GumboElement& element, NodeId id, const Work& work) {
  const std::size_t first = tree_->attributes_.size();
  for (unsigned at = 0; at < element.attributes.length; ++at) {
    const auto& given = *static_cast<const GumboAttribute*>(element.attributes.data[at]);
    const Place place = place_in_source(given.original_name, work);
    add_attribute(text_at(place) == given.name ? text_at(place) : keep(given.name), place,
                  place_in_source(given.original_value, work));
  }
  if (element.attributes.length == 0) {
    const Place tag = place_in_source(element.original_tag, work);
    for (const AttributePlaces& one : attributes_in(tree_->source_, tag.begin, tag.end)) {
      const Place place = place_of(one.name.begin, one.name.end);
      std::string lower = lower_case(text_at(place));
      add_attribute(text_at(place) == lower ? text_at(place) : keep(std::move(lower)), place,
                    place_of(one.value.begin, one.value.end));
    }
  }
  Node& node = tree_->nodes_[id];
  node.first_attribute = static_cast<std::uint32_t>(first);
  node.attribute_count = static_cast<std::uint32_t>(tree_->attributes_.size() - first);
  if ((static_cast<unsigned>(work.node->parse_flags) & kClones) == 0) return;
  for (std::size_t at = first; at < tree_->attributes_.size(); ++at) {
    tree_->attributes_[at].name_place = tree_->attributes_[at].value_place = {};
  }
}

NodeId TreeBuilder::add_element(const Work& work) {
  const GumboElement& element = work.node->v.element;
  const auto flags = static_cast<unsigned>(work.node->parse_flags);
  Node node;
  node.tag = tag_of(element);
  node.foreign = element.tag_namespace != GUMBO_NAMESPACE_HTML;
  node.repaired = work.repaired || (flags & kRepairs) != 0;
  node.open = place_in_source(element.original_tag, work);
  if ((flags & kClones) != 0) node.open = {};
  if (!node.open.empty() && !opens_.insert(node.open.begin).second) node.open = {}, node.repaired = true;
  // An element that another's end tag closes gets that tag from gumbo.
  const Place close = place_in_source(element.original_end_tag, work);
  const std::string_view end = text_at(close);
  const bool own = end.size() > 2 && equal_names(end.substr(2, node.tag.size()), node.tag) &&
                   end.size() > node.tag.size() + 2 && !base::is_ascii_letter(end[node.tag.size() + 2]);
  if (own && (flags & kClones) == 0) {
    if (closes_.insert(close.begin).second) {
      node.close = close;
    } else {
      node.repaired = true;
    }
  }
  const NodeId id = add(node, work.parent);
  add_attributes(element, id, work);
  return id;
}

void TreeBuilder::add_piece(Node::Kind kind, std::size_t begin, std::size_t end, NodeId parent, bool repaired) {
  if (begin >= end) return;
  Node node;
  node.kind = kind;
  node.repaired = repaired;
  node.open = place_of(begin, end);
  add(node, parent);
}

/// Text as the parser saw it may have tags in it that were passed over.
void TreeBuilder::add_plain_text(Place place, NodeId parent, bool repaired) {
  if (holds_raw_text(tree_->nodes_[parent].tag)) {
    return add_piece(Node::Kind::kText, place.begin, place.end, parent, repaired);
  }
  Lexer lexer(std::string_view(tree_->source_).substr(0, place.end), place.begin);
  std::size_t from = place.begin;
  for (Token token = lexer.next(); token.kind != Token::Kind::kEnd; token = lexer.next()) {
    if (token.kind == Token::Kind::kText) continue;
    add_piece(Node::Kind::kText, from, token.range.begin, parent, repaired);
    // A comment has a node of its own somewhere else; a second doctype has not.
    const std::string_view whole = text_at(place_of(token.range.begin, token.range.end));
    const bool comment = token.kind == Token::Kind::kComment && !equal_names(whole.substr(0, 9), "<!doctype");
    if (!comment) add_piece(Node::Kind::kStray, token.range.begin, token.range.end, parent, repaired);
    from = token.range.end;
  }
  add_piece(Node::Kind::kText, from, place.end, parent, repaired);
}

/// And pieces that are too deep, which it saw as a blank.
void TreeBuilder::add_text_pieces(Place place, const Work& work, bool repaired) {
  const auto& cuts = work.piece->ahead.cuts;
  const auto offset = static_cast<std::uint32_t>(work.piece->offset);
  std::uint32_t at = place.begin;
  auto cut = std::lower_bound(cuts.begin(), cuts.end(), place.begin - offset,
                              [](const Place& one, std::uint32_t begin) { return one.end <= begin; });
  for (; cut != cuts.end() && cut->begin + offset < place.end; ++cut) {
    add_plain_text({at, std::max(at, cut->begin + offset)}, work.parent, repaired);
    add_piece(Node::Kind::kCut, cut->begin + offset, cut->end + offset, work.parent, repaired);
    at = cut->end + offset;
  }
  add_plain_text({at, std::max(at, place.end)}, work.parent, repaired);
}

/// The content of a script or style, which the parser did not get.
void TreeBuilder::add_raw_text(NodeId id, const Work& work) {
  const Place open = tree_->nodes_[id].open;
  const auto& raws = work.piece->ahead.raws;
  const auto offset = static_cast<std::uint32_t>(work.piece->offset);
  const auto found = std::lower_bound(raws.begin(), raws.end(), open.end - offset,
                                      [](const Place& one, std::uint32_t begin) { return one.begin < begin; });
  if (open.empty() || found == raws.end() || found->begin + offset != open.end) return;
  add_piece(Node::Kind::kText, found->begin + offset, found->end + offset, id, false);
}

/// What of it the parser should have made a text, in an element of the tag `above`.
std::string TreeBuilder::seen_text(std::string_view seen, std::string_view above) {
  if (holds_raw_text(above)) return Tree::decoded(seen, above);
  std::string out;
  Lexer lexer(seen);
  for (Token token = lexer.next(); token.kind != Token::Kind::kEnd; token = lexer.next()) {
    const bool is_text = token.kind == Token::Kind::kText;
    if (is_text) out += Tree::decoded(seen.substr(token.range.begin, token.range.end - token.range.begin), above);
  }
  return out;
}

void TreeBuilder::add_text(const Work& work) {
  const GumboText& text = work.node->v.text;
  const Place place = place_in_source(text.original_text, work);
  const bool repaired = work.repaired || (static_cast<unsigned>(work.node->parse_flags) & kRepairs) != 0;
  if (work.node->type == GUMBO_NODE_COMMENT || work.node->type == GUMBO_NODE_CDATA) {
    Node node;
    const bool section = options_.xml && text_at(place).starts_with(kCdata) && text_at(place).ends_with(kCdataEnd);
    node.kind = section || work.node->type == GUMBO_NODE_CDATA ? Node::Kind::kText : Node::Kind::kComment;
    node.repaired = repaired;
    node.open = place;
    add(node, work.parent);
    return;
  }
  const std::size_t first = tree_->nodes_.size();
  add_text_pieces(place, work, repaired);
  const std::string seen =
      seen_text({text.original_text.data, text.original_text.length}, tree_->nodes_[work.parent].tag);
  if (seen == text.text || with_mistakes_replaced(seen) == with_mistakes_replaced(text.text)) return;
  for (std::size_t id = first; id < tree_->nodes_.size(); ++id) tree_->nodes_[id].repaired = true;
}

/// Adds the content, parsed on its own.
void TreeBuilder::graft_noscript(NodeId id, const Work& work) {
  const Place open = tree_->nodes_[id].open;
  const auto& noscripts = work.piece->ahead.noscripts;
  const auto offset = static_cast<std::uint32_t>(work.piece->offset);
  const auto found = std::lower_bound(noscripts.begin(), noscripts.end(), open.end - offset,
                                      [](const Place& one, std::uint32_t begin) { return one.begin < begin; });
  if (open.empty() || found == noscripts.end() || found->begin + offset != open.end) return;
  const Place content = place_of(found->begin + offset, found->end + offset);
  if (text_at(content).find('<') == std::string_view::npos) return add_plain_text(content, id, false);
  if (pieces_.size() > kMostNoscripts) {
    tree_->cut_ = true;
    return add_piece(Node::Kind::kCut, content.begin, content.end, id, false);
  }
  const Piece& piece = parse_piece(content.begin, content.end, true);
  add_children(piece.parsed->root->v.element.children, id, {nullptr, id, &piece, tree_->nodes_[id].repaired});
}

void TreeBuilder::add_children(const GumboVector& children, NodeId parent, const Work& from) {
  for (unsigned at = children.length; at > 0; --at) {
    work_.push_back({static_cast<const GumboNode*>(children.data[at - 1]), parent, from.piece, from.repaired});
  }
}

void TreeBuilder::add_node(const Work& work) {
  if (work.node->type != GUMBO_NODE_ELEMENT && work.node->type != GUMBO_NODE_TEMPLATE) return add_text(work);
  const NodeId id = add_element(work);
  const Node& node = tree_->nodes_[id];
  if (!options_.fragment && tree_->html_ == kNoNode && node.tag == "html") tree_->html_ = id;
  if (!options_.fragment && work.parent == tree_->html_) {
    if (node.tag == "head" && tree_->head_ == kNoNode) tree_->head_ = id;
    if ((node.tag == "body" || node.tag == "frameset") && tree_->body_ == kNoNode) tree_->body_ = id;
  }
  if (node.tag == "noscript" && !node.foreign) return graft_noscript(id, work);
  if (node.tag == "script" || node.tag == "style") return add_raw_text(id, work);
  const auto flags = static_cast<unsigned>(work.node->parse_flags);
  Work from = work;
  from.repaired = work.repaired || (flags & GUMBO_INSERTION_FOSTER_PARENTED) != 0;
  add_children(work.node->v.element.children, id, from);
}

/// Extents and ends of subtrees, children before parents.
void TreeBuilder::finish() {
  std::vector<Node>& nodes = tree_->nodes_;
  for (std::size_t at = nodes.size(); at-- > 0;) {
    Node& node = nodes[at];
    const NodeId last = node.last_child;
    node.behind = last == kNoNode ? static_cast<NodeId>(at + 1) : nodes[last].behind;
    if (!node.open.empty()) {
      if (node.extent == Place{}) node.extent = node.open;
      node.extent.begin = std::min(node.extent.begin, node.open.begin);
      node.extent.end = std::max(node.extent.end, node.open.end);
    }
    node.extent.end = std::max(node.extent.end, node.close.end);
    if (node.parent == kNoNode || node.repaired || node.extent.empty()) continue;
    Node& above = nodes[node.parent];
    if (above.extent == Place{}) above.extent = node.extent;
    above.extent.begin = std::min(above.extent.begin, node.extent.begin);
    above.extent.end = std::max(above.extent.end, node.extent.end);
  }
  nodes[0].extent = place_of(0, tree_->source_.size());
}

std::unique_ptr<const Tree> TreeBuilder::build() {
  const Piece& all = parse_piece(0, tree_->source_.size(), options_.fragment);
  tree_->doctype_ = all.ahead.doctype;
  tree_->nodes_.reserve(all.ahead.text.size() / 16 + 16);
  const NodeId root = add(Node{}, kNoNode);
  const GumboOutput& output = *all.parsed;
  add_children(options_.fragment ? output.root->v.element.children : output.document->v.document.children, root,
               {nullptr, root, &all, false});
  while (!work_.empty()) {
    const Work work = work_.back();
    work_.pop_back();
    add_node(work);
  }
  finish();
  return std::move(tree_);
}

std::unique_ptr<const Tree> Tree::parse(std::string source, const Options& options) {
  return TreeBuilder(std::move(source), options).build();
}

}  // namespace dragoman::html
