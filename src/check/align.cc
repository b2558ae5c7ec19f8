// The costs are the paper's: -100 log of the probability of the kind of match, and of a length difference at least so large
// under a normal distribution with a variance of 6.8 by the letter.
#include "check/align.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace dragoman::check {
namespace {

struct Kind {
  std::size_t source, target;
  double probability;
};
constexpr std::array<Kind, 6> kKinds = {
    {{1, 1, 0.89}, {1, 0, 0.00495}, {0, 1, 0.00495}, {2, 1, 0.0445}, {1, 2, 0.0445}, {2, 2, 0.011}}};
constexpr std::size_t kBand = 500;

double match_cost(double source, double target, double ratio, double probability) {
  constexpr double kVariance = 6.8, kLargest = 2300;
  double tail = 1;
  if (source + target > 0) {
    const double mean = std::max(1.0, (source + target / ratio) / 2);
    const double delta = std::abs(source * ratio - target) / std::sqrt(mean * kVariance);
    tail = std::erfc(delta / std::sqrt(2.0));  // both sides
  }
  const double cost = tail > 0 ? -100 * std::log(tail) : kLargest;
  return std::min(cost, kLargest) - 100 * std::log(probability);
}

class Table {
 public:
  Table(const std::vector<double>& source, const std::vector<double>& target, double ratio)
      : source_(source), target_(target), ratio_(ratio), rows_(source.size() + 1) {
    band_ = std::max<std::size_t>(
        kBand, source.size() > target.size() ? source.size() - target.size() : target.size() - source.size());
  }

  std::vector<Bead> align() {
    for (std::size_t i = 0; i <= source_.size(); ++i) fill(i);
    std::vector<Bead> beads;
    std::size_t i = source_.size(), k = target_.size();
    while (i > 0 || k > 0) {
      const Kind& kind = kKinds[rows_[i].kinds[k - rows_[i].begin]];
      beads.push_back({i - kind.source, i, k - kind.target, k});
      i -= kind.source;
      k -= kind.target;
    }
    std::ranges::reverse(beads);
    return beads;
  }

 private:
  /// Cells [begin, begin + costs.size()) of one source position.
  struct Row {
    std::size_t begin = 0;
    std::vector<double> costs;
    std::vector<unsigned char> kinds;
  };

  void fill(std::size_t i) {
    Row& row = rows_[i];
    const std::size_t centre = source_.empty() ? 0 : i * target_.size() / source_.size();
    row.begin = source_.empty() || centre <= band_ ? 0 : centre - band_;
    const std::size_t end = source_.empty() ? target_.size() : std::min(target_.size(), centre + band_);
    row.costs.assign(end - row.begin + 1, std::numeric_limits<double>::infinity());
    row.kinds.assign(end - row.begin + 1, 0);
    for (std::size_t k = row.begin; k <= end; ++k) {
      if (i == 0 && k == 0) row.costs[0] = 0;
      for (std::size_t n = 0; n < kKinds.size(); ++n) {
        const Kind& kind = kKinds[n];
        if (kind.source > i || kind.target > k) continue;
        const double before = cost_at(i - kind.source, k - kind.target);
        if (std::isinf(before)) continue;
        const double cost =
            before + match_cost(sum(source_, i, kind.source), sum(target_, k, kind.target), ratio_, kind.probability);
        if (cost >= row.costs[k - row.begin]) continue;
        row.costs[k - row.begin] = cost;
        row.kinds[k - row.begin] = static_cast<unsigned char>(n);
      }
    }
  }
  double cost_at(std::size_t i, std::size_t k) const {
    const Row& row = rows_[i];
    if (k < row.begin || k - row.begin >= row.costs.size()) return std::numeric_limits<double>::infinity();
    return row.costs[k - row.begin];
  }
  static double sum(const std::vector<double>& lengths, std::size_t end, std::size_t count) {
    double total = 0;
    for (std::size_t i = end - count; i < end; ++i) total += lengths[i];
    return total;
  }

  const std::vector<double>&source_, &target_;
  double ratio_;
  std::size_t band_ = kBand;
  std::vector<Row> rows_;
};

}  // namespace

std::vector<Bead> align_by_length(const std::vector<double>& source, const std::vector<double>& target, double ratio) {
  return Table(source, target, ratio).align();
}

}  // namespace dragoman::check
