// From the block's own element one climbs as long as nothing else is shown. What is found gives its place to our element where
// that may stand there, and else goes.
#include "html/earlier_labels.h"
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>
#include "html/elements.h"
#include "html/label_place.h"
#include "html/lexer.h"
#include "html/page_view.h"
#include "html/stamp_marks.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

using document::SourceBlock;
using document::Splices;
using document::Stamp;

constexpr std::size_t kLargest = 4000;  // bytes of an element that shows a label and nothing else

/// Elements that may go with the words in them: of a page's frame and of tables none.
bool may_go(const Tree& tree, NodeId id) {
  constexpr std::array<std::string_view, 17> kNames = {"p",      "div", "li",         "ul",         "ol", "aside",
                                                       "center", "h2",  "h3",         "h4",         "h5", "h6",
                                                       "dl",     "dt",  "blockquote", "figcaption", "dd"};
  const Node& node = tree[id];
  if (node.kind != Node::Kind::kElement || node.repaired || node.foreign || node.open.empty()) return false;
  if (node.extent.size() > kLargest) return false;
  if (node.close.empty() && node.tag != "p" && node.tag != "li") return false;
  return std::ranges::find(kNames, node.tag) != kNames.end() || (traits_of(node.tag) & kInline) != 0;
}

/// Without blanks of any kind and signs without width.
std::string without_blanks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (!is_blank(text::code_point_at(text, at, at))) out += text.substr(begin, at - begin);
  }
  return out;
}

/// Whether an element shows `line`, perhaps in several texts, and no picture or anything else.
bool shows_only(const Tree& tree, NodeId id, const std::string& line) {
  std::string shown;
  for (NodeId at = id + 1; at < tree[id].behind; ++at) {
    const Node& node = tree[at];
    if (node.kind == Node::Kind::kCut || node.repaired) return false;
    if (node.kind == Node::Kind::kText) shown += tree.text(at);
    const bool thing = node.kind == Node::Kind::kElement && (traits_of(node.tag) & (kOpaque | kApart | kVoid)) != 0;
    if (thing && node.tag != "br" && node.tag != "wbr") return false;
    if (shown.size() > kLargest) return false;
  }
  return without_blanks(shown) == without_blanks(line);
}

/// The outermost element that may go with a label, or kNoNode.
NodeId widest(const Tree& tree, NodeId id, const std::string& line) {
  NodeId found = kNoNode;
  for (; id != kNoNode && may_go(tree, id) && shows_only(tree, id, line); id = tree[id].parent) found = id;
  return found;
}

/// A br that ends before `at`, or begins at it; blanks between go along.
std::optional<std::size_t> break_before(std::string_view source, std::size_t at) {
  while (at > 0 && is_html_space(source[at - 1])) --at;
  if (at == 0 || source[at - 1] != '>') return std::nullopt;
  constexpr std::size_t kLongest = 200;  // bytes of a br's tag
  const std::size_t begin = source.rfind('<', at - 1);
  if (begin == std::string_view::npos || at - begin > kLongest || !equal_names(source.substr(begin, 3), "<br"))
    return std::nullopt;
  return is_html_space(source[begin + 3]) || source[begin + 3] == '/' || source[begin + 3] == '>' ? std::optional(begin)
                                                                                                  : std::nullopt;
}

std::optional<std::size_t> break_behind(std::string_view source, std::size_t at) {
  while (at < source.size() && is_html_space(source[at])) ++at;
  const std::size_t end = source.find('>', at);
  if (end == std::string_view::npos || !equal_names(source.substr(at, 3), "<br")) return std::nullopt;
  return break_before(source, end + 1) == at ? std::optional(end + 1) : std::nullopt;
}

/// The words with the line breaks that part them from the text before, or from that behind.
ByteRange with_breaks(std::string_view source, ByteRange range) {
  const std::size_t begin = range.begin;
  while (const auto at = break_before(source, range.begin)) range.begin = *at;
  if (range.begin < begin) return range;
  while (const auto at = break_behind(source, range.end)) range.end = *at;
  return range;
}

/// Puts our element in the place of a line, if it is all that some element shows; false if readers would show it there: in a
/// link, or where no block may stand.
bool adopt(const Tree& tree, const SourceBlock& block, const BlockPlace& place, const Stamp& stamp, Splices& splices) {
  const NodeId whole = widest(tree, place.element, block.text);
  const NodeId holder = whole == kNoNode ? place.element : tree[whole].parent;
  if (holder == kNoNode || tree.closest(holder, "a") != kNoNode) return false;
  if (whole != kNoNode && can_hold_blocks(tree, holder)) {
    splices.replace(tree[whole].extent, label_element(stamp));
    return true;
  }
  const NodeId outer = whole == kNoNode ? holder : whole;
  const Node& node = tree[outer];
  const bool closed = !node.open.empty() && !node.close.empty() && node.extent.size() <= kLargest;
  if (!closed || tree.is(outer, "a") || !can_hold_blocks(tree, outer) || !shows_only(tree, outer, block.text))
    return false;
  splices.replace({node.open.end, node.close.begin}, label_element(stamp));
  return true;
}

}  // namespace

void take_label_out(const Tree& tree, const SourceBlock& block, const BlockPlace& place, Splices& splices) {
  if (place.element == kNoNode) return;
  const NodeId whole = widest(tree, place.element, block.text);
  splices.replace(whole == kNoNode ? with_breaks(tree.source(), place.text) : ByteRange(tree[whole].extent), "");
}

bool adopt_labels(const Tree& tree, std::span<const SourceBlock> blocks, std::span<const BlockPlace> places,
                  const Stamp& stamp, Splices& splices) {
  const bool wanted = !stamp.label.empty() && stamp.label_place == LabelPlace::kAuto;
  bool adopted = !wanted;
  for (std::size_t i = 0; i < places.size() && i < blocks.size(); ++i) {
    if (blocks[i].role != BlockRole::kLabel || places[i].element == kNoNode || !places[i].attribute.empty()) continue;
    if (!adopted && adopt(tree, blocks[i], places[i], stamp, splices)) {
      adopted = true;
    } else {
      take_label_out(tree, blocks[i], places[i], splices);
    }
  }
  return wanted && adopted;
}

}  // namespace dragoman::html
