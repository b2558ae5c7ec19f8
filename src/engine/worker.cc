// The worker's loop: admit, step, retire. One decoder step serves all live sentences; their output layers differ (each
// has its own shortlist) and run sentence by sentence.
#include <algorithm>
#include <limits>

#include "engine/engine.h"

namespace dragoman::engine {
namespace {

// Measured on tiny with AVX2 (bench/run --only speed,memory): four rows already fill the kernels; 16 are no faster than
// 8 and cost 5 MB more a worker in contexts and output layers.
constexpr std::size_t kDefaultRows = 8;

// Tokens that the encoder sees at once (one sentence may have more): enough to fill the kernels, and eight sentences at
// the length limit cost no more memory than eight of usual length.
constexpr std::size_t kEncodedTokens = 256;

// Urgent sentences that come into a full batch, beyond its rows.
constexpr std::size_t kUrgentRows = 4;
// While some sentences of a batch are urgent, the others stand still but for every so many steps: a step of a few rows takes a
// fraction of a full one's time, so the others still get a third of it.
constexpr unsigned kStepsOfAll = 16;

}  // namespace

struct Worker::Slot {
  Job* job = nullptr;
  Context context;
  Candidates candidates;
  Search search;
};

Worker::Worker(const Engine& engine, std::size_t max_rows)
    : engine_(engine),
      encoder_(engine.weights(), engine.kernels()),
      decoder_(engine.weights(), engine.kernels()),
      max_rows_(max_rows == 0 ? kDefaultRows : max_rows) {}

Worker::~Worker() = default;

std::unique_ptr<Worker::Slot> Worker::fresh_slot() {
  if (spare_.empty()) return std::make_unique<Slot>();
  std::unique_ptr<Slot> slot = std::move(spare_.back());
  spare_.pop_back();
  return slot;
}

void Worker::run(JobSource& source) {
  for (;;) {
    const bool admitted = admit(source);
    if (live_.empty() && !admitted) return;  // admitted and gone again: forced targets, more may wait
    step(source);
    drop_abandoned(source);
  }
}

/// Takes new sentences while rows are free; urgent ones always, within bounds. The first sentence of an empty worker starts
/// at once; a busy one waits until half of its rows are free, so that the encoder sees several sentences at a time (an
/// eighth costs 6 %, a quarter 2 %).
void Worker::take(JobSource& source) {
  std::size_t rows = 0, urgent = 0;
  for (const auto& slot : live_) {
    const auto beam = static_cast<std::size_t>(slot->job->options.beam);
    rows += beam;
    urgent += slot->job->urgent ? beam : 0;
  }
  if (rows > 0 && urgent < kUrgentRows) source.take_urgent(kUrgentRows - urgent, taken_);
  const bool free = rows == 0 || (rows < max_rows_ && max_rows_ - rows >= max_rows_ / 2);
  if (free && taken_.empty()) source.take(max_rows_ - rows, taken_);
}

/// Whether any sentence was taken.
bool Worker::admit(JobSource& source) {
  take(source);
  if (taken_.empty()) return false;
  encode();
  for (std::size_t i = live_.size(); i-- > 0;) {
    if (live_[i]->job->forced) {
      score_forced(*live_[i]);
      retire(i, source);
    }
  }
  return true;
}

/// Moves the taken jobs into slots, encodes them and starts their searches.
void Worker::encode() {
  const std::size_t first = live_.size();
  std::vector<std::span<const TokenId>> sentences;
  std::vector<Context*> contexts;
  for (; !taken_.empty(); taken_.erase(taken_.begin())) {
    std::unique_ptr<Slot> slot = fresh_slot();
    slot->job = taken_.front();
    sentences.emplace_back(slot->job->source);
    contexts.push_back(&slot->context);
    live_.push_back(std::move(slot));
  }
  for (std::size_t begin = 0, end = 0; begin < sentences.size(); begin = end) {
    std::size_t tokens = 0;
    do {
      tokens += sentences[end++].size();
    } while (end < sentences.size() && tokens + sentences[end].size() <= kEncodedTokens);
    encoder_.run(std::span(sentences).subspan(begin, end - begin), std::span(contexts).subspan(begin, end - begin));
  }
  for (std::size_t i = first; i < live_.size(); ++i) {
    Slot& slot = *live_[i];
    const Job& job = *slot.job;
    std::vector<TokenId> extra;
    if (job.constraint != nullptr) extra = job.constraint->extra_candidates();
    if (job.forced) extra.insert(extra.end(), job.forced->begin(), job.forced->end());
    engine_.candidates(job.source, extra, slot.candidates);
    slot.search.start(job.options, slot.context, slot.candidates, engine_.special(), job.constraint,
                      decoder_.cell_floats());
  }
}

void Worker::step(JobSource& source) {
  const bool some_urgent = std::ranges::any_of(live_, [](const auto& slot) { return slot->job->urgent; });
  const bool all = !some_urgent || ++steps_ % kStepsOfAll == 0;
  const auto goes = [all](const Slot& slot) { return all || slot.job->urgent; };
  rows_.clear();
  for (const auto& slot : live_) {
    if (goes(*slot)) slot->search.add_rows(rows_);
  }
  if (rows_.empty()) return;
  decoder_.step(rows_);
  int first = 0;
  for (const auto& slot : live_) {
    if (!goes(*slot)) continue;
    const int count = slot->search.live();
    float* logits = decoder_.logits(*slot->candidates.output, first, count);
    slot->search.advance(engine_.kernels(), logits, Layers::stride_of(*slot->candidates.output));
    first += count;
  }
  for (std::size_t i = live_.size(); i-- > 0;) {
    if (live_[i]->search.live() > 0) continue;
    live_[i]->job->hypotheses = live_[i]->search.results();
    retire(i, source);
  }
}

void Worker::retire(std::size_t index, JobSource& source) {
  std::unique_ptr<Slot> slot = std::move(live_[index]);
  live_.erase(live_.begin() + static_cast<long>(index));
  source.finish(*slot->job);
  spare_.push_back(std::move(slot));
}

void Worker::fail(JobSource& source) noexcept {
  const auto fail_job = [&source](Job& job) {
    job.hypotheses.clear();
    job.failed = true;
    source.finish(job);
  };
  for (const auto& slot : live_) {
    if (slot->job != nullptr) fail_job(*slot->job);
  }
  live_.clear();
  for (Job* job : taken_) fail_job(*job);
  taken_.clear();
}

void Worker::drop_abandoned(JobSource& source) {
  for (std::size_t i = live_.size(); i-- > 0;) {
    if (source.abandoned(*live_[i]->job)) retire(i, source);
  }
}

/// All positions of a given target at once: the same rows that a search would have run one after the other.
void Worker::score_forced(Slot& slot) {
  const std::vector<TokenId>& target = *slot.job->forced;
  const auto length = static_cast<std::size_t>(slot.context.length());
  std::vector<float> cells(decoder_.cell_floats(), 0.0F);
  Hypothesis scored;
  scored.ids = target;
  scored.weights.resize(target.size() * length);
  rows_.clear();
  for (std::size_t t = 0; t < target.size(); ++t) {
    rows_.push_back({t == 0 ? nullptr : &target[t - 1], t, &slot.context, cells.data(), &scored.weights[t * length]});
  }
  decoder_.step(rows_);
  const auto size = static_cast<int>(slot.candidates.size);
  for (std::size_t t = 0; t < target.size(); ++t) {
    float* logits = decoder_.logits(*slot.candidates.output, static_cast<int>(t), 1);
    const int unknown = slot.candidates.find(engine_.special().unknown);  // as in a search, never a competitor
    if (unknown >= 0 && target[t] != engine_.special().unknown) {
      logits[unknown] = -std::numeric_limits<float>::infinity();
    }
    const float log_prob = logits[slot.candidates.find(target[t])] - engine_.kernels().log_sum_exp(logits, size);
    scored.log_probs.push_back(log_prob);
    scored.log_prob += log_prob;
  }
  scored.score = scored.log_prob / static_cast<float>(target.size());
  slot.job->hypotheses = {std::move(scored)};
}

}  // namespace dragoman::engine
