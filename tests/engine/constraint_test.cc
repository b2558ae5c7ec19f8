// Constraints: forbid, favour and force token sequences, alone, together and overlapping, under greedy and beam search,
// with tokens that no shortlist names.
#include "engine/constraint.h"

#include <cmath>
#include <set>

#include "engine/search.h"
#include "test_run.h"

namespace dragoman::engine::test {
namespace {

using Ids = std::vector<TokenId>;

bool contains(const Ids& ids, const Ids& part) {
  return std::search(ids.begin(), ids.end(), part.begin(), part.end()) != ids.end();
}

class Constraints : public ::testing::Test {
 protected:
  Constraints() : whole_(load(model())), listed_(load(model(), *tables_here().front(), shortlist())) {}
  static ModelFile model() {
    return random_model({.encoder_depth = 2,
                         .decoder_depth = 2,
                         .source_vocabulary = 30,
                         .target_vocabulary = 30,
                         .numbers = Numbers::kInt8Alphas,
                         .seed = 3,
                         .end_bias = 4});
  }
  /// Names the first twelve ids for every token: 12 to 29 come in by constraints or as source tokens only.
  static std::string shortlist() {
    ShortlistFile file;
    file.first = 12;
    file.lists.resize(30);
    return file.bytes();
  }
  static Ids source(unsigned seed) { return random_source(3 + seed % 7, 12, seed); }
  std::vector<Hypothesis> run(const Engine& engine, const DecodingConstraint* constraint, unsigned seed,
                              int beam) const {
    Job job;
    job.source = source(seed);
    job.options = {.beam = beam, .n_best = beam, .scores = true, .alignments = true};
    job.constraint = constraint;
    return run_one(engine, job);
  }
  /// Calls check(hypothesis) for both engines, several sentences, greedy and beam.
  template <class Check>
  void for_all(const DecodingConstraint& constraint, Check check) const {
    for (const Engine* engine : {whole_.engine.get(), listed_.engine.get()}) {
      for (unsigned seed = 0; seed < 12; ++seed) {
        for (const int beam : {1, 2, 5}) {
          SCOPED_TRACE((engine->has_shortlist() ? "listed " : "whole ") + std::to_string(seed) + " beam " +
                       std::to_string(beam));
          const std::vector<Hypothesis> found = run(*engine, &constraint, seed, beam);
          ASSERT_FALSE(found.empty());
          for (const Hypothesis& hypothesis : found) check(hypothesis, source(seed), *engine);
        }
      }
    }
  }
  Loaded whole_, listed_;
};

TEST_F(Constraints, NoRulesChangeNothing) {
  const SequenceConstraint none;
  EXPECT_TRUE(none.empty());
  for (unsigned seed = 0; seed < 6; ++seed) {
    for (const int beam : {1, 4})
      EXPECT_TRUE(same(run(*listed_.engine, nullptr, seed, beam), run(*listed_.engine, &none, seed, beam)));
  }
}

/// What a sentence says by itself is forbidden bit by bit: tokens, pairs, and all that comes instead.
TEST_F(Constraints, ForbiddenSequencesNeverAppear) {
  for (unsigned seed = 0; seed < 12; ++seed) {
    SequenceConstraint constraint;
    std::vector<Ids> forbidden;
    for (int round = 0; round < 4; ++round) {
      const Ids plain = run(*whole_.engine, &constraint, seed, 1).front().ids;
      if (plain.size() < 4) break;
      forbidden.push_back({plain.begin() + round % 2, plain.begin() + round % 2 + 1 + round % 3});
      constraint.forbid(forbidden.back());
    }
    for (const int beam : {1, 5}) {
      for (const Hypothesis& found : run(*whole_.engine, &constraint, seed, beam)) {
        for (const Ids& part : forbidden) EXPECT_FALSE(contains(found.ids, part)) << seed;
      }
    }
  }
}

/// "a a b" after "a a a": the match that counts is not the one that began first.
TEST_F(Constraints, ForbiddingSeesOverlappingStarts) {
  SequenceConstraint constraint;
  constraint.forbid({5, 5, 6});
  const Ids candidates = {5, 6, 7};
  const auto adjusted = [&](const Ids& prefix) {
    std::vector<float> logits = {1, 2, 3};
    constraint.adjust(prefix, candidates, logits);
    return logits;
  };
  const float never = -INFINITY;
  EXPECT_EQ(adjusted({5, 5}), (std::vector<float>{1, never, 3}));
  EXPECT_EQ(adjusted({5, 5, 5}), (std::vector<float>{1, never, 3}));
  EXPECT_EQ(adjusted({7, 5, 5, 5, 5}), (std::vector<float>{1, never, 3}));
  EXPECT_EQ(adjusted({5}), (std::vector<float>{1, 2, 3}));
  EXPECT_EQ(adjusted({5, 7, 5}), (std::vector<float>{1, 2, 3}));
  EXPECT_EQ(adjusted({}), (std::vector<float>{1, 2, 3}));
}

TEST_F(Constraints, FavouringFollowsTheSequence) {
  SequenceConstraint constraint;
  constraint.favour({5, 6, 5, 7}, 2.5F);
  const Ids candidates = {5, 6, 7};
  const auto favoured = [&](const Ids& prefix) {
    std::vector<float> logits(3, 0.0F);
    constraint.adjust(prefix, candidates, logits);
    return candidates[static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin())];
  };
  EXPECT_EQ(favoured({}), 5u);
  EXPECT_EQ(favoured({9, 5}), 6u);
  EXPECT_EQ(favoured({5, 6}), 5u);
  EXPECT_EQ(favoured({5, 6, 5}), 7u);
  EXPECT_EQ(favoured({5, 6, 5, 6}), 5u);  // the second "5 6" has taken over
  EXPECT_EQ(favoured({5, 6, 5, 7}), 5u);  // and from the start again
}

TEST_F(Constraints, AStrongBiasBringsTheSequenceInAndANegativeOneKeepsItOut) {
  int brought = 0;
  for (unsigned seed = 0; seed < 12; ++seed) {
    SequenceConstraint bring;
    bring.favour({20, 21}, 30);
    brought += contains(run(*listed_.engine, &bring, seed, 1).front().ids, {20, 21}) ? 1 : 0;
    const Ids plain = run(*listed_.engine, nullptr, seed, 1).front().ids;
    SequenceConstraint keep;
    keep.favour({plain.front()}, -1000);
    const Ids without = run(*listed_.engine, &keep, seed, 1).front().ids;
    EXPECT_NE(without.front(), plain.front());
  }
  EXPECT_EQ(brought, 12);
}

/// Each forced token sequence is in every hypothesis that ends, also one that the shortlist does not name.
TEST_F(Constraints, ForcedSequencesAreInEveryCompleteHypothesis) {
  for (const std::vector<Ids>& phrases : std::vector<std::vector<Ids>>{{{7}},
                                                                       {{25, 26, 27}},
                                                                       {{25, 26}, {8, 9}},
                                                                       {{25, 26, 27}, {27, 28}},
                                                                       {{13, 13, 14}},
                                                                       {{6, 7}, {7, 6}},
                                                                       {{29}, {28}, {27}}}) {
    for (const float bias : {0.0F, 3.0F}) {
      SequenceConstraint constraint;
      for (const Ids& phrase : phrases) constraint.force(phrase, bias);
      int complete = 0;
      for_all(constraint, [&](const Hypothesis& found, const Ids&, const Engine&) {
        complete += found.complete ? 1 : 0;
        EXPECT_EQ(found.complete, found.ids.back() == 0);
        for (const Ids& phrase : phrases) {
          if (found.complete) {
            EXPECT_TRUE(contains(found.ids, phrase));
          }
        }
      });
      EXPECT_GT(complete, 100);
    }
  }
}

/// A phrase that the sentence says anyway costs nothing and is not said twice.
TEST_F(Constraints, AForcedPhraseThatComesByItselfChangesNothing) {
  for (unsigned seed = 0; seed < 12; ++seed) {
    const std::vector<Hypothesis> plain = run(*whole_.engine, nullptr, seed, 1);
    if (!plain.front().complete || plain.front().ids.size() < 4) continue;
    SequenceConstraint constraint;
    constraint.force({plain.front().ids.begin() + 1, plain.front().ids.begin() + 3}, 0);
    EXPECT_TRUE(same(plain, run(*whole_.engine, &constraint, seed, 1)));
  }
}

/// Two continuations of one hypothesis may become the same token, one chosen and one in place of the end.
TEST_F(Constraints, HypothesesStayDistinctUnderForce) {
  for (const Ids& phrase : std::vector<Ids>{{7}, {7, 8}, {2, 3, 4}, {25, 26}}) {
    SequenceConstraint constraint;
    constraint.force(phrase, 1);
    for (unsigned seed = 0; seed < 40; ++seed) {
      const std::vector<Hypothesis> found = run(*whole_.engine, &constraint, seed, 5);
      std::set<Ids> distinct;
      for (const Hypothesis& hypothesis : found) distinct.insert(hypothesis.ids);
      EXPECT_EQ(distinct.size(), found.size()) << seed;
    }
  }
}

/// Without bias a constraint decides what may come, never how likely the model thinks it is.
TEST_F(Constraints, LogProbabilitiesOfForcedTokensAreTheModels) {
  SequenceConstraint constraint;
  constraint.force({7, 8, 9}, 0);
  constraint.force({10, 11}, 0);
  for_all(constraint, [&](const Hypothesis& found, const Ids& source, const Engine& engine) {
    const Hypothesis scored = forced(engine, source, found.ids);
    for (std::size_t t = 0; t < found.ids.size(); ++t) EXPECT_NEAR(found.log_probs[t], scored.log_probs[t], 1e-4) << t;
    EXPECT_NEAR(found.log_prob, scored.log_prob, 1e-3);
  });
}

TEST_F(Constraints, AllKindsTogether) {
  SequenceConstraint constraint;
  constraint.forbid({7});
  constraint.forbid({8, 9});
  constraint.favour({10, 11}, 2);
  constraint.force({8, 25, 9}, 1);
  for_all(constraint, [&](const Hypothesis& found, const Ids&, const Engine&) {
    EXPECT_FALSE(contains(found.ids, {7}));
    EXPECT_FALSE(contains(found.ids, {8, 9}));
    if (found.complete) {
      EXPECT_TRUE(contains(found.ids, {8, 25, 9}));
    }
  });
}

/// A contradiction is the caller's; it must not break the search. The forced phrase is said.
TEST_F(Constraints, ForcingWhatIsForbiddenEndsSomehow) {
  SequenceConstraint constraint;
  constraint.forbid({7});
  constraint.force({7, 8}, 0);
  for_all(constraint, [&](const Hypothesis& found, const Ids&, const Engine&) { EXPECT_FALSE(found.ids.empty()); });
}

/// "7 8" in which 8 could go on as "8 9": only tokens below 5 leave a phrase as it is.
class Pieces : public SequenceConstraint {
 public:
  bool may_follow(TokenId id) const override { return id < 5; }
};

TEST_F(Constraints, AForcedPhraseStaysAsItIs) {
  for (const Ids& phrase : std::vector<Ids>{{7}, {25, 26}, {13, 13}}) {
    Pieces constraint;
    constraint.force(phrase, 0);
    int complete = 0;
    for_all(constraint, [&](const Hypothesis& found, const Ids&, const Engine&) {
      if (!found.complete) return;
      ++complete;
      bool whole = false;
      for (auto at = found.ids.begin(); !whole; ++at) {
        at = std::search(at, found.ids.end(), phrase.begin(), phrase.end());
        if (at == found.ids.end()) break;
        whole = *(at + static_cast<std::ptrdiff_t>(phrase.size())) < 5;
      }
      EXPECT_TRUE(whole);
    });
    EXPECT_GT(complete, 50);
  }
}

TEST_F(Constraints, ForcedTokensMakeRoomForThemselves) {
  SequenceConstraint constraint;
  Ids phrase;
  for (TokenId i = 0; i < 60; ++i) phrase.push_back(5 + i % 20);
  constraint.force(phrase, 0);
  EXPECT_EQ(constraint.most_owed(), 60U);
  int complete = 0;
  for_all(constraint, [&](const Hypothesis& found, const Ids& source, const Engine&) {
    EXPECT_LE(found.ids.size(), Search::length_limit(source.size()) + 60);
    complete += found.complete ? 1 : 0;
    if (!found.complete) return;
    EXPECT_TRUE(contains(found.ids, phrase));
  });
  EXPECT_GT(complete, 50);
}

/// A constraint of the caller's own: only even tokens and the end.
class OnlyEven : public DecodingConstraint {
 public:
  std::vector<TokenId> extra_candidates() const override { return {28}; }
  void adjust(std::span<const TokenId>, std::span<const TokenId> candidates, std::span<float> logits) const override {
    EXPECT_EQ(candidates.size(), logits.size());
    for (std::size_t i = 0; i < logits.size(); ++i) {
      if (candidates[i] % 2 == 1) logits[i] = -INFINITY;
    }
  }
  std::span<const TokenId> before_end(std::span<const TokenId>) const override { return {}; }
};

TEST_F(Constraints, ACallersOwnConstraintIsAskedAtEveryStep) {
  const OnlyEven constraint;
  for_all(constraint, [](const Hypothesis& found, const Ids&, const Engine&) {
    for (const TokenId id : found.ids) EXPECT_EQ(id % 2, 0u);
  });
}

}  // namespace
}  // namespace dragoman::engine::test
