// Two witnesses. Where both sides go the same way, linked words are anchors: what stands between two of them should be as long on one
// side as on the other, and a dropped clause is a stretch that has no room in the target. And its words have no links, from one end
// of a clause on, while the target has no words left over there: a free translation has words of its own where it says a thing otherwise.
#include "check/gap.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "check/letters.h"

namespace dragoman::check {
namespace {

struct Anchor {
  std::ptrdiff_t source = 0, target = 0;  ///< tokens
  double weight = 0;
};

double weight_of(Link link) { return link == Link::kAlike ? 0.6 : link == Link::kLexicon ? 1.0 : 1.3; }

/// Best sums over the first places, found and raised in the logarithm of their count (Fenwick).
class BestBefore {
 public:
  explicit BestBefore(std::size_t size) : cells_(size + 1, {0, -1}) {}
  /// Over places [0, end).
  std::pair<double, std::ptrdiff_t> best(std::size_t end) const {
    std::pair<double, std::ptrdiff_t> found{0, -1};
    for (std::size_t i = end; i > 0; i -= i & (~i + 1)) found = std::max(found, cells_[i]);
    return found;
  }
  void raise(std::size_t place, std::pair<double, std::ptrdiff_t> value) {
    for (std::size_t i = place + 1; i < cells_.size(); i += i & (~i + 1)) cells_[i] = std::max(cells_[i], value);
  }

 private:
  std::vector<std::pair<double, std::ptrdiff_t>> cells_;
};

/// The links that keep the order of both sides and weigh most together, between the two ends.
std::vector<Anchor> anchors_of(const Links& links) {
  std::vector<std::ptrdiff_t> before(links.partner.size(), -1);
  BestBefore sums(links.of_target.size());
  for (std::size_t i = 0; i < links.partner.size(); ++i) {
    if (links.partner[i] < 0 || links.of_source[i] < Link::kAlike) continue;
    const auto place = static_cast<std::size_t>(links.partner[i]);
    const auto [sum, last] = sums.best(place);
    before[i] = last;
    sums.raise(place, {sum + weight_of(links.of_source[i]), static_cast<std::ptrdiff_t>(i)});
  }
  const auto sources = static_cast<std::ptrdiff_t>(links.of_source.size());
  std::vector<Anchor> anchors{{sources, static_cast<std::ptrdiff_t>(links.of_target.size()), 0}};
  for (std::ptrdiff_t i = sums.best(links.of_target.size()).second; i >= 0; i = before[static_cast<std::size_t>(i)]) {
    const auto at = static_cast<std::size_t>(i);
    anchors.push_back({i, links.partner[at], weight_of(links.of_source[at])});
  }
  anchors.push_back({-1, -1, 0});
  std::ranges::reverse(anchors);
  return anchors;
}

/// Letters before each token, times `ratio`; one more at the end.
std::vector<double> letters_before(const Side& side, double ratio) {
  std::vector<double> sums{0};
  sums.reserve(side.tokens.size() + 1);
  for (const Token& token : side.tokens) sums.push_back(sums.back() + letters_of(side, token) * ratio);
  return sums;
}

/// Signs that set clauses and sentences apart.
bool is_clause_sign(const Token& token) {
  constexpr std::u32string_view kSigns = U",;:–—()、，；：（）؛،.!?…";
  return token.kind == TokenKind::kSign && kSigns.find(token.sign) != kSigns.npos;
}

/// A clause sign, or an end of the text, at a place or beside it.
bool is_edge(const Side& side, std::size_t at) {
  if (at == 0 || at + 1 >= side.tokens.size()) return true;
  return is_clause_sign(side.tokens[at - 1]) || is_clause_sign(side.tokens[at]) || is_clause_sign(side.tokens[at + 1]);
}

void count_stretch(const Links& links, std::size_t first, std::size_t last, Gap& gap) {
  for (std::size_t i = first; i < last; ++i) {
    if (links.of_source[i] >= Link::kAlike) gap.linked += static_cast<double>(links.source.tokens[i].letters);
  }
  if (last <= first) return;
  gap.edges = (first == 0 || is_edge(links.source, first - 1) || is_edge(links.source, first) ? 1 : 0) +
              (is_edge(links.source, last) ? 1 : 0);
}

/// The stretch between anchors whose letters the target has least room for (Kadane's scan); an anchor inside speaks against it.
void find_stretch(const Links& links, Gap& gap) {
  constexpr double kAnchor = 3;  // letters
  const std::vector<Anchor> anchors = anchors_of(links);
  const std::vector<double> from = letters_before(links.source, gap.ratio), to = letters_before(links.target, 1);
  const auto between = [](const std::vector<double>& sums, std::ptrdiff_t first, std::ptrdiff_t last) {
    return sums[static_cast<std::size_t>(last)] - sums[static_cast<std::size_t>(first)];
  };
  double here = 0;
  std::size_t start = 1, first = 1, last = 0;
  for (std::size_t j = 1; j < anchors.size(); ++j) {
    const Anchor &before = anchors[j - 1], &anchor = anchors[j];
    here += between(from, before.source + 1, anchor.source) - between(to, before.target + 1, anchor.target);
    if (here > gap.stretch) {
      gap.stretch = here;
      first = start;
      last = j;
    }
    if (here > 0 && j + 1 < anchors.size()) {
      here += between(from, anchor.source, anchor.source + 1) - between(to, anchor.target, anchor.target + 1) -
              kAnchor * anchor.weight;
    }
    if (here > 0) continue;
    here = 0;
    start = j + 1;
  }
  if (last == 0) return;
  count_stretch(links, static_cast<std::size_t>(anchors[first - 1].source + 1),
                static_cast<std::size_t>(anchors[last].source), gap);
}

/// log(P(dropped) / P(kept)) of a word with such a link, counted in translations with and without a clause dropped: names and numbers
/// nearly always find their counterparts, words that the lexicon does not know seldom.
double evidence_of(const Links& links, std::size_t i, const std::vector<ByteRange>& settled) {
  constexpr double kName = 2.5, kKnown = 1.5, kStrange = 0.6, kShared = 1, kLinked = -1.5;
  const Token& token = links.source.tokens[i];
  const auto inside = [&](ByteRange range) { return token.range.begin >= range.begin && token.range.end <= range.end; };
  if (std::ranges::any_of(settled, inside)) return 0;
  switch (links.of_source[i]) {
    case Link::kIgnored: return 0;
    case Link::kNone: break;
    case Link::kShared: return kShared;
    default: return kLinked;
  }
  if (token.kind == TokenKind::kNumber || (has_capital(token) && !token.opens)) return kName;
  return links.source_ids[i] != kUnknown ? kKnown : kStrange;
}

/// log(P(target so short | so much is gone) / P(so short | nothing is)): lengths vary with their root (align.h).
double evidence_of_length(const Gap& gap, double gone) {
  constexpr double kVariance = 5, kShortest = 20;
  const double rest = gap.missing - gone;
  return (gap.missing * gap.missing - rest * rest) / (2 * kVariance * std::max(gap.expected, kShortest));
}

/// The run of words, with an end of a clause at one of its ends, that is likeliest to be gone.
void find_clause(const Links& links, const std::vector<ByteRange>& settled, Gap& gap) {
  constexpr double kEdge = 0.7;
  constexpr std::size_t kLongest = 200;  // words of a clause
  const std::vector<Token>& tokens = links.source.tokens;
  const std::size_t size = tokens.size();
  const std::vector<double> letters = letters_before(links.source, gap.ratio);
  std::vector<double> words(size);
  for (std::size_t i = 0; i < size; ++i) words[i] = evidence_of(links, i, settled);
  double best = 0;
  for (std::size_t first = 0; first < size; ++first) {
    const int opens = first == 0 || is_clause_sign(tokens[first - 1]) ? 1 : 0;
    double evidence = words[first];
    for (std::size_t last = first + 2; last <= std::min(size, first + kLongest); ++last) {
      evidence += words[last - 1];
      const int edges = opens + (last == size || is_clause_sign(tokens[last]) ? 1 : 0);
      if (edges == 0 || evidence <= 0) continue;
      const double all = evidence + evidence_of_length(gap, letters[last] - letters[first]) + kEdge * edges;
      if (gap.last > 0 && all <= best) continue;
      best = all;
      gap.first = first;
      gap.last = last;
      gap.evidence = evidence;
      gap.clause_edges = edges;
    }
  }
}

/// A word of the target that answers for none of the source.
bool is_bare(const Links& links, std::size_t k) {
  return is_word(links.target.tokens[k]) && (links.of_target[k] == Link::kNone || links.of_target[k] == Link::kShared);
}

/// What the target says without the source's words, all in all and where the clause would stand: between the counterparts of its nearest
/// linked neighbours.
void count_others(const Links& links, Gap& gap) {
  constexpr std::ptrdiff_t kAround = 3;
  const auto size = static_cast<std::ptrdiff_t>(links.of_target.size());
  const auto partner = [&](std::size_t i) -> std::ptrdiff_t {
    return links.of_source[i] >= Link::kAlike ? links.partner[i] : -1;
  };
  std::ptrdiff_t before = -1, behind = size;
  for (std::size_t i = gap.first; i > 0 && before < 0; --i) before = partner(i - 1);
  for (std::size_t i = gap.last; i < links.partner.size() && behind == size; ++i) {
    if (partner(i) >= 0) behind = partner(i);
  }
  const std::ptrdiff_t first = before <= behind ? before + 1 : std::max<std::ptrdiff_t>(0, behind - kAround);
  const std::ptrdiff_t last = before <= behind ? behind : before + 1;
  for (std::ptrdiff_t k = 0; k < size; ++k) {
    if (!is_bare(links, static_cast<std::size_t>(k))) continue;
    ++gap.others;
    gap.room += k >= first && k < last ? 1 : 0;
  }
}

}  // namespace

// A logistic curve fitted to translations with and without a clause dropped, in both directions of one pair; lengths count by
// their root, as differences of length vary (align.h). A language that takes more letters has more that another does without.
double Gap::score() const {
  constexpr double kLinked = -0.56, kBoth = 1.71, kPart = 7.92, kEdge = 0.53, kEvidence = 0.69, kClauseEdge = 2.09,
                   kRoom = -0.7, kOther = -0.12, kRatio = 8, kWords = 0.24, kThreshold = 9.05;
  constexpr double kShortest = 20;
  const double length = std::max(expected, kShortest), root = std::sqrt(length);
  const double both = std::min(stretch, std::max(missing, 0.0));
  return (kLinked * linked + kBoth * both) / root + kPart * stretch / length + kEdge * edges + kEvidence * evidence +
         kClauseEdge * clause_edges + kRoom * room + kOther * others + kRatio * std::log(ratio) +
         kWords * std::log(static_cast<double>(words) + 0.5) - kThreshold;
}

Gap measure_gap(const Links& links, const std::vector<ByteRange>& settled) {
  Gap gap;
  gap.ratio = length_ratio(*links.source.words, *links.target.words);
  gap.expected = letters_of(links.source) * gap.ratio;
  gap.missing = gap.expected - letters_of(links.target);
  find_stretch(links, gap);
  find_clause(links, settled, gap);
  count_others(links, gap);
  for (std::size_t i = gap.first; i < gap.last; ++i) gap.words += links.of_source[i] == Link::kNone ? 1 : 0;
  return gap;
}

}  // namespace dragoman::check
