// A unit is a stretch of atoms between two limits, its edges peeled: blanks, things without words, and elements that wrap
// all of it stay outside, untouched. What is left becomes text, and marks over it.
#include "html/units.h"
#include <algorithm>
#include "base/ascii.h"
#include "html/cuts.h"
#include "html/lexer.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

using document::Mark;
using Kind = Atom::Kind;

/// Collects text with its white space collapsed.
class TextWriter {
 public:
  explicit TextWriter(std::string& text) : text_(text) {}
  void blank() { pending_ = pending_ || !text_.empty(); }
  void flush() {
    if (pending_ && !text_.empty()) text_ += ' ';
    pending_ = false;
  }
  bool pending() const { return pending_; }

 private:
  std::string& text_;
  bool pending_ = false;
};

char32_t code_point_from(std::string_view text, std::size_t at) { return text::code_point_at(text, at, at); }

/// Where the character before `at` begins.
std::size_t before(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && text::is_continuation(text[at]));
  return at;
}

/// HTML's white space, and the vertical tab, which office programs leave for a line's end.
bool is_collapsible(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

class UnitBuilder {
 public:
  UnitBuilder(const PageView& view, const std::vector<Atom>& atoms, std::size_t begin, std::size_t end)
      : view_(view), tree_(view.tree()), atoms_(atoms), begin_(begin), end_(end) {}
  bool build(NodeId element, Unit& unit);

 private:
  bool peel();
  bool is_edge(const Atom& atom) const {
    return atom.kind == Kind::kPoint || atom.kind == Kind::kBreak || (atom.kind == Kind::kChar && is_blank(atom.what));
  }
  void read(std::size_t at);
  void read_char(std::size_t at);
  void open(std::size_t at);
  void close(std::size_t at);
  std::size_t point(std::size_t at);
  void locked(std::size_t at);
  void begin_marks();
  void settle();
  bool sets_initial(NodeId id) const;
  void find_drop_cap();
  void lock_shown_markup();
  void lock_formulas();
  void keep_if_all_locked();

  const PageView& view_;
  const Tree& tree_;
  const std::vector<Atom>& atoms_;
  std::size_t begin_, end_;
  NodeId inside_ = kNoNode;  ///< innermost wrapping element
  document::SourceBlock block_;
  TextWriter writer_{block_.text};
  std::vector<NodeId> nodes_;  ///< of each mark
  std::vector<int> open_;
  std::size_t unbegun_ = 0;  ///< open marks, counted from the innermost, that have no text yet
  bool nbsp_reference_ = false, words_ = false, lead_ = false, trail_ = false;
};

/// Takes off edges and wrapping elements; false if nothing is left.
bool UnitBuilder::peel() {
  while (begin_ < end_) {
    if (is_edge(atoms_[begin_])) {
      ++begin_;
    } else if (is_edge(atoms_[end_ - 1])) {
      --end_;
    } else if (atoms_[begin_].kind == Kind::kOpen && atoms_[end_ - 1].kind == Kind::kClose &&
               atoms_[begin_].what == atoms_[end_ - 1].what) {
      inside_ = atoms_[begin_].what;
      ++begin_, --end_;
    } else {
      return true;
    }
  }
  return false;
}

/// Text follows: open marks that had none begin here.
void UnitBuilder::begin_marks() {
  for (; unbegun_ > 0; --unbegun_) {
    block_.marks[static_cast<std::size_t>(open_[open_.size() - unbegun_])].text.begin = block_.text.size();
  }
}

void UnitBuilder::read_char(std::size_t at) {
  const char32_t c = atoms_[at].what;
  if (is_collapsible(c)) {
    lead_ = lead_ || block_.text.empty();
    return writer_.blank();
  }
  if (is_unseen(c) || c == 0xFEFF) return;
  writer_.flush();
  if (c != 0xA0) begin_marks();
  if (c == 0xA0 && tree_.source(atoms_[at].place) == "&nbsp;") nbsp_reference_ = true;
  text::append_code_point(block_.text, c);
  words_ = words_ || text::is_alphanumeric(c);
}

void UnitBuilder::open(std::size_t at) {
  Mark mark;
  mark.open.source = atoms_[at].place;
  mark.parent = open_.empty() ? -1 : open_.back();
  mark.text.begin = block_.text.size();
  open_.push_back(static_cast<int>(block_.marks.size()));
  block_.marks.push_back(mark);
  nodes_.push_back(atoms_[at].what);
  ++unbegun_;
}

void UnitBuilder::close(std::size_t at) {
  if (open_.empty()) return;
  Mark& mark = block_.marks[static_cast<std::size_t>(open_.back())];
  open_.pop_back();
  unbegun_ = unbegun_ > 0 ? unbegun_ - 1 : 0;
  mark.close.source = atoms_[at].place;
  mark.text.end = block_.text.size();
}

/// A thing without words; blanks on both sides of it are kept by taking those behind it along.
std::size_t UnitBuilder::point(std::size_t at) {
  const Atom& atom = atoms_[at];
  std::size_t next = at + 1;
  Mark mark;
  mark.kind = Mark::Kind::kPoint;
  mark.open.source = atom.place;
  if (atom.kind == Kind::kBreak) writer_.blank();
  if (writer_.pending() || block_.text.empty()) {
    while (next < end_ && atoms_[next].kind == Kind::kChar && is_collapsible(atoms_[next].what)) ++next;
    mark.open.source.end = atoms_[next - 1].place.end;
    writer_.flush();
  }
  mark.text = {block_.text.size(), block_.text.size()};
  mark.parent = open_.empty() ? -1 : open_.back();
  block_.marks.push_back(std::move(mark));
  nodes_.push_back(atom.what);
  return next;
}

void UnitBuilder::locked(std::size_t at) {
  const std::string shown = collapsed(tree_.inner_text(atoms_[at].what));
  Mark mark;
  mark.kind = Mark::Kind::kLocked;
  mark.open.source = atoms_[at].place;
  mark.parent = open_.empty() ? -1 : open_.back();
  writer_.flush();
  begin_marks();
  mark.text = {block_.text.size(), block_.text.size() + shown.size()};
  block_.text += shown;
  block_.marks.push_back(std::move(mark));
  nodes_.push_back(atoms_[at].what);
}

void UnitBuilder::read(std::size_t at) {
  switch (atoms_[at].kind) {
    case Kind::kChar: read_char(at); break;
    case Kind::kOpen: open(at); break;
    case Kind::kClose: close(at); break;
    case Kind::kLocked: locked(at); break;
    default: break;
  }
}

/// Blanks at the ends of marks stand behind them, and points that stood on such a blank move up.
void UnitBuilder::settle() {
  for (Mark& mark : block_.marks) {
    if (mark.kind != Mark::Kind::kSpan) continue;
    while (mark.text.end >= mark.text.begin + 2 && block_.text.compare(mark.text.end - 2, 2, "\xC2\xA0") == 0) {
      mark.text.end -= 2;
    }
    while (mark.text.end > mark.text.begin && block_.text[mark.text.end - 1] == ' ') --mark.text.end;
  }
  trail_ = writer_.pending() || block_.text.ends_with(' ');
  while (block_.text.ends_with(' ')) block_.text.pop_back();
  for (Mark& mark : block_.marks) {
    if (mark.kind != Mark::Kind::kPoint) continue;
    const std::size_t limit =
        mark.parent < 0 ? block_.text.size() : block_.marks[static_cast<std::size_t>(mark.parent)].text.end;
    mark.text.begin = mark.text.end = std::min(mark.text.begin, limit);
  }
}

/// Whether an element sets an initial whatever stands behind it: its class says so, or it says nothing else and begins a paragraph.
bool UnitBuilder::sets_initial(NodeId id) const {
  static constexpr std::string_view kNames[] = {"dropcap",  "drop-cap",     "drop_cap",    "dropped-cap", "initial",
                                                "lettrine", "first-letter", "firstletter", "first_letter"};
  constexpr std::size_t kParagraph = 40;  // bytes
  if (id == kNoNode) return false;
  const std::string classes = lower_case(tree_.value(id, "class"));
  return (tree_.is(id, "span") && block_.text.size() >= kParagraph) ||
         std::ranges::any_of(kNames, [&](std::string_view name) { return classes.find(name) != std::string::npos; });
}

/// The first letter in an element of its own, and the word goes on behind it; or it is a word itself ("A man", "É preciso").
void UnitBuilder::find_drop_cap() {
  for (std::size_t i = 0; i < block_.marks.size(); ++i) {
    Mark& mark = block_.marks[i];
    if (mark.kind != Mark::Kind::kSpan || mark.text.begin > 4) break;
    if (mark.text.end - mark.text.begin > 8 || mark.text.end >= block_.text.size()) continue;
    std::size_t next = 0, letters = 0;
    bool capital = false;
    for (std::size_t at = 0; at < mark.text.begin; at = next) {
      if (text::is_alphanumeric(text::code_point_at(block_.text, at, next))) return;  // "A <b>W</b>ord" has none
    }
    for (std::size_t at = mark.text.begin; at < mark.text.end; at = next) {
      const char32_t c = text::code_point_at(block_.text, at, next);
      letters += text::is_alphanumeric(c) ? 1 : 0;
      capital = capital || text::is_upper_case(c);
    }
    if (letters != 1) continue;
    const char32_t behind = text::code_point_at(block_.text, mark.text.end, next);
    const bool word = capital && is_blank(behind) && next < block_.text.size() &&
                      text::is_letter(code_point_from(block_.text, next)) && sets_initial(nodes_[i]);
    mark.drop_cap = text::is_letter(behind) || word;
  }
}

/// Markup and references that are shown as text ("write <b>") stay; text that has nothing else is a listing.
void UnitBuilder::lock_shown_markup() {
  const std::string& text = block_.text;
  for (std::size_t at = text.find_first_of("<&"); at != std::string::npos; at = text.find_first_of("<&", at)) {
    const std::size_t name = at + 1 < text.size() && (text[at + 1] == '/' || text[at + 1] == '#') ? at + 2 : at + 1;
    std::size_t end = name;
    if (text[at] == '<') {
      const bool tag = name < text.size() && base::is_ascii_letter(text[name]);
      end = tag ? std::min(text.find_first_of("<>", name), text.size()) : text.size();
    } else {
      while (end < text.size() && text::is_alphanumeric(static_cast<unsigned char>(text[end]) & 0x7F)) ++end;
    }
    const bool whole = end > name && end < text.size() && text[end] == (text[at] == '<' ? '>' : ';');
    if (whole) block_.locked.push_back({at, end + 1});
    at = whole ? end + 1 : at + 1;
  }
  if (block_.locked.empty()) return;
  for (std::size_t at = 0, lock = 0; at < text.size();) {
    if (lock < block_.locked.size() && at == block_.locked[lock].begin) {
      at = block_.locked[lock++].end;
    } else if (text::is_letter(text::code_point_at(text, at, at))) {
      return;
    }
  }
  block_.keep = KeepReason::kCode;
}

/// "H<sub>2</sub>O", "x<sub>n</sub>", "n<sup>o</sup>": a word with signs set lower or higher stays as it is; but for "5<sup>th</sup>".
void UnitBuilder::lock_formulas() {
  const std::string& text = block_.text;
  const auto in_word = [&](std::size_t at) {
    return at < text.size() && text::is_alphanumeric(code_point_from(text, at));
  };
  for (std::size_t i = 0; i < block_.marks.size(); ++i) {
    const Mark& mark = block_.marks[i];
    const bool lower = nodes_[i] != kNoNode && tree_.is(nodes_[i], "sub");
    const bool higher = nodes_[i] != kNoNode && tree_.is(nodes_[i], "sup");
    if (mark.kind != Mark::Kind::kSpan || (!lower && !higher) || mark.text.begin == mark.text.end) continue;
    ByteRange word = mark.text;
    while (word.begin > 0 && in_word(before(text, word.begin))) word.begin = before(text, word.begin);
    while (in_word(word.end)) text::code_point_at(text, word.end, word.end);
    const bool ordinal = higher && word.begin < mark.text.begin && base::is_ascii_digit(text[mark.text.begin - 1]);
    const bool known = !block_.locked.empty() && block_.locked.back().end >= word.end;
    if (word.begin < mark.text.begin && !ordinal && !known) block_.locked.push_back(word);
  }
}

/// Nothing but code or marked words: kept, and the report says why.
void UnitBuilder::keep_if_all_locked() {
  bool code = false;
  for (std::size_t at = begin_; at < end_; ++at) {
    if (atoms_[at].kind == Kind::kChar && text::is_alphanumeric(atoms_[at].what)) return;
    code = code || (atoms_[at].kind == Kind::kLocked && view_.code(atoms_[at].what));
  }
  block_.keep = code ? KeepReason::kCode : KeepReason::kMarked;
}

bool UnitBuilder::build(NodeId element, Unit& unit) {
  if (!peel()) return false;
  inside_ = inside_ == kNoNode ? element : inside_;
  for (std::size_t at = begin_; at < end_;) {
    const bool is_point = atoms_[at].kind == Kind::kPoint || atoms_[at].kind == Kind::kBreak;
    if (!is_point) read(at);
    at = is_point ? point(at) : at + 1;
  }
  settle();
  find_drop_cap();
  lock_shown_markup();
  lock_formulas();
  if (!words_) keep_if_all_locked();
  const bool locked = std::any_of(block_.marks.begin(), block_.marks.end(),
                                  [](const Mark& mark) { return mark.kind == Mark::Kind::kLocked; });
  if (!words_ && !locked) return false;
  block_.language = view_.language(inside_);
  unit.block = std::move(block_);
  unit.mark_nodes = std::move(nodes_);
  unit.site.nbsp_reference = nbsp_reference_;
  unit.site.lead = lead_;
  unit.site.trail = trail_;
  unit.site.place = {atoms_[begin_].place.begin, atoms_[end_ - 1].place.end};
  unit.site.element = inside_;
  return true;
}

/// Where atoms are moved, the flow must be sound; else each stretch of plain text is a unit.
bool ends_unit(const Flow& flow, std::size_t at) {
  const Atom& atom = flow.atoms[at];
  return atom.dropped || (!flow.sound && (atom.kind != Kind::kChar));
}

}  // namespace

std::string collapsed(std::string_view text) {
  std::string out;
  TextWriter writer(out);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::code_point_at(text, at, at);
    if (is_collapsible(c)) {
      writer.blank();
    } else if (!is_unseen(c) && c != 0xFEFF && c != 0) {
      writer.flush();
      text::append_code_point(out, c);
    }
  }
  return out;
}

void add_units(const PageView& view, const Flow& flow, NodeId element, std::vector<Unit>& units) {
  for (std::size_t begin = 0; begin < flow.atoms.size();) {
    std::size_t end = begin;
    while (end < flow.atoms.size() && !ends_unit(flow, end) && (end == begin || !flow.atoms[end].cut)) ++end;
    Unit unit;
    if (end > begin && UnitBuilder(view, flow.atoms, begin, end).build(element, unit)) units.push_back(std::move(unit));
    begin = std::max(end, begin + (end == begin ? 1 : 0));
  }
}

}  // namespace dragoman::html
