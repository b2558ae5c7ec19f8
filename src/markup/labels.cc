// An atom speaks for the child that holds most of the source word it is aligned to. What stands in the target as it is speaks
// for its mark with great weight, so that the parents' stretches reach it.
#include "markup/labels.h"

#include <algorithm>

#include "markup/gaps.h"

namespace dragoman::markup {
namespace {

constexpr long kFixedWeight = 64;
constexpr std::size_t kMostCompared = 8;  // children inside one word

bool divides_clauses(char32_t c) {
  const std::uint32_t sign = sign_class(c);
  return sign == kStopClass || sign == kCommaClass || sign == kColonClass;
}

class Labeller {
 public:
  Labeller(const Layout& layout, const Node& parent, const std::vector<std::size_t>& texts)
      : layout_(layout), parent_(parent), texts_(texts) {}

  Labels label() {
    const std::size_t first = parent_.first, size = parent_.last - first;
    Labels out{std::vector<int>(size, kUnaligned), std::vector<long>(size + 1), std::vector<long>(size + 1),
               std::vector<std::size_t>(size + 1), std::vector<std::vector<Run>>(texts_.size())};
    int before = kUnaligned;  // label of the last aligned atom, or that of a sign that divides
    std::size_t fixed_before = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t at = first + i, fixed = layout_.fixed[at];
      const ByteRange source = source_of(layout_, at);
      long weight = 0;
      if (source.begin < source.end) {
        out.label[i] = child_of(source);
        weight = fixed == 0 ? weight_of(layout_, at) : fixed == fixed_before ? 0 : kFixedWeight;
        fixed_before = fixed;
      }
      const int here = out.label[i];
      const bool divides = fixed == 0 && is_clause_sign(layout_.target_atoms[at]);
      out.weight_upto[i + 1] = out.weight_upto[i] + weight;
      out.signs_upto[i + 1] = out.signs_upto[i] + (divides ? 1 : 0);
      out.children_upto[i + 1] = out.children_upto[i] + (here >= 0 ? 1 : 0);
      if (here >= 0) add(out.runs[static_cast<std::size_t>(here)], here == before, at, weight);
      if (here != kUnaligned || divides) before = here;
    }
    return out;
  }

 private:
  static void add(std::vector<Run>& runs, bool goes_on, std::size_t at, long weight) {
    if (!goes_on || runs.empty()) runs.push_back({at, at, 0});
    runs.back().last = at + 1;
    runs.back().score += weight;
  }
  bool is_clause_sign(const Atom& atom) const {
    return atom.kind == AtomKind::kSign && divides_clauses(character_after(layout_.target, atom.range.begin));
  }

  int child_of(ByteRange source) const {
    if (source.end <= parent_.source.begin || source.begin >= parent_.source.end) return kOutside;
    auto child = std::partition_point(parent_.children.begin(), parent_.children.end(),
                                      [&](std::size_t each) { return layout_.nodes[each].source.end <= source.begin; });
    std::size_t most = 0, best = 0, compared = 0;
    for (;
         child != parent_.children.end() && layout_.nodes[*child].source.begin < source.end && compared < kMostCompared;
         ++child, ++compared) {
      const Node& one = layout_.nodes[*child];
      if (one.kind == Node::Kind::kDropCap || one.kind == Node::Kind::kFollower) continue;
      const std::size_t begin = std::max(one.source.begin, source.begin), end = std::min(one.source.end, source.end);
      if (begin < end && end - begin > most) most = end - begin, best = *child;
    }
    if (most == 0) return kElsewhere;
    const auto text = std::ranges::lower_bound(texts_, best);
    return text != texts_.end() && *text == best ? static_cast<int>(text - texts_.begin()) : kElsewhere;
  }

  const Layout& layout_;
  const Node& parent_;
  const std::vector<std::size_t>& texts_;
};

}  // namespace

Labels label_words(const Layout& layout, const Node& parent, const std::vector<std::size_t>& texts) {
  return Labeller(layout, parent, texts).label();
}

bool has_clause_sign(const Layout& layout, ByteRange source) {
  const std::vector<Atom>& atoms = layout.source_atoms;
  for (std::size_t at = atom_at(atoms, source.begin); at < atoms.size() && atoms[at].range.end < source.end; ++at) {
    if (atoms[at].kind == AtomKind::kSign && divides_clauses(character_after(layout.source, atoms[at].range.begin)))
      return true;
  }
  return false;
}

}  // namespace dragoman::markup
