// Passes over the atoms, each for one kind of limit; then the elements that have a limit inside are taken out of the
// units: their tags stay where they are.
#include "html/cuts.h"
#include <algorithm>
#include <string>
#include <utility>
#include <vector>
#include "document/label.h"
#include "html/glued.h"
#include "html/labels_in_line.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

constexpr std::size_t kWrappedLine =
    45;  ///< characters; a line so long that does not end a sentence goes on in the next

constexpr std::size_t kLongList = 8;  ///< links side by side; so many stand for themselves in a sentence, too

using Kind = Atom::Kind;

class Cutter {
 public:
  Cutter(const PageView& view, const std::vector<RoleFacts>& facts, std::vector<Atom>& atoms)
      : view_(view), tree_(view.tree()), facts_(facts), atoms_(atoms) {}
  void run() {
    drop_apart();
    cut_earlier_labels();
    cut_at_breaks();
    drop_separators();
    cut_menus();
    cut_where_glued(view_, atoms_);
    cut_between_labels(view_, facts_, atoms_);
    release_elements();
  }

 private:
  void drop_apart();
  void cut_earlier_labels();
  void cut_label_in(std::size_t begin, std::size_t end);
  std::string line_of(std::size_t begin, std::size_t end, std::vector<std::size_t>* places) const;
  void fit_to_elements(std::size_t begin, std::size_t end, std::size_t& first, std::size_t& last) const;
  bool in_earlier_label(std::size_t at) const;
  void cut_at_breaks();
  bool breaks_line(std::size_t at, std::size_t line) const;
  bool in_running_link(std::size_t at) const;
  void drop_separators();
  bool is_separator(std::size_t at) const;
  void cut_menus();
  void cut_menu(std::size_t begin, std::size_t end);
  void cut_long_list(std::size_t begin, std::size_t end);
  bool links_touch(std::size_t close, std::size_t open) const;
  void release_elements();
  void drop(std::size_t at) {
    atoms_[at].dropped = true;
    if (at + 1 < atoms_.size()) atoms_[at + 1].cut = true;
  }
  bool shows(std::size_t at) const {
    return (atoms_[at].kind == Kind::kChar && !is_blank(atoms_[at].what)) || atoms_[at].kind == Kind::kLocked;
  }
  bool is_word(std::size_t at) const {
    return atoms_[at].kind == Kind::kChar && text::is_alphanumeric(atoms_[at].what);
  }
  std::size_t shown_before(std::size_t at) const;
  std::size_t shown_from(std::size_t at) const;

  const PageView& view_;
  const Tree& tree_;
  const std::vector<RoleFacts>& facts_;
  std::vector<Atom>& atoms_;
  std::vector<std::pair<std::size_t, std::size_t>> earlier_labels_;  ///< first and last atom
};
constexpr std::size_t kNowhere = ~std::size_t{0};

/// The nearest atom before `at` that shows in the same line, or kNowhere.
std::size_t Cutter::shown_before(std::size_t at) const {
  while (at-- > 0) {
    if (shows(at)) return at;
    if (atoms_[at].dropped || atoms_[at].kind == Kind::kBreak) break;
  }
  return kNowhere;
}

std::size_t Cutter::shown_from(std::size_t at) const {
  for (; at < atoms_.size(); ++at) {
    if (shows(at)) return at;
    if (atoms_[at].dropped || atoms_[at].kind == Kind::kBreak) break;
  }
  return kNowhere;
}

void Cutter::drop_apart() {
  for (std::size_t at = 0; at < atoms_.size(); ++at) {
    if (atoms_[at].kind == Kind::kApart) drop(at);
  }
}

/// An earlier translation's label is a unit of its own wherever it stands in a line: it is replaced or taken out.
void Cutter::cut_earlier_labels() {
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= atoms_.size(); ++at) {
    if (at < atoms_.size() && !atoms_[at].dropped && atoms_[at].kind != Kind::kBreak) continue;
    cut_label_in(begin, at);
    begin = at + 1;
  }
}

/// What a line shows, blanks collapsed; places of its bytes among the atoms only where `places` is asked for.
std::string Cutter::line_of(std::size_t begin, std::size_t end, std::vector<std::size_t>* places) const {
  std::string line;
  for (std::size_t at = begin; at < end; ++at) {
    if (atoms_[at].kind != Kind::kChar && atoms_[at].kind != Kind::kLocked) continue;
    const char32_t c = atoms_[at].kind == Kind::kLocked ? 0xFFFC : atoms_[at].what;
    const std::size_t before = line.size();
    if (c == 0xFFFC || c == 0xA0 || !is_blank(c)) {
      text::append_code_point(line, c);
    } else if (!is_unseen(c) && !line.empty() && line.back() != ' ') {
      line += ' ';
    }
    if (places != nullptr) places->insert(places->end(), line.size() - before, at);
  }
  return line;
}

/// Elements that open or close on one side of the words only stay outside, those that hold all of them come along.
void Cutter::fit_to_elements(std::size_t begin, std::size_t end, std::size_t& first, std::size_t& last) const {
  std::vector<std::size_t> open;
  const std::size_t middle = first + (last - first) / 2;
  const auto shut_out = [&](std::size_t at) {
    at < middle ? first = std::max(first, at + 1) : last = std::min(last, at - 1);
  };
  for (std::size_t at = first, stop = last; at <= stop; ++at) {
    if (atoms_[at].kind == Kind::kOpen) open.push_back(at);
    if (atoms_[at].kind != Kind::kClose) continue;
    open.empty() ? shut_out(at) : open.pop_back();
  }
  for (const std::size_t at : open) shut_out(at);
  const auto is_gap = [&](std::size_t at) { return atoms_[at].kind == Kind::kChar && is_blank(atoms_[at].what); };
  while (true) {
    std::size_t left = first, right = last + 1;
    while (left > begin && is_gap(left - 1)) --left;
    while (right < end && is_gap(right)) ++right;
    const bool held = left > begin && right < end && atoms_[left - 1].kind == Kind::kOpen &&
                      atoms_[right].kind == Kind::kClose && atoms_[left - 1].what == atoms_[right].what;
    if (!held) return;
    first = left - 1, last = right;
  }
}

void Cutter::cut_label_in(std::size_t begin, std::size_t end) {
  constexpr std::size_t kShortest = 8;
  if (end < begin + kShortest || !document::find_label(line_of(begin, end, nullptr))) return;
  std::vector<std::size_t> places;
  const std::string line = line_of(begin, end, &places);
  const auto label = document::find_label(line);
  std::size_t first = places[label->begin], last = places[label->end - 1];
  fit_to_elements(begin, end, first, last);
  if (first > last) return;
  atoms_[first].cut = true;
  if (last + 1 < atoms_.size()) atoms_[last + 1].cut = true;
  earlier_labels_.emplace_back(first, last);
}

bool Cutter::in_earlier_label(std::size_t at) const {
  const auto behind = std::ranges::upper_bound(earlier_labels_, at, {}, &std::pair<std::size_t, std::size_t>::first);
  return behind != earlier_labels_.begin() && at <= std::prev(behind)->second;
}

/// Whether the br at `at` stands in a link with words of the same sentence outside of it: it wraps the link's text.
bool Cutter::in_running_link(std::size_t at) const {
  const NodeId link = tree_.closest(atoms_[at].what, "a");
  if (link == kNoNode) return false;
  std::size_t open = at, close = at;
  while (open > 0 && !(atoms_[open].kind == Kind::kOpen && atoms_[open].what == link)) --open;
  while (close < atoms_.size() && !(atoms_[close].kind == Kind::kClose && atoms_[close].what == link)) ++close;
  return shown_before(open) != kNowhere || shown_from(close) != kNowhere;
}

/// Whether the br at `at`, behind a line of that many characters, ends what is said.
bool Cutter::breaks_line(std::size_t at, std::size_t line) const {
  const std::size_t before = shown_before(at), behind = shown_from(at + 1);
  if (before == kNowhere || behind == kNowhere) return true;
  if (atoms_[behind].kind == Kind::kLocked || atoms_[before].kind == Kind::kLocked) return false;
  const char32_t last = atoms_[before].what, next = atoms_[behind].what;
  static constexpr std::u32string_view kEnds = U".!?:;)]\"”’…。！？";
  if (text::is_lower_case(next)) return false;
  if (in_running_link(at)) return kSentenceStops.find(last) != std::u32string_view::npos;
  return line < kWrappedLine || kEnds.find(last) != std::u32string_view::npos || !text::is_letter(next);
}

void Cutter::cut_at_breaks() {
  std::vector<std::size_t> breaks;
  for (std::size_t at = 0, line = 0; at < atoms_.size(); ++at) {
    if (shows(at)) ++line;
    if (atoms_[at].kind != Kind::kBreak) continue;
    if (breaks_line(at, line)) breaks.push_back(at);
    line = 0;
  }
  for (const std::size_t at : breaks) drop(at);
}

/// A sign that stands between labels: with room on both sides, or an element's edge.
bool Cutter::is_separator(std::size_t at) const {
  static constexpr std::u32string_view kSigns = U"|•·»«›‹►▶▪◦¦‖";
  if (atoms_[at].kind != Kind::kChar || kSigns.find(atoms_[at].what) == std::u32string_view::npos) return false;
  const auto free = [&](std::size_t beside) {
    return beside >= atoms_.size() || atoms_[beside].kind != Kind::kChar || is_blank(atoms_[beside].what) ||
           kSigns.find(atoms_[beside].what) != std::u32string_view::npos;
  };
  return free(at - 1) && free(at + 1);
}

void Cutter::drop_separators() {
  std::vector<std::size_t> signs;
  for (std::size_t at = 0; at < atoms_.size(); ++at) {
    if (is_separator(at) && !in_earlier_label(at)) signs.push_back(at);
  }
  for (const std::size_t at : signs) drop(at);
}

void Cutter::cut_menus() {
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= atoms_.size(); ++at) {
    if (at < atoms_.size() && !atoms_[at].dropped) continue;
    if (at > begin) {
      cut_menu(begin, at);
      cut_long_list(begin, at);
    }
    begin = at + 1;
  }
}

/// No blank at the inner edges either, and not the same link continued.
bool Cutter::links_touch(std::size_t close, std::size_t open) const {
  const auto is_gap = [&](std::size_t at) { return atoms_[at].kind == Kind::kChar && is_blank(atoms_[at].what); };
  if (close == 0 || is_gap(close - 1) || open + 1 >= atoms_.size() || is_gap(open + 1)) return false;
  const std::string_view there = tree_.value(atoms_[close].what, "href");
  return there.empty() || there != tree_.value(atoms_[open].what, "href");
}

/// "[Ann], [Bob], ... and [Zoe] liked it": so many are names, however the sentence goes on.
void Cutter::cut_long_list(std::size_t begin, std::size_t end) {
  std::vector<std::size_t> edges;  // where a link begins and where it is over, in turn
  std::size_t depth = 0;
  const auto end_list = [&] {
    const std::size_t links = edges.size() / 2;
    for (std::size_t i = 0; links >= kLongList && i < edges.size(); ++i) {
      // The last one may belong to the words behind it.
      if (i + 1 < edges.size() && edges[i] < atoms_.size()) atoms_[edges[i]].cut = true;
    }
    edges.clear();
  };
  for (std::size_t at = begin; at < end; ++at) {
    const Atom& atom = atoms_[at];
    const bool tag = atom.kind == Kind::kOpen || atom.kind == Kind::kClose;
    if (tag && tree_[atom.what].tag == "a") {
      if (atom.kind == Kind::kOpen && depth++ == 0) edges.push_back(at);
      if (atom.kind == Kind::kClose && depth > 0 && --depth == 0) edges.push_back(at + 1);
    } else if (depth == 0 && (is_word(at) || atom.kind == Kind::kLocked)) {
      end_list();
    }
  }
  end_list();
}

/// Links side by side are labels, each for itself, if no words stand outside links (or only "Tags:" before them). Two
/// links with nothing at all between them always are.
void Cutter::cut_menu(std::size_t begin, std::size_t end) {
  std::vector<std::size_t> limits, touching;
  std::size_t depth = 0, closed = kNowhere, first_link = kNowhere, outside = 0, last_outside = kNowhere;
  bool words_between = false;
  for (std::size_t at = begin; at < end; ++at) {
    const Atom& atom = atoms_[at];
    const bool tag = atom.kind == Kind::kOpen || atom.kind == Kind::kClose;
    if (tag && tree_[atom.what].tag == "a") {
      if (atom.kind == Kind::kOpen && depth++ == 0) {
        if (first_link == kNowhere) first_link = at;
        if (closed != kNowhere && !words_between) limits.insert(limits.end(), {closed + 1, at});
        if (closed != kNowhere && closed + 1 == at && links_touch(closed, at)) touching.push_back(at);
      } else if (atom.kind == Kind::kClose && depth > 0 && --depth == 0) {
        closed = at;
        words_between = false;
      }
    }
    if (depth > 0 || !shows(at)) continue;
    last_outside = first_link == kNowhere ? at : last_outside;
    if (!is_word(at) && atom.kind != Kind::kLocked) continue;
    words_between = true;
    ++outside;
  }
  for (const std::size_t at : touching) atoms_[at].cut = true;
  if (limits.empty()) return;
  const bool label = last_outside != kNowhere && atoms_[last_outside].what == ':';
  if (label) {
    std::size_t before = 0;
    for (std::size_t at = begin; at < first_link; ++at) before += is_word(at) ? 1 : 0;
    outside -= std::min(before, outside);
  }
  if (outside != 0) return;
  for (const std::size_t at : limits) atoms_[at].cut = at < atoms_.size();
  if (label) atoms_[first_link].cut = true;
}

/// An element with a limit inside belongs to no unit.
void Cutter::release_elements() {
  std::vector<std::pair<std::size_t, bool>> open;  // place, limit inside
  for (std::size_t at = 0; at < atoms_.size(); ++at) {
    Atom& atom = atoms_[at];
    if ((atom.cut || atom.dropped) && !open.empty()) open.back().second = true;
    if (atom.kind == Kind::kOpen) open.emplace_back(at, false);
    if (atom.kind != Kind::kClose || open.empty()) continue;
    const auto [begin, limited] = open.back();
    open.pop_back();
    if (!limited) continue;
    drop(begin);
    drop(at);
    if (!open.empty()) open.back().second = true;
  }
}

}  // namespace

void cut_into_units(const PageView& view, const std::vector<RoleFacts>& facts, Flow& flow) {
  Cutter(view, facts, flow.atoms).run();
}

}  // namespace dragoman::html
