// A walk over the tree in target order with a stack of its own, since marks may nest thousands deep.
#include "markup/write.h"

#include <algorithm>

#include "text/utf8.h"

namespace dragoman::markup {
namespace {

using document::Mark;
using document::Piece;

/// Children in target order. What has no length comes before what begins at the same place.
std::vector<std::size_t> in_target_order(const Layout& layout, const Node& node) {
  std::vector<std::size_t> order = node.children;
  std::ranges::stable_sort(order, {}, [&](std::size_t child) {
    const ByteRange target = layout.nodes[child].target;
    return std::pair(target.begin, target.end);
  });
  return order;
}

class Writer {
 public:
  Writer(const document::SourceBlock& block, const Layout& layout)
      : block_(block), layout_(layout), erased_(layout.erased) {
    std::ranges::sort(erased_, {}, &ByteRange::begin);
  }

  std::vector<Piece> write() {
    stack_.push_back({0, in_target_order(layout_, layout_.nodes[0]), 0});
    while (!stack_.empty()) {
      Open& open = stack_.back();
      if (open.next < open.children.size()) {
        enter(open.children[open.next++]);
        continue;
      }
      const Node& node = layout_.nodes[open.node];
      text_upto(node.target.end);
      if (open.node != 0) add(Piece::Kind::kClose, open.node);
      if (stands_alone(node)) blank_behind(node);
      stack_.pop_back();
    }
    return std::move(pieces_);
  }

 private:
  struct Open {
    std::size_t node;
    std::vector<std::size_t> children;
    std::size_t next;
  };

  void enter(std::size_t child) {
    const Node& node = layout_.nodes[child];
    text_upto(node.target.begin);
    if (stands_alone(node)) blank_before(node.source);
    if (block_.marks[child - 1].kind == Mark::Kind::kSpan) {
      add(Piece::Kind::kOpen, child);
      if (node.hollow) pieces_.push_back({Piece::Kind::kText, std::string(kUnseen), -1});
      stack_.push_back({child, in_target_order(layout_, node), 0});
      return;
    }
    add(Piece::Kind::kWhole, child);
    if (node.locked) ends_blank_ = false;
    skip_to_ = std::max(skip_to_, node.target.end);
    if (stands_alone(node)) blank_behind(node);
  }
  /// A thing without text among text.
  bool stands_alone(const Node& node) const {
    return node.kind == Node::Kind::kPlace && layout_.nodes[node.parent].kind != Node::Kind::kPlace;
  }

  void add(Piece::Kind kind, std::size_t node) { pieces_.push_back({kind, {}, static_cast<int>(node) - 1}); }

  /// A thing that stood between blanks stands between blanks.
  void blank_before(ByteRange source) {
    if (pieces_.empty() || ends_blank_) return;
    const bool both = is_blank(character_before(layout_.source, source.begin)) &&
                      is_blank(character_after(layout_.source, source.end));
    if (both) text(" ");
  }
  void blank_behind(const Node& node) {
    const bool both = is_blank(character_before(layout_.source, node.source.begin)) &&
                      is_blank(character_after(layout_.source, node.source.end));
    const char32_t next = character_after(layout_.target, node.target.end);
    if (both && next != 0 && !is_blank(next) && sign_class(next) > kColonClass) text(" ");
  }
  static bool is_blank(char32_t c) { return c != 0 && text::is_space(c); }

  void text_upto(std::size_t end) {
    cursor_ = std::max(cursor_, skip_to_);
    while (cursor_ < end) {
      while (gone_ < erased_.size() && erased_[gone_].end <= cursor_) ++gone_;
      const bool stops = gone_ < erased_.size() && erased_[gone_].begin < end;
      const std::size_t upto = stops ? std::max(erased_[gone_].begin, cursor_) : end;
      text(layout_.target.substr(cursor_, upto - cursor_));
      cursor_ = upto;
      if (!stops) break;
      cursor_ = erased_[gone_].end;
      // No two blanks where something was taken out.
      if (ends_blank_ && cursor_ < layout_.target.size() && layout_.target[cursor_] == ' ') ++cursor_;
    }
  }
  void text(std::string_view more) {
    if (more.empty()) return;
    ends_blank_ = is_blank(character_before(more, more.size()));
    if (!pieces_.empty() && pieces_.back().kind == Piece::Kind::kText) {
      pieces_.back().text += more;
    } else {
      pieces_.push_back({Piece::Kind::kText, std::string(more), -1});
    }
  }

  const document::SourceBlock& block_;
  const Layout& layout_;
  std::vector<ByteRange> erased_;
  std::vector<Piece> pieces_;
  std::vector<Open> stack_;
  std::size_t cursor_ = 0, skip_to_ = 0, gone_ = 0;
  bool ends_blank_ = true;  // what is written so far
};

}  // namespace

bool is_sound(const Layout& layout) {
  std::vector<std::size_t> seen(layout.target_atoms.size() + 1);  // atoms with something to see before each
  for (std::size_t i = 0; i < layout.target_atoms.size(); ++i) {
    seen[i + 1] = seen[i] + (layout.target_atoms[i].kind != AtomKind::kSpace ? 1 : 0);
  }
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    const Node& node = layout.nodes[i];
    if (node.target.begin > node.target.end || node.target.end > layout.target.size()) return false;
    if (i != 0 && node.kind != Node::Kind::kPlace && node.source.begin < node.source.end) {
      const std::size_t first = atom_at(layout.target_atoms, node.target.begin);
      const std::size_t last = node.target.end == 0 ? 0 : atom_at(layout.target_atoms, node.target.end - 1) + 1;
      if (node.target.begin >= node.target.end || last <= first || seen[last] == seen[first]) return false;
    }
    std::size_t end = node.target.begin;
    for (const std::size_t child : in_target_order(layout, node)) {
      const ByteRange target = layout.nodes[child].target;
      if (target.begin < end || target.end > node.target.end) return false;
      end = target.end;
    }
  }
  return true;
}

std::vector<Piece> write_pieces(const document::SourceBlock& block, const Layout& layout) {
  return Writer(block, layout).write();
}

}  // namespace dragoman::markup
