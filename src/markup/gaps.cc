// A segment tree over the gaps. Passing a word of the source moves its cost from the gaps behind its translation to those
// before it. What a thing was glued to in the source decides among equals.
#include "markup/gaps.h"

#include <algorithm>
#include <limits>

#include "markup/alignment.h"
#include "text/utf8.h"

namespace dragoman::markup {
namespace {

constexpr long kForbidden = std::numeric_limits<long>::max() / 4;
constexpr long kWordCost = 4;            // of a word of weight 1
constexpr long kGlued = 7, kNextTo = 1;  // a glued thing gives up one long word for its neighbour, no more
constexpr long kLongWeight = 2;
constexpr std::size_t kLongBytes = 4;
constexpr std::size_t kMostPassed = 3,
                      kMostAtoms = 16;  // words and atoms between a gap and the sign that the thing stood behind

/// Signs that belong to what stands before them, so that a thing before them is not glued to what follows.
bool follows_words(char32_t c) {
  const std::uint32_t sign = sign_class(c);
  return sign == kStopClass || sign == kCommaClass || sign == kCloseClass || sign == kColonClass;
}

std::vector<long> costs_before_all(const Layout& layout, std::size_t first, std::size_t last) {
  std::vector<long> costs(last - first + 1);
  for (std::size_t atom = first; atom < last; ++atom) {
    const ByteRange source = source_of(layout, atom);
    const long cost = source.begin < source.end ? kWordCost * weight_of(layout, atom) : 0;
    costs[atom - first + 1] = costs[atom - first] + cost;
  }
  return costs;
}

}  // namespace

ByteRange source_of(const Layout& layout, std::size_t target_atom) {
  if (layout.fixed[target_atom] != 0) return layout.nodes[layout.fixed[target_atom]].source;
  const int atom = layout.aligned[target_atom];
  if (atom == kNoAtom || layout.target_atoms[target_atom].kind == AtomKind::kSpace) return {};
  if (layout.target_atoms[target_atom].kind == AtomKind::kSign &&
      is_divider(character_after(layout.target, layout.target_atoms[target_atom].range.begin))) {
    return {};
  }
  return layout.source_atoms[static_cast<std::size_t>(atom)].range;
}

long weight_of(const Layout& layout, std::size_t target_atom) {
  const Atom& atom = layout.target_atoms[target_atom];
  if (atom.continues) return 0;
  if (atom.kind != AtomKind::kWord) return 1;
  return atom.range.end - atom.range.begin >= kLongBytes ? kLongWeight : 1;
}

MinTree::MinTree(const std::vector<long>& values) : size_(values.size()), ranges_(4 * values.size()) {
  build(values, 1, 0, size_);
}

void MinTree::build(const std::vector<long>& values, std::size_t at, std::size_t first, std::size_t last) {
  if (last - first == 1) {
    ranges_[at].least = values[first];
    return;
  }
  const std::size_t middle = first + (last - first) / 2;
  build(values, 2 * at, first, middle);
  build(values, 2 * at + 1, middle, last);
  ranges_[at].least = std::min(ranges_[2 * at].least, ranges_[2 * at + 1].least);
}

void MinTree::add(std::size_t first, std::size_t last, long value) {
  if (first < last) add(1, 0, size_, first, last, value);
}

void MinTree::add(std::size_t at, std::size_t first, std::size_t last, std::size_t from, std::size_t to, long value) {
  if (to <= first || last <= from) return;
  if (from <= first && last <= to) {
    ranges_[at].least += value;
    ranges_[at].added += value;
    return;
  }
  const std::size_t middle = first + (last - first) / 2;
  add(2 * at, first, middle, from, to, value);
  add(2 * at + 1, middle, last, from, to, value);
  ranges_[at].least = ranges_[at].added + std::min(ranges_[2 * at].least, ranges_[2 * at + 1].least);
}

std::size_t MinTree::argmin() const {
  std::size_t at = 1, first = 0, last = size_;
  while (last - first > 1) {
    const std::size_t middle = first + (last - first) / 2;
    const bool left = ranges_[2 * at].least <= ranges_[2 * at + 1].least;
    at = 2 * at + (left ? 0 : 1);
    (left ? last : first) = middle;
  }
  return first;
}

Gaps::Gaps(const Layout& layout, std::size_t first, std::size_t last)
    : layout_(layout),
      first_(first),
      last_(last),
      closed_(last - first + 1),
      tree_(costs_before_all(layout, first, last)) {
  for (std::size_t atom = first; atom < last; ++atom) {
    const ByteRange source = source_of(layout, atom);
    if (source.begin < source.end) by_source_.push_back({source, atom, weight_of(layout, atom)});
  }
  std::ranges::stable_sort(by_source_, {}, [](const Word& word) { return word.source.begin; });
  for (std::size_t i = 0, next = 0; i < by_source_.size(); i = next) {
    std::size_t latest = 0;  // the sort is stable: the earliest atom comes first
    for (next = i; next < by_source_.size() && by_source_[next].source == by_source_[i].source; ++next) {
      latest = std::max(latest, by_source_[next].atom);
    }
    for (std::size_t k = i; k < next; ++k) by_source_[k].earliest = by_source_[i].atom, by_source_[k].latest = latest;
  }
}

void Gaps::forbid(std::size_t first, std::size_t last) {
  if (last - first < 2) return;
  tree_.add(first + 1 - first_, last - first_, kForbidden);
  for (std::size_t gap = first + 1; gap < last; ++gap) closed_[gap - first_] = true;
}

void Gaps::pass(const Word& word) {
  const long cost = kWordCost * word.weight;
  tree_.add(word.atom + 1 - first_, last_ + 1 - first_, -cost);
  tree_.add(0, word.atom + 1 - first_, cost);
}

std::size_t Gaps::best(ByteRange thing) {
  while (passed_ < by_source_.size() && by_source_[passed_].source.begin < thing.begin) pass(by_source_[passed_++]);
  const char32_t before = character_before(layout_.source, thing.begin);
  const char32_t after = character_after(layout_.source, thing.end);
  const bool glued_before = before != 0 && !text::is_space(before),
             glued_after = after != 0 && !text::is_space(after) && !follows_words(after);
  const bool note = thing.begin == thing.end;
  std::size_t behind_last = first_, before_next = last_;
  long last_bonus = 0, next_bonus = 0;
  if (passed_ > 0) {
    last_bonus = glued_before ? kGlued : kNextTo;
    behind_last = by_source_[passed_ - 1].latest + 1;
  }
  if (passed_ < by_source_.size()) {
    // A note mark behind a word or a stop has nothing to do with what follows it.
    next_bonus = glued_after && !glued_before ? kGlued : note && glued_before && !glued_after ? 0 : kNextTo;
    before_next = by_source_[passed_].earliest;
  }
  hint(behind_last, last_bonus);
  hint(before_next, next_bonus);
  const std::size_t gap = first_ + tree_.argmin();
  hint(behind_last, -last_bonus);
  hint(before_next, -next_bonus);
  return settled(gap, thing);
}

/// A thing right behind a stop or comma: the next such sign, if no word that stood behind the thing lies before it.
std::size_t Gaps::at_sign(std::size_t gap, ByteRange thing, const std::vector<std::uint32_t>& signs) const {
  const std::vector<Atom>& atoms = layout_.target_atoms;
  for (std::size_t at = gap, passed = 0;
       at < std::min(last_, gap + kMostAtoms) && passed < kMostPassed && !closed_[at - first_]; ++at) {
    const ByteRange source = markup::source_of(layout_, at);
    if (source.begin < source.end && source.begin >= thing.begin) break;
    if (atoms[at].kind == AtomKind::kWord) ++passed;
    if (atoms[at].kind != AtomKind::kSign) continue;
    const std::uint32_t sign = sign_class(character_after(layout_.target, atoms[at].range.begin));
    if (sign <= kCommaClass && std::ranges::find(signs, sign) != signs.end()) return at;
  }
  return gap;
}

/// Walks over the signs that stood before the thing in the source too, then over a blank if the thing was glued to what follows.
std::size_t Gaps::settled(std::size_t gap, ByteRange thing) const {
  std::vector<std::uint32_t> signs;
  for (std::size_t i = atom_at(layout_.source_atoms, thing.begin);
       i > 0 && layout_.source_atoms[i - 1].range.end <= thing.begin &&
       layout_.source_atoms[i - 1].kind == AtomKind::kSign && signs.size() < 8;
       --i) {
    signs.push_back(sign_class(character_after(layout_.source, layout_.source_atoms[i - 1].range.begin)));
  }
  const std::vector<Atom>& atoms = layout_.target_atoms;
  const auto may_step = [&](AtomKind kind) {
    return gap < last_ && !closed_[gap + 1 - first_] && atoms[gap].kind == kind;
  };
  const bool note = thing.begin == thing.end;
  if (note && !signs.empty()) gap = at_sign(gap, thing, signs);
  while (!signs.empty() && may_step(AtomKind::kSign)) {
    const auto same = std::ranges::find(signs, sign_class(character_after(layout_.target, atoms[gap].range.begin)));
    if (same == signs.end()) break;
    signs.erase(same);
    ++gap;
  }
  const char32_t before = character_before(layout_.source, thing.begin);
  const char32_t after = character_after(layout_.source, thing.end);
  // A blank before it that the source has not is the one behind it.
  const bool to_last = note && before != 0 && !text::is_space(before) && (after == 0 || text::is_space(after));
  if (to_last && gap > first_ && !closed_[gap - 1 - first_] && atoms[gap - 1].kind == AtomKind::kSpace) --gap;
  const bool to_next = before != 0 && text::is_space(before) && after != 0 && !text::is_space(after);
  if (to_next && may_step(AtomKind::kSpace)) ++gap;
  return gap;
}

}  // namespace dragoman::markup
