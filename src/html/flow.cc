// One walk over the run's nodes. What lies between two atoms in the source and in no node is a tag that the parser passed
// over: an end tag is carried along as a point, anything else makes the run unsound.
#include "html/flow.h"
#include <algorithm>
#include <string>
#include "html/entities.h"
#include "html/lexer.h"
#include "html/units.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

constexpr std::size_t kLongestLocked = 200;  ///< bytes of text; more is no word in a sentence any more

constexpr std::size_t kLongestGap = 4096;  ///< bytes in no node between two nodes

class FlowReader {
 public:
  FlowReader(const PageView& view, const std::vector<RoleFacts>& facts)
      : view_(view), tree_(view.tree()), facts_(facts) {}
  Flow read(NodeId first, NodeId last);

 private:
  NodeId read_node(NodeId id);
  NodeId read_element(NodeId id);
  NodeId put_whole(Atom::Kind kind, NodeId id);
  void put(Atom::Kind kind, std::uint32_t what, Place place);
  void put_text(NodeId id);
  void put_section(NodeId id);
  void bridge(std::uint32_t begin);
  void close_until(NodeId parent);
  bool is_note_mark(NodeId id) const;
  bool is_worded_note(NodeId id) const;
  bool is_hidden(NodeId id) const;
  bool behind_word() const;
  char32_t last_character() const;
  bool has_link(NodeId id) const;
  bool speaks_otherwise(NodeId id) const;

  const PageView& view_;
  const Tree& tree_;
  const std::vector<RoleFacts>& facts_;
  Flow flow_;
  std::vector<NodeId> open_;
  std::uint32_t at_ = 0;
  bool begun_ = false;
};

/// Accounts for the source's bytes up to `begin`.
void FlowReader::bridge(std::uint32_t begin) {
  if (begun_ && begin < at_) {
    flow_.sound = false;
    flow_.atoms.push_back({Atom::Kind::kPoint, false, false, kNoNode, {begin, begin}});  // keeps texts apart
  }
  if (!begun_ || begin <= at_) return;
  if (!flow_.sound || begin - at_ > kLongestGap) {
    flow_.sound = false;
    flow_.atoms.push_back({Atom::Kind::kPoint, false, false, kNoNode, {at_, begin}});
    return;
  }
  Lexer lexer(std::string_view(tree_.source()).substr(0, begin), at_);
  for (Token token = lexer.next(); token.kind != Token::Kind::kEnd; token = lexer.next()) {
    const Place place{static_cast<std::uint32_t>(token.range.begin), static_cast<std::uint32_t>(token.range.end)};
    if (token.kind != Token::Kind::kClose) flow_.sound = false;
    flow_.atoms.push_back({Atom::Kind::kPoint, false, false, kNoNode, place});
  }
}

void FlowReader::put(Atom::Kind kind, std::uint32_t what, Place place) {
  bridge(place.begin);
  begun_ = true;
  at_ = place.end;
  flow_.atoms.push_back({kind, false, false, what, place});
}

/// A CDATA section becomes plain text: its first character stands for all of it, the others for nothing.
void FlowReader::put_section(NodeId id) {
  const Place whole = tree_[id].open;
  bridge(whole.begin);
  begun_ = true;
  at_ = whole.end;
  const std::string shown = tree_.text(id);
  bool first = true;
  for (std::size_t at = 0; at < shown.size();) {
    const char32_t c = text::code_point_at(shown, at, at);
    const bool counts = first && !is_blank(c);
    const Place place = counts ? whole : first ? Place{whole.begin, whole.begin} : Place{whole.end, whole.end};
    if (c != 0) flow_.atoms.push_back({Atom::Kind::kChar, false, false, c, place});
    first = first && !counts;
  }
}

void FlowReader::put_text(NodeId id) {
  const Node& node = tree_[id];
  const std::string_view source(tree_.source());
  if (tree_.source(node.open).starts_with(kCdata)) return put_section(id);
  bridge(node.open.begin);
  begun_ = true;
  std::string decoded;
  for (std::size_t at = node.open.begin; at < node.open.end;) {
    decoded.clear();
    const std::size_t begin = at;
    const std::size_t length =
        source[at] == '&' ? decode_reference(source.substr(0, node.open.end), at, false, decoded) : 0;
    if (length == 0) {
      const char32_t c = text::code_point_at(source, at, at);
      const Place place{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
      if (c != 0) flow_.atoms.push_back({Atom::Kind::kChar, false, false, c, place});
      continue;
    }
    at = begin + length;
    Place place{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
    for (std::size_t next = 0; next < decoded.size();) {
      flow_.atoms.push_back({Atom::Kind::kChar, false, false, text::code_point_at(decoded, next, next), place});
      place.begin = place.end;  // a reference that stands for two characters
    }
  }
  at_ = node.open.end;
}

NodeId FlowReader::put_whole(Atom::Kind kind, NodeId id) {
  if (!view_.sound(id)) flow_.sound = false;
  put(kind, id, tree_[id].extent);
  return tree_[id].behind;
}

/// "[3]", "*", or a letter on a word ("report<sup>a</sup>"): belongs to the word before it, and is none.
bool FlowReader::is_note_mark(NodeId id) const {
  const Node& node = tree_[id];
  if (node.tag != "sup" && node.tag != "a") return false;
  if (node.extent.size() > 600) return false;
  // <a><sup>1</sup></a>
  if (node.tag == "a" && node.first_child != kNoNode && node.first_child == node.last_child &&
      tree_.is(node.first_child, "sup")) {
    return is_note_mark(node.first_child);
  }
  const std::string shown = tree_.inner_text(id, 64);
  std::size_t words = 0, length = 0, run = 0, longest = 0;
  for (std::size_t at = 0; at < shown.size(); ++length) {
    run = text::is_letter(text::code_point_at(shown, at, at)) ? run + 1 : 0;
    words += run > 0 ? 1 : 0;
    longest = std::max(longest, run);
  }
  const bool bracketed = shown.starts_with('[') && shown.ends_with(']') && length <= 12;
  if (node.tag == "a") return words == 0 && bracketed;
  return words == 0 || bracketed || (longest == 1 && behind_word());
}

/// Whether three letters or more stand right before, end tags aside.
bool FlowReader::behind_word() const {
  constexpr std::size_t kLetters = 3;
  std::size_t count = 0;
  for (std::size_t at = flow_.atoms.size(); at-- > 0 && count < kLetters;) {
    if (flow_.atoms[at].kind == Atom::Kind::kClose) continue;
    ++count;
    if (flow_.atoms[at].kind != Atom::Kind::kChar || !text::is_letter(flow_.atoms[at].what)) return false;
  }
  return count == kLetters;
}

/// The character that the text so far ends with, tags and points aside; 0 for none.
char32_t FlowReader::last_character() const {
  for (std::size_t at = flow_.atoms.size(); at-- > 0;) {
    const Atom& atom = flow_.atoms[at];
    if (atom.kind == Atom::Kind::kChar) return atom.what;
    if (atom.kind != Atom::Kind::kClose && atom.kind != Atom::Kind::kPoint) return 0;
  }
  return 0;
}

/// "fast.<sup>[citation needed]</sup>", "failed<sup><a>note 2</a></sup>": a note in words, no part of the sentence. Not "Acme<sup>TM</sup>" nor
/// "5<sup>th</sup>".
bool FlowReader::is_worded_note(NodeId id) const {
  constexpr std::size_t kLongest = 64;  // characters
  if (tree_[id].tag != "sup" || !view_.open(id) || tree_[id].extent.size() > kLongestGap) return false;
  const char32_t before = last_character();
  if (before == 0 || is_blank(before)) return false;
  const std::string shown = collapsed(tree_.inner_text(id, 4 * kLongest));
  std::size_t words = 0, length = 0, run = 0, longest = 0;
  for (std::size_t at = 0; at < shown.size(); ++length) {
    run = text::is_letter(text::code_point_at(shown, at, at)) ? run + 1 : 0;
    words += run == 1 ? 1 : 0;
    longest = std::max(longest, run);
  }
  if (longest < 2 || length > kLongest) return false;
  if (shown.starts_with('[') && shown.ends_with(']')) return true;
  const bool in_word = text::is_alphanumeric(before);
  return !in_word || (behind_word() && (words > 1 || has_link(id)));
}

/// Nobody reads it as a part of the sentence: "February 28<span style='display: none'> (1998-02-28)</span>". Words for screen readers
/// only ("<span class='sr-only'>Image caption, </span>A tree") would take seen ones in with them.
bool FlowReader::is_hidden(NodeId id) const {
  if (facts_[id].unseen) return true;
  if (tree_.attribute(id, "hidden") != nullptr) return true;
  std::string style = lower_case(tree_.value(id, "style"));
  std::erase_if(style, [](char c) { return is_html_space(c); });
  return style.find("display:none") != std::string::npos;
}

bool FlowReader::has_link(NodeId id) const {
  for (NodeId at = id + 1; at < tree_[id].behind; ++at) {
    if (tree_.is(at, "a")) return true;
  }
  return false;
}

bool FlowReader::speaks_otherwise(NodeId id) const {
  const NodeId parent = tree_[id].parent;
  const auto primary = [](std::string_view tag) { return tag.substr(0, tag.find_first_of("-_")); };
  const std::string_view inside = view_.language(id);
  return !inside.empty() && !equal_names(primary(inside), primary(view_.language(parent)));
}

NodeId FlowReader::read_element(NodeId id) {
  const Node& node = tree_[id];
  if (view_.inserted(id)) return put_whole(Atom::Kind::kApart, id);
  if ((is_hidden(id) && view_.has_text(id) && view_.open(id)) || is_worded_note(id)) {
    flow_.notes.push_back(id);
    return put_whole(Atom::Kind::kPoint, id);
  }
  if (node.tag == "br") return put_whole(Atom::Kind::kBreak, id);
  if (view_.has(id, kApart)) {
    return put_whole(Atom::Kind::kApart, id);
  }
  if (view_.has(id, kSilent) || !view_.has_text(id) || is_note_mark(id)) return put_whole(Atom::Kind::kPoint, id);
  const bool closed = !view_.open(id);
  if ((closed && !view_.opens_inside(id)) || (!closed && speaks_otherwise(id))) {
    const bool is_long =
        node.extent.size() > kLongestLocked && tree_.inner_text(id, kLongestLocked + 1).size() > kLongestLocked;
    if (!is_long) return put_whole(Atom::Kind::kLocked, id);
    return put_whole(Atom::Kind::kApart, id);
  }
  if (closed) {
    return put_whole(Atom::Kind::kApart, id);
  }
  if (node.repaired || node.open.empty() || (node.close.empty() && !view_.has(id, kVoid))) flow_.sound = false;
  if (!node.open.empty()) put(Atom::Kind::kOpen, id, node.open);
  open_.push_back(id);
  return id + 1;
}

NodeId FlowReader::read_node(NodeId id) {
  const Node& node = tree_[id];
  switch (node.kind) {
    case Node::Kind::kElement: return read_element(id);
    case Node::Kind::kText:
      if (view_.open(id) && !node.repaired) {
        put_text(id);
      } else {
        put(Atom::Kind::kApart, id, node.open);
      }
      break;
    case Node::Kind::kComment:
    case Node::Kind::kStray: put(Atom::Kind::kPoint, id, node.open); break;
    case Node::Kind::kCut: put(Atom::Kind::kApart, id, node.open); break;
  }
  return id + 1;
}

void FlowReader::close_until(NodeId parent) {
  while (!open_.empty() && open_.back() != parent) {
    const NodeId id = open_.back();
    open_.pop_back();
    if (!tree_[id].close.empty()) put(Atom::Kind::kClose, id, tree_[id].close);
  }
}

Flow FlowReader::read(NodeId first, NodeId last) {
  const NodeId end = tree_[last].behind;
  const NodeId around = tree_[first].parent;
  for (NodeId id = first; id < end;) {
    close_until(tree_[id].parent == around ? kNoNode : tree_[id].parent);
    id = read_node(id);
  }
  close_until(kNoNode);
  return std::move(flow_);
}

}  // namespace

Flow flow_of(const PageView& view, const std::vector<RoleFacts>& facts, NodeId first, NodeId last) {
  return FlowReader(view, facts).read(first, last);
}

}  // namespace dragoman::html
