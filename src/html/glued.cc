// Each edge is looked at once, with what stands on both sides of it: the characters that touch, the words they belong to,
// and the elements that end and begin there.
#include "html/glued.h"
#include <algorithm>
#include <string>
#include "text/letters.h"
#include "text/words.h"

namespace dragoman::html {
namespace {

using Kind = Atom::Kind;
using text::CharacterClass;

constexpr std::size_t kFarthestAtom = 80;  ///< atoms of a side that are looked at; more is no label

/// What an element, or plain text at an edge, holds.
struct Side {
  std::size_t letters = 0, digits = 0, words = 0;
};

/// Two characters that touch, and what lies between them.
struct Edge {
  std::size_t left = 0, right = 0;  ///< atoms of the characters
  std::size_t limit = 0;            ///< where the right side begins
  bool closes = false, opens = false, link = false, time = false, thing = false;
  bool plain_close = true, plain_open = true;  ///< nothing but emphasis closes, or opens
  bool labels() const { return siblings() && !(closes && plain_close) && !(opens && plain_open); }
  bool siblings() const { return (closes && opens) || (thing && (closes || opens)); }
  bool emphasis() const { return plain_close && plain_open; }
};

class Gluer {
 public:
  Gluer(const PageView& view, std::vector<Atom>& atoms) : view_(view), tree_(view.tree()), atoms_(atoms) {}
  void run();

 private:
  bool find_edge(std::size_t left, Edge& edge) const;
  bool passes(const Atom& atom, Edge& edge) const;
  bool sentence_ends(std::size_t at) const;
  bool steps_up(const Edge& edge) const;
  bool words_meet(const Edge& edge) const;
  bool letters_meet(const Edge& edge) const;
  bool figures_meet(const Edge& edge) const;
  bool signs_meet(const Edge& edge) const;
  bool handle_follows(const Edge& edge) const;
  bool runs_on(const Edge& edge) const;
  Side side_before(const Edge& edge) const { return side(edge.limit - 1, -1); }
  Side side_behind(const Edge& edge) const { return side(edge.limit, 1); }
  Side side(std::size_t at, int step) const;
  bool is_char(std::size_t at) const { return at < atoms_.size() && atoms_[at].kind == Kind::kChar; }
  bool is_word(std::size_t at) const {
    return is_char(at) &&
           (text::is_alphanumeric(atoms_[at].what) || text::character_class(atoms_[at].what) == CharacterClass::kMark);
  }
  bool is_digit(std::size_t at) const {
    return is_char(at) && text::character_class(atoms_[at].what) == CharacterClass::kDigit;
  }
  bool is_upper(std::size_t at) const { return is_char(at) && text::is_upper_case(atoms_[at].what); }
  bool is_lower(std::size_t at) const { return is_char(at) && text::is_lower_case(atoms_[at].what); }
  /// Characters of the word that ends or begins there; three tell as much as more.
  std::size_t word_before(std::size_t at) const {
    std::size_t length = 0;
    while (length < 3 && at >= length && is_word(at - length)) ++length;
    return length;
  }
  std::size_t word_from(std::size_t at) const {
    std::size_t length = 0;
    while (length < 3 && is_word(at + length)) ++length;
    return length;
  }

  const PageView& view_;
  const Tree& tree_;
  std::vector<Atom>& atoms_;
};

/// A tag, or a thing without words that may stand between labels; false for what belongs to a word or ends a line.
bool Gluer::passes(const Atom& atom, Edge& edge) const {
  const bool emphasis = atom.what != kNoNode && view_.has(atom.what, kEmphasis);
  switch (atom.kind) {
    case Kind::kOpen:
      edge.opens = true;
      edge.plain_open = edge.plain_open && emphasis;
      break;
    case Kind::kClose:
      if (edge.opens) return false;
      edge.closes = true;
      edge.plain_close = edge.plain_close && emphasis;
      break;
    case Kind::kPoint:
      if (atom.what == kNoNode || tree_[atom.what].tag == "wbr") return false;
      if (tree_[atom.what].kind != Node::Kind::kElement) return true;  // a comment
      if (view_.has_text(atom.what)) return false;                     // a note's mark
      edge.thing = true;
      return true;
    default: return false;
  }
  edge.link = edge.link || tree_[atom.what].tag == "a";
  edge.time = edge.time || tree_[atom.what].tag == "time";
  return true;
}

bool Gluer::find_edge(std::size_t left, Edge& edge) const {
  if (!is_char(left) || is_blank(atoms_[left].what)) return false;
  edge.left = left;
  std::size_t at = left + 1;
  for (edge.limit = at; at < atoms_.size() && !is_char(at); ++at) {
    if (!passes(atoms_[at], edge)) return false;
    if (atoms_[at].kind == Kind::kClose) edge.limit = at + 1;
  }
  edge.right = at;
  return (edge.closes || edge.opens) && is_char(at) && !is_blank(atoms_[at].what);
}

/// A sentence is over at this character: "resigned.", "resigned.”", but not "J.".
bool Gluer::sentence_ends(std::size_t at) const {
  static constexpr std::u32string_view kClosers = U"\"”’»)";
  while (at > 0 && is_char(at) && kClosers.find(atoms_[at].what) != std::u32string_view::npos) --at;
  if (at == 0 || !is_char(at) || kSentenceStops.find(atoms_[at].what) == std::u32string_view::npos) return false;
  return !is_upper(at - 1);
}

/// "5 comments" and "Share".
bool Gluer::steps_up(const Edge& edge) const {
  return is_lower(edge.left) && is_upper(edge.right) && word_before(edge.left) > 1 && word_from(edge.right) > 1;
}

/// What the element that ends or begins at an edge holds, or plain text up to the next tag. Looked at from the edge on.
Side Gluer::side(std::size_t at, int step) const {
  const Kind enters = step < 0 ? Kind::kClose : Kind::kOpen, leaves = step < 0 ? Kind::kOpen : Kind::kClose;
  Side side;
  std::size_t depth = 0;
  bool in_word = false, plain = false;
  for (std::size_t seen = 0; seen < kFarthestAtom && at < atoms_.size(); ++seen, at += static_cast<std::size_t>(step)) {
    const Atom& atom = atoms_[at];
    if (atom.dropped || atom.kind == Kind::kBreak || atom.kind == Kind::kApart) break;
    if (atom.kind == enters && plain) break;
    if (atom.kind == leaves && (depth == 0 || --depth == 0)) break;
    if (atom.kind == enters) ++depth;
    if (atom.kind != Kind::kChar) continue;
    plain = depth == 0;
    if (is_blank(atom.what)) in_word = false;
    if (!is_word(at)) continue;
    side.words += in_word ? 0 : 1;
    in_word = true;
    is_digit(at) ? ++side.digits : ++side.letters;
  }
  return side;
}

/// "the firm said|Opens a new window| that it will": the sentence goes on behind the element.
bool Gluer::runs_on(const Edge& edge) const {
  std::size_t depth = 0, at = edge.limit;
  for (; at < atoms_.size() && at < edge.limit + kFarthestAtom; ++at) {
    if (atoms_[at].kind == Kind::kOpen) ++depth;
    if (atoms_[at].kind == Kind::kClose && depth > 0 && --depth == 0) break;
  }
  for (++at; at < atoms_.size() && at < edge.limit + kFarthestAtom; ++at) {
    if (atoms_[at].kind == Kind::kBreak || atoms_[at].dropped) return false;
    if (is_char(at) && !is_blank(atoms_[at].what)) return is_lower(at);
  }
  return false;
}

/// Words of a language that sets blanks: "comments|Share", "UK|News", "Follow|Following".
bool Gluer::letters_meet(const Edge& edge) const {
  const std::size_t left = edge.left, right = edge.right;
  if (text::is_blankless(atoms_[left].what) || text::is_blankless(atoms_[right].what)) return false;
  const std::size_t before = word_before(left), behind = word_from(right);
  if (before < 2 || behind < 2) return false;  // letters in elements of their own, an initial
  const bool up = is_lower(left) && is_upper(right);
  if (edge.labels()) {
    return up || (before > 2 && behind > 2) || (is_upper(left) && is_upper(right) && is_lower(right + 1));
  }
  // "You<b>Tube</b>" is one word; an element of several is not a part of one.
  if (!up || (edge.emphasis() && !edge.siblings())) return false;
  if (edge.closes && side_before(edge).words > 1) return true;
  return edge.opens && side_behind(edge).words > 1 && (edge.siblings() || !runs_on(edge));
}

/// "Updated|2 hours ago", "2024|5 min read", "England|2": not "CO|2", "21|st", "12|99".
bool Gluer::figures_meet(const Edge& edge) const {
  const bool digit_before = is_digit(edge.left), digit_behind = is_digit(edge.right);
  const Side before = side_before(edge), behind = side_behind(edge);
  if (digit_before && digit_behind) {
    if (edge.emphasis()) return edge.siblings() && before.letters > 1 && behind.letters > 1;
    return (edge.siblings() || edge.time) && (before.letters > 1 || behind.letters > 1);
  }
  const std::size_t letters = digit_before ? word_from(edge.right) : word_before(edge.left);
  if (edge.siblings()) {
    if (edge.labels() && word_before(edge.left) > 1 && word_from(edge.right) > 1 && letters > 1) return true;
    return letters > 2 && (edge.labels() || before.words + behind.words > 2);
  }
  if (edge.opens && runs_on(edge)) return false;
  const Side& element = edge.closes ? before : behind;
  return !edge.emphasis() && letters > 2 && element.words > 1 && element.letters > 1;
}

bool Gluer::words_meet(const Edge& edge) const {
  if (!is_word(edge.left) || !is_word(edge.right)) return false;
  return is_digit(edge.left) || is_digit(edge.right) ? figures_meet(edge) : letters_meet(edge);
}

/// "Jane Doe|@janedoe", which is no half of "jane|@example.com".
bool Gluer::handle_follows(const Edge& edge) const {
  const char32_t sign = atoms_[edge.right].what;
  if ((sign != '@' && sign != '#') || word_before(edge.left) < 2 || word_from(edge.right + 1) < 2) return false;
  for (std::size_t at = edge.right + 1; is_char(at) && at < edge.right + kFarthestAtom; ++at) {
    if (is_blank(atoms_[at].what)) break;
    if (atoms_[at].what == '.' && is_word(at + 1)) return false;
  }
  return true;
}

/// "Location:|New York", "Comments (5)|Share".
bool Gluer::signs_meet(const Edge& edge) const {
  static constexpr std::u32string_view kClosers = U")]%";
  const char32_t sign = atoms_[edge.left].what;
  const bool begins = is_upper(edge.right) || is_digit(edge.right);
  if (sign == ':') {
    return begins && word_before(edge.left - 1) > 1 && !is_digit(edge.left - 1) &&
           (edge.siblings() || is_upper(edge.right));
  }
  return edge.labels() && begins && word_from(edge.right) > 1 && kClosers.find(sign) != std::u32string_view::npos;
}

void Gluer::run() {
  for (std::size_t left = 0; left + 2 < atoms_.size(); ++left) {
    Edge edge;
    if (!find_edge(left, edge)) continue;
    const bool ends = is_upper(edge.right) && sentence_ends(left);
    const bool label = words_meet(edge) || handle_follows(edge) || (left > 0 && signs_meet(edge));
    if (ends || (edge.link && steps_up(edge)) || label) atoms_[edge.limit].cut = true;
  }
}

}  // namespace

void cut_where_glued(const PageView& view, std::vector<Atom>& atoms) { Gluer(view, atoms).run(); }

}  // namespace dragoman::html
