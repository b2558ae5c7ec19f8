// Search: greedy and beam search of one sentence. A worker runs many at once: each lends its live hypotheses as rows of
// the next decoder step, then takes the scores back. Nothing here depends on the other sentences.
#pragma once
#include <span>
#include <vector>

#include "engine/constraint.h"
#include "engine/decoder.h"

namespace dragoman::engine {

struct SearchOptions {
  int beam = 1;             // 1 = greedy
  int n_best = 1;           // <= beam
  float normalisation = 1;  // score = log_prob / length^normalisation
  bool scores = false;      // compute log-probabilities under greedy search, too
  bool alignments = false;  // keep the alignment head's rows
};

/// A finished (or, at the length limit, broken-off) target.
struct Hypothesis {
  std::vector<TokenId> ids;      // [T], end mark included if complete
  std::vector<float> log_probs;  // [T]; zeros if scores were not asked for
  std::vector<float> weights;    // [T][S] if alignments
  float log_prob = 0;            // sum
  float score = 0;
  bool complete = true;  // false: the length limit struck
};

/// The tokens that one sentence's output layer scores.
struct Candidates {
  std::vector<TokenId> ids;  // ascending; empty: the whole vocabulary, index = id
  PackedOutput packed;       // unused for the whole vocabulary
  const Linear* output = nullptr;
  std::size_t size = 0;
  TokenId id_at(std::size_t i) const { return ids.empty() ? static_cast<TokenId>(i) : ids[i]; }
  int find(TokenId id) const { return ids.empty() ? static_cast<int>(id) : find_candidate(ids, id); }
};

/// Ids of a vocabulary that search treats specially.
struct SpecialIds {
  TokenId end = 0, unknown = 1;
};

/// length^exponent, what a log-probability is divided by to compare targets of different lengths. The usual exponents 0 and
/// 1 do without libm, whose last bit may differ between machines.
float length_penalty(std::size_t length, float exponent);

class Search {
 public:
  /// The longest target tried for S source tokens: room for any sane translation, an end for loops.
  static std::size_t length_limit(std::size_t source_tokens);

  /// Starts anew, keeping buffers. `constraint` may be null; it, `context` and `candidates` must live until done().
  void start(const SearchOptions& options, const Context& context, const Candidates& candidates, SpecialIds special,
             const DecodingConstraint* constraint, std::size_t cell_floats);
  /// Rows the next step needs, 0 when done.
  int live() const { return static_cast<int>(live_.size()); }
  /// Appends live() rows.
  void add_rows(std::vector<DecoderRow>& rows);
  /// Takes the step's logits, [live()][stride], which it may change.
  void advance(const kernels::Kernels& kernels, float* logits, std::size_t stride);
  /// Precondition: live() == 0. Best first.
  std::vector<Hypothesis> results() const;

 private:
  struct Node {  // a token of the tree of hypotheses
    TokenId token;
    int parent;  // -1: the first token
    float log_prob;
  };
  struct Live {
    int node = -1;
    float log_prob = 0;
    float rank = 0;               // log_prob without the tokens that a constraint forced, by which beams compare
    std::vector<TokenId> forced;  // must come next, last one first
    bool behind_forced = false;   // its last token was one of them
    int only = -1;                // this step's one candidate, if its token is forced
    float log_sum = 0;            // of this step's scores: log-probability = score - log_sum; infinite if not asked for
  };
  struct Step {  // a chosen continuation
    int row;
    TokenId token;
    float log_prob;               // of the token
    float total;                  // of the hypothesis with it
    float rank;                   // as in Live
    std::vector<TokenId> forced;  // as in Live, for what follows
    bool behind_forced = false;   // `token` was forced
  };

  std::vector<TokenId> prefix(int node) const;
  void restrict(const kernels::Kernels& kernels, Live& live, std::span<float> logits) const;
  std::vector<Step> choose_greedy(const kernels::Kernels& kernels, const float* logits);
  std::vector<Step> choose_beam(const float* logits, std::size_t stride);
  void constrain(const Live& live, std::span<float> logits) const;
  bool keep_from_ending(Step& step, const float* logits, std::size_t stride) const;
  static void drop_twins(std::vector<Step>& steps, const std::vector<bool>& replaced);
  void take(std::vector<Step> steps);
  void finish(int node, float total, bool complete);
  float* cells(int row) { return cells_[current_].data() + static_cast<std::size_t>(row) * cell_floats_; }

  SearchOptions options_;
  const Context* context_ = nullptr;
  const Candidates* candidates_ = nullptr;
  const DecodingConstraint* constraint_ = nullptr;
  SpecialIds special_;
  std::size_t cell_floats_ = 0, position_ = 0, limit_ = 0;
  std::vector<Live> live_;
  std::vector<Node> nodes_;
  std::vector<float> node_weights_;  // [nodes][S] if alignments
  std::vector<Hypothesis> finished_;
  base::Buffer<float> cells_[2];  // [beam][cell_floats], current and next
  int current_ = 0;
  base::Buffer<float> attention_;  // [beam][S] of the running step
  std::vector<TokenId> previous_;  // [live], what the rows point to
};

}  // namespace dragoman::engine
