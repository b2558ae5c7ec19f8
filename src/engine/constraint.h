// Constraint: a hook by which a caller steers decoding: scores of candidates can be changed at every step, and a
// hypothesis can be kept from ending. SequenceConstraint is the ready-made one: forbid, favour or force token
// sequences.
#pragma once
#include <span>
#include <vector>

#include "engine/shortlist.h"

namespace dragoman::engine {

/// One object may serve many sentences and threads at once; methods see the hypothesis so far and keep no state.
class DecodingConstraint {
 public:
  virtual ~DecodingConstraint() = default;
  /// Tokens that must be scored although the shortlist may lack them.
  virtual std::vector<TokenId> extra_candidates() const = 0;
  /// Changes logits[i], the score of candidates[i] as the next token behind `prefix`; -infinity forbids. At least one
  /// candidate must stay possible.
  virtual void adjust(std::span<const TokenId> prefix, std::span<const TokenId> candidates,
                      std::span<float> logits) const = 0;
  /// `prefix` wants to end here. Non-empty: these tokens (all of them extra_candidates) must follow first.
  virtual std::span<const TokenId> before_end(std::span<const TokenId> prefix) const = 0;
  /// Whether `id` leaves what stands before it as it is: asked behind tokens that had to follow, of which a next piece
  /// could make another word. The end must.
  virtual bool may_follow(TokenId id) const {
    (void)id;
    return true;
  }
  /// How many tokens before_end() may ask for in all; a hypothesis may be longer by so many.
  virtual std::size_t most_owed() const { return 0; }
};

class SequenceConstraint : public DecodingConstraint {
 public:
  /// Never lets `tokens` be completed.
  void forbid(std::vector<TokenId> tokens);
  /// Adds `bias` (natural log) to each token of `tokens` in turn, as far as the hypothesis has followed them.
  void favour(std::vector<TokenId> tokens, float bias);
  /// The hypothesis cannot end without `tokens`; they are appended where it would have ended, unless it has produced
  /// them by itself before. `bias` as in favour(), to draw them to their natural place.
  void force(std::vector<TokenId> tokens, float bias);
  bool empty() const { return rules_.empty(); }

  std::vector<TokenId> extra_candidates() const override;
  void adjust(std::span<const TokenId> prefix, std::span<const TokenId> candidates,
              std::span<float> logits) const override;
  std::span<const TokenId> before_end(std::span<const TokenId> prefix) const override;
  std::size_t most_owed() const override;

 private:
  bool says(std::span<const TokenId> prefix, std::span<const TokenId> tokens) const;
  enum class Kind { kForbid, kFavour, kForce };
  struct Rule {
    Kind kind;
    std::vector<TokenId> tokens;
    float bias;
  };
  std::vector<Rule> rules_;
};

/// Place of `id` among ascending `candidates`, or -1.
int find_candidate(std::span<const TokenId> candidates, TokenId id);

}  // namespace dragoman::engine
