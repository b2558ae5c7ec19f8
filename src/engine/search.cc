#include "engine/search.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dragoman::engine {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

/// Order of continuations: better first; of equals the earlier row, then the earlier candidate, so that results do not
/// depend on how the best are picked.
struct Scored {
  float total;
  int row;
  int candidate;
  bool operator<(const Scored& other) const {
    if (total != other.total) return total > other.total;
    return row != other.row ? row < other.row : candidate < other.candidate;
  }
};

}  // namespace

float length_penalty(std::size_t length, float exponent) {
  if (exponent == 0) return 1;
  const auto value = static_cast<float>(length);
  return exponent == 1 ? value
                       : static_cast<float>(std::pow(static_cast<double>(value), static_cast<double>(exponent)));
}

std::size_t Search::length_limit(std::size_t source_tokens) {
  // The models' own limit is 2.5 to 3 times the source; a name or an acronym of one token may need more than that.
  constexpr std::size_t kSlack = 16;
  return std::min(3 * source_tokens + kSlack, Weights::kMaxPositions);
}

void Search::start(const SearchOptions& options, const Context& context, const Candidates& candidates,
                   SpecialIds special, const DecodingConstraint* constraint, std::size_t cell_floats) {
  options_ = options;
  context_ = &context;
  candidates_ = &candidates;
  special_ = special;
  constraint_ = constraint;
  cell_floats_ = cell_floats;
  position_ = 0;
  limit_ = std::min(
      length_limit(static_cast<std::size_t>(context.length())) + (constraint == nullptr ? 0 : constraint->most_owed()),
      Weights::kMaxPositions);
  live_.assign(1, Live{});
  nodes_.clear();
  node_weights_.clear();
  finished_.clear();
  const auto beam = static_cast<std::size_t>(options.beam);
  for (auto& buffer : cells_) buffer.reserve(beam * cell_floats);
  current_ = 0;
  std::fill_n(cells(0), cell_floats, 0.0F);
  if (options.alignments) attention_.reserve(beam * static_cast<std::size_t>(context.length()));
}

void Search::add_rows(std::vector<DecoderRow>& rows) {
  previous_.resize(live_.size());
  for (std::size_t r = 0; r < live_.size(); ++r) {
    DecoderRow row;
    if (live_[r].node >= 0) {
      previous_[r] = nodes_[static_cast<std::size_t>(live_[r].node)].token;
      row.previous = &previous_[r];
    }
    row.position = position_;
    row.context = context_;
    row.cells = cells(static_cast<int>(r));
    if (options_.alignments) row.attention = attention_.data() + r * static_cast<std::size_t>(context_->length());
    rows.push_back(row);
  }
}

std::vector<TokenId> Search::prefix(int node) const {
  std::vector<TokenId> ids;
  for (; node >= 0; node = nodes_[static_cast<std::size_t>(node)].parent) {
    ids.push_back(nodes_[static_cast<std::size_t>(node)].token);
  }
  std::reverse(ids.begin(), ids.end());
  return ids;
}

/// What may follow: never the unknown token; only the next forced token if there is one; else as the constraint says.
/// A forced token keeps the log-probability that the model gives it, so the sum is taken before the others go; but it
/// costs no rank, or hypotheses that put off their end would push out those that do as they must.
void Search::restrict(const kernels::Kernels& kernels, Live& live, std::span<float> logits) const {
  const bool scored = options_.scores || options_.beam > 1;
  const auto log_sum = [&] {
    return scored ? kernels.log_sum_exp(logits.data(), static_cast<int>(logits.size())) : -kNever;
  };
  const int unknown = candidates_->find(special_.unknown);
  const int next = live.forced.empty() ? -1 : candidates_->find(live.forced.back());
  if (unknown >= 0 && unknown != next) logits[static_cast<std::size_t>(unknown)] = kNever;
  live.only = next;
  if (next >= 0) {
    live.log_sum = log_sum();
    const float kept = logits[static_cast<std::size_t>(next)];
    std::fill(logits.begin(), logits.end(), kNever);
    logits[static_cast<std::size_t>(next)] = kept;
    live.forced.pop_back();
    return;
  }
  if (constraint_ != nullptr) constrain(live, logits);
  live.log_sum = log_sum();
}

void Search::constrain(const Live& live, std::span<float> logits) const {
  if (live.behind_forced) {
    for (std::size_t i = 0; i < logits.size(); ++i) {
      if (!constraint_->may_follow(candidates_->id_at(i))) logits[i] = kNever;
    }
  }
  std::vector<TokenId> all;
  if (candidates_->ids.empty()) {
    all.resize(candidates_->size);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<TokenId>(i);
  }
  constraint_->adjust(prefix(live.node), candidates_->ids.empty() ? all : candidates_->ids, logits);
}

/// If the constraint does not let the hypothesis end, the step becomes the first of the tokens still owed; then true.
bool Search::keep_from_ending(Step& step, const float* logits, std::size_t stride) const {
  if (constraint_ == nullptr || step.token != special_.end) return false;
  const std::vector<TokenId> so_far = prefix(live_[static_cast<std::size_t>(step.row)].node);
  const std::span<const TokenId> owed = constraint_->before_end(so_far);
  if (owed.empty()) return false;
  const float log_sum = live_[static_cast<std::size_t>(step.row)].log_sum;
  step.token = owed.front();
  const auto at = static_cast<std::size_t>(candidates_->find(step.token));
  const float logit = logits[static_cast<std::size_t>(step.row) * stride + at];
  step.log_prob = std::isfinite(log_sum) ? logit - log_sum : 0;
  step.total = live_[static_cast<std::size_t>(step.row)].log_prob + step.log_prob;  // and the rank of the end it wanted
  step.forced.assign(owed.rbegin(), owed.rend() - 1);
  step.behind_forced = true;
  return true;
}

std::vector<Search::Step> Search::choose_greedy(const kernels::Kernels& kernels, const float* logits) {
  const auto size = static_cast<int>(candidates_->size);
  const int best = kernels.argmax(logits, size);
  const float log_prob = options_.scores ? logits[best] - live_[0].log_sum : 0;
  const float total = live_[0].log_prob + log_prob;
  Step step{0,
            candidates_->id_at(static_cast<std::size_t>(best)),
            log_prob,
            total,
            total,
            live_[0].forced,
            live_[0].only >= 0};
  keep_from_ending(step, logits, 0);
  return {step};
}

std::vector<Search::Step> Search::choose_beam(const float* logits, std::size_t stride) {
  const auto size = static_cast<int>(candidates_->size);
  const auto width = static_cast<std::size_t>(options_.beam) - finished_.size();
  std::vector<Scored> best;  // a heap, the worst on top
  for (std::size_t r = 0; r < live_.size(); ++r) {
    const float* row = logits + r * stride;
    for (int i = 0; i < size; ++i) {
      if (live_[r].only >= 0 && live_[r].only != i) continue;
      const float cost = live_[r].only >= 0 ? 0 : row[i] - live_[r].log_sum;
      const Scored scored{live_[r].rank + cost, static_cast<int>(r), i};
      if (scored.total == kNever || (best.size() == width && !(scored < best.front()))) continue;
      if (best.size() == width) {
        std::pop_heap(best.begin(), best.end());
        best.pop_back();
      }
      best.push_back(scored);
      std::push_heap(best.begin(), best.end());
    }
  }
  std::sort_heap(best.begin(), best.end());
  std::vector<Step> steps;
  std::vector<bool> replaced;
  for (const Scored& scored : best) {
    const auto row = static_cast<std::size_t>(scored.row);
    const auto candidate = static_cast<std::size_t>(scored.candidate);
    const float log_prob = logits[row * stride + candidate] - live_[row].log_sum;
    Step step{scored.row,        candidates_->id_at(candidate), log_prob, live_[row].log_prob + log_prob, scored.total,
              live_[row].forced, live_[row].only >= 0};
    replaced.push_back(keep_from_ending(step, logits, stride));
    steps.push_back(step);
  }
  drop_twins(steps, replaced);
  return steps;
}

/// A token owed in place of the end may also have been chosen for itself: one hypothesis, not two. The one that chose
/// it stays, for it may go on as it likes and owes the rest all the same.
void Search::drop_twins(std::vector<Step>& steps, const std::vector<bool>& replaced) {
  std::vector<Step> kept;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool twin = replaced[i] && std::any_of(steps.begin(), steps.end(), [&](const Step& other) {
                        return &other != &steps[i] && other.row == steps[i].row && other.token == steps[i].token;
                      });
    if (!twin) kept.push_back(std::move(steps[i]));
  }
  steps = std::move(kept);
}

void Search::advance(const kernels::Kernels& kernels, float* logits, std::size_t stride) {
  for (std::size_t r = 0; r < live_.size(); ++r) restrict(kernels, live_[r], {logits + r * stride, candidates_->size});
  take(options_.beam == 1 ? choose_greedy(kernels, logits) : choose_beam(logits, stride));
}

void Search::take(std::vector<Step> steps) {
  const auto length = static_cast<std::size_t>(context_->length());
  std::vector<Live> next;
  float* to = cells_[1 - current_].data();
  ++position_;
  for (Step& step : steps) {
    const auto row = static_cast<std::size_t>(step.row);
    const int node = static_cast<int>(nodes_.size());
    nodes_.push_back({step.token, live_[row].node, step.log_prob});
    if (options_.alignments) {
      const float* weights = attention_.data() + row * length;
      node_weights_.insert(node_weights_.end(), weights, weights + length);
    }
    if (step.token == special_.end) {
      finish(node, step.total, true);
    } else if (position_ >= limit_) {
      finish(node, step.total, false);
    } else {
      if (options_.beam > 1) std::copy_n(cells(step.row), cell_floats_, to + next.size() * cell_floats_);
      next.push_back({node, step.total, step.rank, std::move(step.forced), step.behind_forced});
    }
  }
  if (options_.beam > 1) current_ = 1 - current_;
  live_ = std::move(next);
}

void Search::finish(int node, float total, bool complete) {
  Hypothesis done;
  done.complete = complete;
  done.log_prob = total;
  for (int n = node; n >= 0; n = nodes_[static_cast<std::size_t>(n)].parent) {
    done.ids.push_back(nodes_[static_cast<std::size_t>(n)].token);
    done.log_probs.push_back(nodes_[static_cast<std::size_t>(n)].log_prob);
  }
  std::reverse(done.ids.begin(), done.ids.end());
  std::reverse(done.log_probs.begin(), done.log_probs.end());
  if (options_.alignments) {
    const auto length = static_cast<std::size_t>(context_->length());
    done.weights.resize(done.ids.size() * length);
    std::size_t at = done.ids.size();
    for (int n = node; n >= 0; n = nodes_[static_cast<std::size_t>(n)].parent) {
      std::copy_n(node_weights_.begin() + static_cast<long>(static_cast<std::size_t>(n) * length), length,
                  done.weights.begin() + static_cast<long>(--at * length));
    }
  }
  done.score = total / length_penalty(done.ids.size(), options_.normalisation);
  finished_.push_back(std::move(done));
}

std::vector<Hypothesis> Search::results() const {
  std::vector<Hypothesis> sorted = finished_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Hypothesis& a, const Hypothesis& b) {
    return a.complete != b.complete ? a.complete : a.score > b.score;  // a broken-off one only if there is no better
  });
  if (sorted.size() > static_cast<std::size_t>(options_.n_best))
    sorted.resize(static_cast<std::size_t>(options_.n_best));
  return sorted;
}

}  // namespace dragoman::engine
