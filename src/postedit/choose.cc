#include "postedit/choose.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "postedit/agreement.h"

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 3> kNames{"off", "fast", "best"};

}  // namespace

std::string_view rerank_name(Rerank rerank) { return kNames.at(static_cast<std::size_t>(rerank)); }

std::optional<Rerank> rerank_of_name(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Rerank>(found - kNames.begin());
}

namespace postedit {
namespace {

// By measurement, see docs/decisions/0010-reranking.md.
constexpr double kSharpness = 0.5;  // of the engine's probabilities, as weights of what the hypotheses say
constexpr double kEngine = 1;       // weight of the engine's own score beside the agreement
constexpr std::size_t kLongestCandidate = std::size_t{8} << 10;

/// Broken off is worse than any fault.
std::pair<bool, std::size_t> faults_of(const Candidate& candidate) { return {!candidate.complete, candidate.faults}; }

/// What each candidate is worth beside its faults: the chrF to be expected of it, if one of the hypotheses is right, and the
/// engine's score.
std::vector<double> worth(std::span<const Candidate> candidates) {
  std::vector<double> out(candidates.size(), 0);
  const bool too_long =
      std::ranges::any_of(candidates, [](const Candidate& each) { return each.text.size() > kLongestCandidate; });
  if (candidates.size() < 2 || too_long) return out;
  std::vector<Ngrams> texts;
  std::vector<double> weights;
  for (const Candidate& each : candidates) {
    texts.emplace_back(each.text);
    weights.push_back(std::exp(kSharpness * static_cast<double>(each.log_prob - candidates.front().log_prob)));
  }
  out = agreement(texts, weights);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] += kEngine * static_cast<double>(candidates[i].score);
  return out;
}

}  // namespace

unsigned hypotheses_for(Rerank rerank) {
  constexpr std::array<unsigned, 3> kHypotheses{1, 4, 16};
  return kHypotheses.at(static_cast<std::size_t>(rerank));
}

void set_rerank(LineContext& context, Rerank rerank) {
  context.rerank = rerank;
  if (rerank == Rerank::kOff) return;
  if (Result<PairChecker> checker = PairChecker::load(context.source, context.target))
    context.checker = std::move(*checker);
}

std::size_t choose(std::span<const Candidate> candidates, Rerank rerank) {
  const std::vector<double> worths =
      rerank == Rerank::kBest ? worth(candidates) : std::vector<double>(candidates.size(), 0);
  std::size_t best = 0;
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    const auto faults = faults_of(candidates[i]), least = faults_of(candidates[best]);
    if (faults < least || (faults == least && worths[i] > worths[best])) best = i;
  }
  return best;
}

}  // namespace postedit
}  // namespace dragoman
