// Where both sides go the same way, linked words are anchors: what stands between two of them should be as long on one side as
// on the other. A dropped clause is a stretch between anchors that has no room in the target. A free translation has such
// stretches too, but makes up for them elsewhere, or links their words.
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

/// The stretch between anchors whose letters the target has least room for (Kadane's scan); an anchor inside speaks against it.
void find_stretch(const Links& links, double ratio, Gap& gap) {
  constexpr double kAnchor = 3;  // letters
  const std::vector<Anchor> anchors = anchors_of(links);
  const std::vector<double> from = letters_before(links.source, ratio), to = letters_before(links.target, 1);
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
  gap.first = static_cast<std::size_t>(anchors[first - 1].source + 1);
  gap.last = static_cast<std::size_t>(anchors[last].source);
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

double barest_clause(const Links& links) {
  constexpr double kShared = 0.1;
  double best = 0, here = 0;
  for (std::size_t i = 0; i < links.of_source.size(); ++i) {
    const Token& token = links.source.tokens[i];
    if (is_clause_sign(token)) {
      here = 0;
      continue;
    }
    const auto letters = static_cast<double>(token.letters);
    const Link link = links.of_source[i];
    here += link == Link::kNone     ? letters
            : link == Link::kShared ? kShared * letters
            : link > Link::kShared  ? -letters
                                    : 0;
    const bool ends = i + 1 == links.of_source.size() || is_clause_sign(links.source.tokens[i + 1]);
    if (ends) best = std::max(best, here);
  }
  return best;
}

void count_stretch(const Links& links, Gap& gap) {
  for (std::size_t i = gap.first; i < gap.last; ++i) {
    const auto letters = static_cast<double>(links.source.tokens[i].letters);
    if (links.of_source[i] >= Link::kAlike) gap.linked += letters;
    if (links.of_source[i] == Link::kShared) gap.shared += letters;
    if (links.of_source[i] == Link::kNone) ++gap.words;
  }
  if (gap.last <= gap.first) return;
  gap.edges = (gap.first == 0 || is_edge(links.source, gap.first - 1) || is_edge(links.source, gap.first) ? 1 : 0) +
              (is_edge(links.source, gap.last) ? 1 : 0);
}

}  // namespace

// A logistic curve fitted to translations with and without a clause dropped, in both directions of one pair; lengths count by
// their root, as differences of length vary (align.h).
double Gap::score() const {
  constexpr double kOther = -0.43, kMissing = 0.49, kPart = 2.53, kNames = 0.52, kClause = 1.53, kStretch = 0.67,
                   kLinked = -0.76, kShared = 0.99, kEdge = 0.64, kBoth = 1.12, kStretchPart = 3.41, kThreshold = 7.25;
  constexpr double kShortest = 20;
  const double length = std::max(expected, kShortest);
  const double both = std::min(stretch, std::max(missing, 0.0));
  const double letters = kOther * other + kMissing * missing + kClause * clause + kStretch * stretch +
                         kLinked * linked + kShared * shared + kBoth * both;
  return letters / std::sqrt(length) + (kPart * missing + kStretchPart * stretch) / length + kNames * names +
         kEdge * edges - kThreshold;
}

Gap measure_gap(const Links& links) {
  Gap gap;
  const double ratio = length_ratio(*links.source.words, *links.target.words);
  gap.expected = letters_of(links.source) * ratio;
  gap.missing = gap.expected - letters_of(links.target);
  find_stretch(links, ratio, gap);
  count_stretch(links, gap);
  gap.clause = barest_clause(links);
  for (std::size_t k = 0; k < links.of_target.size(); ++k) {
    const bool bare = links.of_target[k] == Link::kNone || links.of_target[k] == Link::kShared;
    gap.other += bare ? static_cast<double>(links.target.tokens[k].letters) : 0;
  }
  for (std::size_t i = 0; i < links.of_source.size(); ++i) {
    const Token& token = links.source.tokens[i];
    const bool name = token.kind == TokenKind::kNumber || (has_capital(token) && !token.opens);
    gap.names += name && links.of_source[i] == Link::kNone ? 1 : 0;
  }
  return gap;
}

}  // namespace dragoman::check
