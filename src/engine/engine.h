// Engine: a loaded model and the workers that run it. Token ids in, token ids out; no strings.
//
// A worker decodes many sentences together and takes a new one as soon as one ends (continuous batching), from whatever
// JobSource it is given; so sentences of all callers share the matrix multiplications.
//
// Threads: an Engine is immutable and shared; a Worker belongs to one thread.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/constraint.h"
#include "engine/search.h"
#include "engine/weights.h"

namespace dragoman::engine {

struct EngineFiles {
  std::string_view model;      // must outlive the engine
  std::string model_name;      // for errors
  std::string_view shortlist;  // empty: none
  std::string shortlist_name;
  /// Asked as soon as the sizes are known, so that what is wrong elsewhere is not blamed on the shortlist; may be empty.
  std::function<Status(const ModelShape&)> check = {};
  SpecialIds special;             // of the target vocabulary
  bool shared_vocabulary = true;  // one vocabulary for both sides: source tokens are candidates
};

class Engine {
 public:
  /// Errors: kBadModel, kUnsupportedModel.
  static Result<std::shared_ptr<const Engine>> load(const EngineFiles& files, const kernels::Kernels& kernels);

  const Weights& weights() const { return *weights_; }
  const kernels::Kernels& kernels() const { return kernels_; }
  bool has_shortlist() const { return shortlist_.has_value(); }
  SpecialIds special() const { return special_; }
  /// Fills `into` with the candidates of a sentence.
  void candidates(std::span<const TokenId> source, std::span<const TokenId> extra, Candidates& into) const;

 private:
  explicit Engine(const kernels::Kernels& kernels) : kernels_(kernels) {}
  const kernels::Kernels& kernels_;
  std::shared_ptr<const Weights> weights_;
  std::optional<Shortlist> shortlist_;
  SpecialIds special_;
  bool shared_vocabulary_ = true;
};

/// One sentence's work. Owned by the source until finish() is called for it.
struct Job {
  std::vector<TokenId> source;  // [S], end mark included; 1 to Weights::kMaxPositions, ids below the vocabulary size
  SearchOptions options;
  const DecodingConstraint* constraint = nullptr;
  bool urgent = false;                         // decoded before those that are not
  std::optional<std::vector<TokenId>> forced;  // score this target (end mark included) and search nothing
  std::vector<Hypothesis> hypotheses;          // the result, best first; empty if the job was abandoned or failed
  bool failed = false;                         // memory ran out while it was in work
};

/// Where a worker's jobs come from and go to.
class JobSource {
 public:
  virtual ~JobSource() = default;
  /// Up to `most` waiting jobs; none if there are none now. Never blocks.
  virtual void take(std::size_t most, std::vector<Job*>& into) = 0;
  /// The same of jobs that are urgent; asked between any two steps.
  virtual void take_urgent(std::size_t /*most*/, std::vector<Job*>& /*into*/) {}
  /// True if nobody waits for the job any more; its worker drops it before the next step.
  virtual bool abandoned(const Job& job) const = 0;
  /// The job is done (or dropped, if abandoned() said so); the worker does not touch it again.
  virtual void finish(Job& job) = 0;
};

class Worker {
 public:
  /// `max_rows`: hypotheses decoded together; 0 = default. Changes speed and memory, never a result.
  Worker(const Engine& engine, std::size_t max_rows);
  ~Worker();
  /// Works until `source` has no job left and all taken ones are finished. Throws std::bad_alloc; then fail() must follow.
  void run(JobSource& source);
  /// Finishes all taken jobs as failed. The worker can run again.
  void fail(JobSource& source) noexcept;

 private:
  struct Slot;  // a sentence in decoding
  bool admit(JobSource& source);
  void take(JobSource& source);
  void encode();
  void drop_abandoned(JobSource& source);
  void step(JobSource& source);
  void retire(std::size_t index, JobSource& source);
  void score_forced(Slot& slot);
  std::unique_ptr<Slot> fresh_slot();

  const Engine& engine_;
  Encoder encoder_;
  Decoder decoder_;
  std::size_t max_rows_;
  std::vector<std::unique_ptr<Slot>> live_, spare_;
  std::vector<Job*> taken_;  // from the source, not yet in live_
  std::vector<DecoderRow> rows_;
  unsigned steps_ = 0;
};

}  // namespace dragoman::engine
