// Each target word votes for the child that its source word lies in. A child's words form runs; its kernel is the best row
// of runs (own words minus words of the parent between them) that no sibling's word interrupts, so kernels never overlap.
// Then, the strongest first, a child may reach over words of siblings that lie outside their kernels. Who has no word
// takes the free one nearest to its place. At last, words that nobody vouches for go to the child beside them if nothing
// but that child's text stood there in the source.
#include "markup/stretches.h"

#include "text/utf8.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

#include "base/part.h"
#include "markup/edges.h"
#include "markup/gaps.h"
#include "markup/labels.h"

namespace dragoman::markup {
namespace {

constexpr long kSignCost = 3;  // of a comma or stop between a child's words that has no like inside the child
// Against a free word: it says something else, it is a short one that nothing speaks for, a sign lies before it.
constexpr int kAlignedCost = 2, kShortCost = 2, kBehindCost = 2, kSignDistance = 1;
constexpr std::size_t kMostTried = 4;
constexpr std::ptrdiff_t kShortWord = 5,
                         kFused = 2;  // code points: of an auxiliary verb; more in a word that has it in it

std::ptrdiff_t code_points(std::string_view word) {
  return std::ranges::count_if(word, [](char byte) { return !text::is_continuation(byte); });
}

class Group {
 public:
  Group(Layout& layout, std::size_t parent)
      : layout_(layout), parent_(layout.nodes[parent]), first_(parent_.first), last_(parent_.last) {}

  bool place() {
    collect();
    if (!texts_.empty()) {
      if (!cover_whole()) {
        label();
        for (std::size_t i = 0; i < texts_.size(); ++i) take(i, kernel(i));
        reach();
        if (!place_rest()) return false;
        fill();
      }
      fit_edges();
      if (!has_room()) return false;
    }
    place_points();
    return true;
  }

 private:
  Node& node(std::size_t text) { return layout_.nodes[texts_[text]]; }
  const Atom& atom(std::size_t at) const { return layout_.target_atoms[at]; }

  void collect() {
    for (const std::size_t child : parent_.children) {
      Node& one = layout_.nodes[child];
      const bool outside = one.first < first_ || one.last > last_;
      if (one.kind == Node::Kind::kFixed && outside) give_up(one);
      if (one.kind == Node::Kind::kText) texts_.push_back(child);
      if (one.kind == Node::Kind::kPlace) points_.push_back(child);
      if (one.kind == Node::Kind::kFixed && one.first < one.last) taken_[one.first] = one.last;
    }
  }
  /// What stands in the target as it is, but not inside its parent's stretch.
  void give_up(Node& one) {
    if (one.locked) return layout_.lift(one);
    one.kind = one.source.begin < one.source.end ? Node::Kind::kText : Node::Kind::kPlace;
    for (std::size_t at = one.first; at < one.last; ++at) layout_.fixed[at] = 0;
  }

  /// A child that holds all words of its parent gets all words of the parent's stretch.
  bool cover_whole() {
    if (texts_.size() != 1 || layout_.source_words(node(0).source) != layout_.source_words(parent_.source))
      return false;
    const auto is_ours = [this](std::size_t at) { return atom(at).kind == AtomKind::kWord && !is_taken(at, at + 1); };
    Run whole{first_, last_, 0};
    while (whole.first < whole.last && !is_ours(whole.first)) ++whole.first;
    while (whole.first < whole.last && !is_ours(whole.last - 1)) --whole.last;
    if (whole.first >= whole.last || is_taken(whole.first, whole.last)) return false;
    own_.assign(1, std::nullopt);
    take(0, whole);
    return true;
  }

  void label() {
    labels_ = label_words(layout_, parent_, texts_);
    own_.assign(texts_.size(), std::nullopt);
  }
  /// What it costs to reach from one run to the next: the other words between, and clause signs that the child lacks.
  long cost_between(std::size_t from, std::size_t to, bool has_signs) const {
    const long signs = has_signs ? 0 : labels_.signs_upto[to - first_] - labels_.signs_upto[from - first_];
    return weight_between(from, to) + kSignCost * signs;
  }
  long weight_between(std::size_t from, std::size_t to) const {
    return labels_.weight_upto[to - first_] - labels_.weight_upto[from - first_];
  }
  bool is_taken(std::size_t from, std::size_t to) const {
    const auto next = taken_.lower_bound(from);
    if (next != taken_.end() && next->first < to) return true;
    return next != taken_.begin() && std::prev(next)->second > from;
  }
  void take(std::size_t text, const std::optional<Run>& run) {
    if (!run) return;
    own_[text] = run;
    taken_[run->first] = run->last;
  }

  /// The best row of the child's runs; `may_join(end, begin)` says whether the row may go on over what lies between.
  template <class MayJoin>
  std::optional<Run> best_row(std::size_t text, MayJoin may_join) {
    const Node& child = node(text);
    const std::size_t span = std::max<std::size_t>(1, parent_.source.end - parent_.source.begin);
    const double expected =
        static_cast<double>(first_) + static_cast<double>(child.source.begin - parent_.source.begin) /
                                          static_cast<double>(span) * static_cast<double>(last_ - first_);
    const auto distance = [&](const Run& run) { return std::abs(static_cast<double>(run.first) - expected); };
    const bool has_signs = has_clause_sign(layout_, child.source);
    std::optional<Run> best, row;
    for (const Run& run : labels_.runs[text]) {
      if (is_taken(run.first, run.last)) {
        row.reset();
        continue;
      }
      const long cost = row ? cost_between(row->last, run.first, has_signs) : 0;
      if (row && row->score >= cost && may_join(row->last, run.first)) {
        row->score += run.score - cost;
        row->last = run.last;
      } else {
        row = run;
      }
      const bool equal = best && row->score == best->score;
      const bool further = equal && row->first == best->first;  // the same row
      const bool nearer = equal && row->first != best->first && distance(*row) < distance(*best);
      if (!best || row->score > best->score || further || nearer) best = row;
    }
    return best;
  }

  std::optional<Run> kernel(std::size_t text) {
    return best_row(text, [this](std::size_t from, std::size_t to) {
      return labels_.children_upto[from - first_] == labels_.children_upto[to - first_] && !is_taken(from, to);
    });
  }

  void reach() {
    std::vector<std::size_t> order(texts_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>(), [this](std::size_t i) { return own_[i] ? own_[i]->score : 0; });
    for (const std::size_t text : order) {
      if (!own_[text]) continue;
      taken_.erase(own_[text]->first);
      std::optional<Run> better =
          best_row(text, [this](std::size_t from, std::size_t to) { return !is_taken(from, to); });
      take(text, better && better->score >= own_[text]->score ? better : own_[text]);
    }
  }

  /// Children without a word of their own take a free word beside their place.
  bool place_rest() {
    std::optional<Gaps> gaps;
    std::vector<std::size_t> before, behind;  // nearest free word at or before, at or behind
    for (std::size_t text = 0; text < texts_.size(); ++text) {
      if (own_[text]) continue;
      if (!gaps) {
        gaps.emplace(layout_, first_, last_);
        for (const auto& [from, to] : taken_) gaps->forbid(from, to);
        find_free(before, behind);
      }
      const std::size_t gap = gaps->best(node(text).source);
      const std::size_t best = free_word(node(text).source, gap - first_, before, behind);
      if (best == last_ - first_) {
        if (!take_from_neighbour(text, gap)) return false;
        continue;
      }
      take(text, Run{first_ + best, first_ + best + 1, 0});
      before[best + 1] = best;
      behind[best] = best + 1;
    }
    return true;
  }
  /// before[i]: i if atom i - 1 is free, else a smaller index to look at; behind[i]: i if atom i is free, else a greater one.
  void find_free(std::vector<std::size_t>& before, std::vector<std::size_t>& behind) const {
    const std::size_t size = last_ - first_;
    before.assign(size + 1, 0);
    behind.assign(size + 1, size);
    for (std::size_t i = 0; i < size; ++i) {
      const bool free = atom(first_ + i).kind == AtomKind::kWord && !is_taken(first_ + i, first_ + i + 1) &&
                        layout_.fixed[first_ + i] == 0;
      before[i + 1] = free ? i + 1 : i;
      behind[i] = free ? i : i + 1;
    }
  }
  static std::size_t follow(std::vector<std::size_t>& next, std::size_t at) {
    std::size_t end = at;
    while (next[end] != end) end = next[end];
    while (next[at] != at) at = std::exchange(next[at], end);
    return end;
  }
  /// Where no word is free, the stretch beside the gap gives its outermost word away, if it has others.
  bool take_from_neighbour(std::size_t text, std::size_t gap) {
    for (std::size_t other = 0; other < texts_.size(); ++other) {
      if (!own_[other]) continue;
      const Run given = *own_[other];
      const bool begins = starts_at(given.first, gap);
      if (!begins && !starts_at(gap, given.last)) continue;
      const auto is_word = [this](std::size_t at) {
        return atom(at).kind == AtomKind::kWord && layout_.fixed[at] == 0;
      };
      Run kept = given, taken{};
      if (begins) {
        taken = {given.first, given.first + 1, 0};
        while (taken.last < given.last && atom(taken.last).continues) ++taken.last;
        kept.first = taken.last;
        while (kept.first < kept.last && !is_word(kept.first)) ++kept.first;
      } else {
        taken = {given.last - 1, given.last, 0};
        while (taken.first > given.first && atom(taken.first).continues) --taken.first;
        kept.last = taken.first;
        while (kept.last > kept.first && !is_word(kept.last - 1)) --kept.last;
      }
      if (!is_word(taken.first)) continue;
      if (kept.first >= kept.last) continue;
      taken_.erase(given.first);
      take(other, kept);
      take(text, taken);
      return true;
    }
    return false;
  }
  /// Whether `at` is `gap`, or only a blank lies between.
  bool starts_at(std::size_t at, std::size_t gap) const {
    return at == gap || (at == gap + 1 && atom(gap).kind == AtomKind::kSpace);
  }
  /// What speaks against a free word for a child with these words. An engine says two words in one ("has denied", "will sell") and
  /// names the short one as its source, mostly the one before: then the word is the child's as much.
  int strangeness(std::size_t at, ByteRange child) const {
    const std::string_view word = part(layout_.target, atom(first_ + at).range);
    if (labels_.label[at] == kUnaligned || labels_.label[at] == kOutside)
      return code_points(word) <= kShortWord ? kShortCost : 0;
    const ByteRange from = source_of(layout_, first_ + at);
    const bool before = from.end <= child.begin;
    const ByteRange between = before ? ByteRange{from.end, child.begin} : ByteRange{child.end, from.begin};
    const bool beside = between.begin <= between.end && layout_.source_words(between) == 0;
    if (beside && is_spare(first_ + at)) return 0;
    const std::ptrdiff_t size = code_points(part(layout_.source, from));
    if (!beside || size > kShortWord || code_points(word) < size + kFused) return kAlignedCost;
    return before ? 0 : kBehindCost;
  }
  /// Whether it is one of two words for one of the source, none of them a short one ("principal produto" for "product"): then one of them is
  /// for a word beside that.
  bool is_spare(std::size_t at) const {
    const auto is_long = [this](std::size_t one) {
      return atom(one).kind == AtomKind::kWord && code_points(part(layout_.target, atom(one).range)) > kShortWord;
    };
    constexpr std::size_t kNear = 4;  // atoms
    if (!is_long(at)) return false;
    for (std::size_t one = at - std::min(at - first_, kNear); one < std::min(last_, at + kNear + 1); ++one) {
      if (one != at && layout_.aligned[one] == layout_.aligned[at] && is_long(one)) return true;
    }
    return false;
  }
  /// The free word to take for a gap: near, and best one that has no other meaning. The stretch's length for none.
  std::size_t free_word(ByteRange child, std::size_t gap, std::vector<std::size_t>& before,
                        std::vector<std::size_t>& behind) const {
    const std::size_t none = last_ - first_;
    std::size_t best = none;
    int least = std::numeric_limits<int>::max();
    const auto consider = [&](std::size_t at, int distance, bool over_sign) {
      const int cost = distance + strangeness(at, child) + (over_sign ? kSignDistance : 0);
      if (cost < least) least = cost, best = at;
    };
    int distance = 0;
    for (std::size_t at = follow(before, gap); at != 0 && distance < static_cast<int>(kMostTried);
         at = follow(before, at - 1), ++distance) {
      consider(at - 1, distance, labels_.signs_upto[at] != labels_.signs_upto[gap]);
    }
    distance = 0;
    for (std::size_t at = follow(behind, gap); at != none && distance < static_cast<int>(kMostTried);
         at = follow(behind, at + 1), ++distance) {
      consider(at, distance, labels_.signs_upto[at] != labels_.signs_upto[gap]);
    }
    return best;
  }

  /// Hands words that nobody vouches for to the stretch beside them.
  void fill() {
    std::vector<std::size_t> order;
    for (std::size_t text = 0; text < texts_.size(); ++text) order.push_back(text);
    std::ranges::sort(order, {}, [this](std::size_t text) { return own_[text]->first; });
    const bool all = layout_.own_words(parent_) == 0;
    for (std::size_t k = 0; k <= order.size(); ++k) {
      const int left = k == 0 ? kUnaligned : static_cast<int>(order[k - 1]);
      const int right = k == order.size() ? kUnaligned : static_cast<int>(order[k]);
      std::size_t from = left < 0 ? first_ : own_[order[k - 1]]->last, to = right < 0 ? last_ : own_[order[k]]->first;
      if (is_taken(from, to)) continue;  // a fixed one in between
      const bool may_right = right >= 0 && (all || touches(left, right)),
                 may_left = left >= 0 && (all || touches(left, right));
      if (may_left) from = grow_right(order[k - 1], from, to, !may_right, all);
      if (may_right) grow_left(order[k], from, to, all);
    }
  }
  /// Whether the two (kUnaligned for the parent's edge) stood side by side in the source, without words between them.
  bool touches(int left, int right) const {
    const auto& nodes = layout_.nodes;
    if (left >= 0 && right >= 0 && right != left + 1) return false;
    if (left < 0 && right != 0) return false;
    if (right < 0 && left + 1 != static_cast<int>(texts_.size())) return false;
    const std::size_t from = left < 0 ? parent_.source.begin : nodes[texts_[static_cast<std::size_t>(left)]].source.end;
    const std::size_t to = right < 0 ? parent_.source.end : nodes[texts_[static_cast<std::size_t>(right)]].source.begin;
    return layout_.source_words({from, to}) == 0;
  }
  bool is_idle(std::size_t at, std::size_t text, bool all) const {
    const int label = labels_.label[at - first_];
    return all || label == kUnaligned || label == kOutside || label == static_cast<int>(text);
  }
  std::size_t grow_right(std::size_t text, std::size_t from, std::size_t to, bool greedy, bool all) {
    std::size_t end = from;
    for (std::size_t at = from; at < to; ++at) {
      if (atom(at).kind != AtomKind::kWord) continue;
      if (!is_idle(at, text, all && greedy) || (!greedy && labels_.label[at - first_] != static_cast<int>(text))) break;
      end = at + 1;
    }
    if (end > from) stretch(text, own_[text]->first, end);
    return end;
  }
  void grow_left(std::size_t text, std::size_t from, std::size_t to, bool all) {
    std::size_t begin = to;
    for (std::size_t at = to; at-- > from;) {
      if (atom(at).kind != AtomKind::kWord) continue;
      if (!is_idle(at, text, all)) break;
      begin = at;
    }
    if (begin < to) stretch(text, begin, own_[text]->last);
  }
  void stretch(std::size_t text, std::size_t first, std::size_t last) {
    taken_.erase(own_[text]->first);
    take(text, Run{first, last, own_[text]->score});
  }

  /// Takes signs in, or leaves them out, as the source has it.
  void fit_edges() {
    for (std::size_t text = 0; text < texts_.size(); ++text) {
      const auto here = taken_.find(own_[text]->first);
      const std::size_t left = here == taken_.begin() ? first_ : std::prev(here)->second;
      const std::size_t right = std::next(here) == taken_.end() ? last_ : std::next(here)->first;
      const Stretch fitted =
          with_signs(layout_, node(text).source, {own_[text]->first, own_[text]->last}, {left, right});
      stretch(text, fitted.first, fitted.last);
      node(text).first = fitted.first;
      node(text).last = fitted.last;
    }
  }
  bool has_room() {
    return std::ranges::all_of(texts_, [this](std::size_t child) {
      const Node& one = layout_.nodes[child];
      if (one.need <= 1) return true;
      std::size_t room = 0;
      for (std::size_t at = one.first; at < one.last && room < one.need; ++at)
        room += atom(at).kind != AtomKind::kSpace ? 1 : 0;
      return room >= one.need;
    });
  }

  void place_points() {
    if (points_.empty()) return;
    Gaps gaps(layout_, first_, last_);
    for (const auto& [from, to] : taken_) gaps.forbid(from, to);
    for (const std::size_t point : points_) {
      Node& one = layout_.nodes[point];
      one.first = one.last = gaps.best(one.source);
    }
  }

  Layout& layout_;
  const Node& parent_;
  const std::size_t first_, last_;
  std::vector<std::size_t> texts_, points_;  // children, source order
  Labels labels_;
  std::vector<std::optional<Run>> own_;       // by text: its stretch
  std::map<std::size_t, std::size_t> taken_;  // stretches, fixed ones included
};

}  // namespace

bool place_children(Layout& layout, std::size_t parent) { return Group(layout, parent).place(); }

}  // namespace dragoman::markup
