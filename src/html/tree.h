// Tree: a page as browsers see it, with the place in the source of everything that stands there. libgumbo parses; this is
// the only file that knows of it. The tree is read-only and holds no text of its own: nodes are ranges of the source.
//
//   std::unique_ptr<const Tree> tree = Tree::parse(source, {});
//   for (NodeId id = tree->root(); id != kNoNode; id = tree->next(id))
//     if (tree->is(id, "title")) ...
//
// All walks are loops: pages nest deeply. A node that the parser moved, cloned or could not place is `repaired`: its
// place in the tree is not its place in the source. Elements that are implied (a tbody, often html, head and body) have
// empty tags.
// The content of noscript is parsed as a piece of its own, since browsers run scripts and see it as text.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/range.h"

namespace dragoman::html {

using NodeId = std::uint32_t;
constexpr NodeId kNoNode = ~NodeId{0};

/// A ByteRange in half the memory: there are many nodes.
struct Place {
  std::uint32_t begin = 0, end = 0;
  bool empty() const { return begin == end; }
  std::size_t size() const { return end - begin; }
  operator ByteRange() const { return {begin, end}; }  // NOLINT(google-explicit-constructor)
  bool operator==(const Place&) const = default;
};
/// The place of a range, which ends within 4 GiB.
inline Place place_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

struct Attribute {
  std::string_view name;   ///< lower case ("viewBox" and the like in SVG excepted)
  std::string_view value;  ///< decoded
  Place name_place = {};
  Place value_place = {};  ///< with its quotes, if it has any; empty if there is no value
};

struct Node {
  enum class Kind : std::uint8_t {
    kElement,
    kText,
    kComment,  ///< also CDATA sections and processing instructions, which HTML reads as comments
    kStray,    ///< a tag that the parser passed over (an end tag without a beginning)
    kCut,      ///< a piece too deep to be read
  };
  Kind kind = Kind::kElement;
  bool repaired = false;      ///< moved, cloned or without a sound place in the source
  bool foreign = false;       ///< in SVG or MathML
  std::string_view tag = {};  ///< lower case (SVG's own spelling in SVG)
  Place open = {};            ///< the start tag; of others than elements: all of it
  Place close = {};           ///< the end tag; empty if it has none
  Place extent = {};          ///< from the first byte of the node to the last of its descendants or end tag
  NodeId parent = kNoNode, first_child = kNoNode, last_child = kNoNode, next = kNoNode, previous = kNoNode;
  NodeId behind = kNoNode;  ///< the id after its last descendant's
  std::uint32_t first_attribute = 0, attribute_count = 0;
};

class Tree {
 public:
  struct Options {
    bool fragment = false;         ///< a piece of a body: no html, head or body is made up
    bool xml = false;              ///< XHTML: <div/> is empty, CDATA sections are text
    std::size_t max_depth = 2000;  ///< what nests deeper becomes nodes of kind kCut
  };
  /// Never fails; `source` is UTF-8 (other bytes are read as U+FFFD), at most 2 GiB.
  static std::unique_ptr<const Tree> parse(std::string source, const Options& options);

  const std::string& source() const { return source_; }
  std::string_view source(Place place) const { return std::string_view(source_).substr(place.begin, place.size()); }
  /// The document itself, an element without a tag.
  NodeId root() const { return 0; }
  NodeId html() const { return html_; }  ///< these three are kNoNode in fragments
  NodeId head() const { return head_; }
  NodeId body() const { return body_; }  ///< or the frameset
  std::optional<Place> doctype() const { return doctype_; }

  const Node& operator[](NodeId id) const { return nodes_[id]; }
  std::size_t size() const { return nodes_.size(); }  ///< ids are 0 to size() - 1, in document order
  /// Document order; kNoNode at the end.
  NodeId next(NodeId id) const { return id + 1 < nodes_.size() ? id + 1 : kNoNode; }
  /// Likewise, over the descendants of `id`.
  NodeId behind(NodeId id) const { return nodes_[id].behind < nodes_.size() ? nodes_[id].behind : kNoNode; }
  bool is(NodeId id, std::string_view tag) const {
    return nodes_[id].kind == Node::Kind::kElement && nodes_[id].tag == tag;
  }
  std::span<const Attribute> attributes(NodeId id) const;
  const Attribute* attribute(NodeId id, std::string_view name) const;  ///< nullptr if it has none
  std::string_view value(NodeId id, std::string_view name) const;      ///< "" if it has none
  bool has_class(NodeId id, std::string_view name) const;
  /// Nearest ancestor of that tag, `id` itself included, or kNoNode.
  NodeId closest(NodeId id, std::string_view tag) const;
  /// A text node decoded.
  std::string text(NodeId id) const;
  /// All text in `id`, decoded, that of scripts and the like left out; white space as it is. At most about `most` bytes.
  std::string inner_text(NodeId id, std::size_t most = 1 << 20) const;
  /// Where something can be inserted as the element's first or last content; for implied elements beside their children.
  std::size_t content_begin(NodeId id) const;
  std::size_t content_end(NodeId id) const;
  /// Whether the tag is all of the element: <img> and its like are not asked about.
  bool self_closed(NodeId id) const {
    return (xml_ || nodes_[id].foreign) && nodes_[id].close.empty() && source(nodes_[id].open).ends_with("/>");
  }
  /// Bytes that were too deep to be read.
  bool cut() const { return cut_; }

 private:
  friend class TreeBuilder;
  Tree() = default;
  /// A text that stands in an element of the tag `above`.
  static std::string decoded(std::string_view raw, std::string_view above);
  std::string source_;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::deque<std::string> pool_;  ///< names and values that do not stand in the source as they are needed
  NodeId html_ = kNoNode, head_ = kNoNode, body_ = kNoNode;
  std::optional<Place> doctype_;
  bool cut_ = false, xml_ = false;
};

}  // namespace dragoman::html
