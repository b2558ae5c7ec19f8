// Each end of an element is looked at once, with the sibling that begins next to it.
#include "html/labels_in_line.h"
#include <string>
#include <string_view>
#include "html/units.h"
#include "text/letters.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::html {
namespace {

using Kind = Atom::Kind;

constexpr std::size_t kLongestLabel = 200;  ///< bytes of a label; indents may be as long again, several times
constexpr int kFarthestSibling = 16;        ///< siblings of a line that are looked at

class LabelCutter {
 public:
  LabelCutter(const PageView& view, const std::vector<RoleFacts>& facts, std::vector<Atom>& atoms)
      : view_(view), tree_(view.tree()), facts_(facts), atoms_(atoms) {}
  void run();

 private:
  std::size_t next_sibling(std::size_t close) const;
  const RoleFacts* label(NodeId id) const;
  bool words_outside(NodeId id) const;
  bool belong_together(NodeId left, NodeId right) const;
  bool ends_line(NodeId id) const { return view_.blocky(id) || tree_.is(id, "br"); }

  const PageView& view_;
  const Tree& tree_;
  const std::vector<RoleFacts>& facts_;
  std::vector<Atom>& atoms_;
};

/// The start tag behind nothing but blanks and things without words, if it is a sibling's; else the end of the atoms.
std::size_t LabelCutter::next_sibling(std::size_t close) const {
  for (std::size_t at = close + 1; at < atoms_.size(); ++at) {
    const Atom& atom = atoms_[at];
    if (atom.dropped) break;
    if (atom.kind == Kind::kOpen) {
      return tree_[atom.what].parent == tree_[atoms_[close].what].parent ? at : atoms_.size();
    }
    const bool passed = atom.kind == Kind::kPoint || (atom.kind == Kind::kChar && is_blank(atom.what));
    if (!passed) break;
  }
  return atoms_.size();
}

/// Of it, or of the one element that holds all it holds; nullptr if neither is a label.
const RoleFacts* LabelCutter::label(NodeId id) const {
  while (!facts_[id].label) {
    const NodeId inside = tree_[id].first_child;
    if (inside == kNoNode || inside != tree_[id].last_child || tree_[inside].kind != Node::Kind::kElement)
      return nullptr;
    id = inside;
  }
  return &facts_[id];
}

/// Whether the line that the element stands in has letters or digits outside of elements.
bool LabelCutter::words_outside(NodeId id) const {
  const auto has_words = [&](NodeId at) {
    if (tree_[at].kind != Node::Kind::kText) return false;
    const std::string shown = tree_.text(at);
    for (std::size_t i = 0; i < shown.size();) {
      if (text::is_alphanumeric(text::code_point_at(shown, i, i))) return true;
    }
    return false;
  };
  NodeId at = tree_[id].previous;
  for (int seen = 0; at != kNoNode && seen < kFarthestSibling && !ends_line(at); ++seen, at = tree_[at].previous) {
    if (has_words(at)) return true;
  }
  at = tree_[id].next;
  for (int seen = 0; at != kNoNode && seen < kFarthestSibling && !ends_line(at); ++seen, at = tree_[at].next) {
    if (has_words(at)) return true;
  }
  return false;
}

/// One or two words, no more than the first of them with a capital: "By", "Last updated", but not "Rose White" nor "March 5".
bool is_short(std::string_view shown) {
  std::size_t words = 1;
  for (std::size_t at = 0; at < shown.size();) {
    const char32_t c = text::code_point_at(shown, at, at);
    if (text::character_class(c) == text::CharacterClass::kDigit || (words > 1 && text::is_upper_case(c))) return false;
    words += c == ' ' ? 1 : 0;
  }
  return words <= 2;
}

/// What an element shows, trimmed of all blanks.
std::string shown_in(const Tree& tree, NodeId id) {
  std::string shown = collapsed(tree.inner_text(id, 8 * kLongestLabel));
  std::size_t begin = 0;
  for (std::size_t at = 0; at < shown.size() && is_blank(text::code_point_at(shown, at, at));) begin = at;
  return shown.substr(begin);
}

/// "By" and a name, "Published" and a date, "March 5" and "at 9:15 am"; not "Posted on March 5" and "by Rose White". By form only: the
/// translation must be cut as its source was.
bool LabelCutter::belong_together(NodeId left, NodeId right) const {
  const std::string before = shown_in(tree_, left);
  const std::string behind = shown_in(tree_, right);
  if (before.empty() || behind.empty() || before.size() > kLongestLabel || behind.size() > kLongestLabel) return true;
  const RoleFacts *first = label(left), *second = label(right);
  const bool named = second != nullptr && second->role != BlockRole::kDateline;
  std::size_t next = 0;
  const char32_t begins = text::code_point_at(behind, 0, next);
  if (text::is_lower_case(begins) && !(named && first != nullptr)) return true;
  if (!text::is_alphanumeric(begins) && begins != '@') return true;  // "Our history [edit]"
  const bool told = second != nullptr && (second->role == BlockRole::kByline || second->role == BlockRole::kDateline);
  return told && (first == nullptr || first->role == second->role) && is_short(before);
}

void LabelCutter::run() {
  for (std::size_t close = 0; close < atoms_.size(); ++close) {
    if (atoms_[close].kind != Kind::kClose || atoms_[close].dropped) continue;
    const std::size_t open = next_sibling(close);
    if (open == atoms_.size()) continue;
    const NodeId left = atoms_[close].what, right = atoms_[open].what;
    if ((label(left) == nullptr && label(right) == nullptr) || words_outside(left) || belong_together(left, right))
      continue;
    atoms_[close + 1].cut = atoms_[open].cut = true;
  }
}

}  // namespace

void cut_between_labels(const PageView& view, const std::vector<RoleFacts>& facts, std::vector<Atom>& atoms) {
  LabelCutter(view, facts, atoms).run();
}

}  // namespace dragoman::html
