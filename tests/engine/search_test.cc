// Search: greedy and beam against an exhaustive search and against forced scoring of the same ids.
#include "engine/search.h"

#include <cmath>
#include <set>

#include "test_run.h"

namespace dragoman::engine::test {
namespace {

constexpr TokenId kEnd = 0, kUnknown = 1;

/// A model that ends about half of its sentences by itself, after a few tokens.
ModelFile lively_model(unsigned seed, Numbers numbers = Numbers::kFloat, int vocabulary = 24) {
  return random_model({.encoder_depth = 2,
                       .decoder_depth = 2,
                       .source_vocabulary = vocabulary,
                       .target_vocabulary = vocabulary,
                       .numbers = numbers,
                       .seed = seed,
                       .end_bias = 2});
}

Job job_of(const std::vector<TokenId>& source, const SearchOptions& options) {
  Job job;
  job.source = source;
  job.options = options;
  return job;
}

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

void expect_sane(const Hypothesis& found, const SearchOptions& options, std::size_t source) {
  ASSERT_FALSE(found.ids.empty());
  EXPECT_EQ(found.log_probs.size(), found.ids.size());
  for (std::size_t t = 0; t + 1 < found.ids.size(); ++t) EXPECT_NE(found.ids[t], kEnd);
  for (const TokenId id : found.ids) EXPECT_NE(id, kUnknown);
  EXPECT_EQ(found.complete, found.ids.back() == kEnd);
  EXPECT_LE(found.ids.size(), Search::length_limit(source));
  EXPECT_EQ(found.weights.size(), options.alignments ? found.ids.size() * source : 0);
  for (std::size_t t = 0; t * source < found.weights.size(); ++t) {
    double sum = 0;
    for (std::size_t s = 0; s < source; ++s) {
      EXPECT_GE(found.weights[t * source + s], 0);
      sum += found.weights[t * source + s];
    }
    EXPECT_NEAR(sum, 1, 1e-5);
  }
  if (!options.scores && options.beam == 1) return;
  double sum = 0;
  for (const float log_prob : found.log_probs) {
    EXPECT_LE(log_prob, 0);
    sum += log_prob;
  }
  EXPECT_NEAR(found.log_prob, sum, 1e-4);
  EXPECT_NEAR(found.score, found.log_prob / std::pow(static_cast<double>(found.ids.size()), options.normalisation),
              1e-5);
}

TEST(Search, EveryHypothesisIsSaneSortedAndDistinct) {
  int complete = 0;
  int broken_off = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const Loaded loaded = load(lively_model(seed, seed % 2 == 0 ? Numbers::kFloat : Numbers::kInt8Alphas));
    for (const int beam : {1, 2, 4, 9}) {
      SearchOptions options{.beam = beam,
                            .n_best = beam,
                            .normalisation = 0.25F * static_cast<float>(seed % 5),
                            .scores = seed % 3 != 0,
                            .alignments = seed % 4 != 0};
      const std::vector<TokenId> source = random_source(1 + seed % 8, 24, seed);
      const std::vector<Hypothesis> found = run_one(*loaded.engine, job_of(source, options));
      ASSERT_EQ(found.size(), static_cast<std::size_t>(beam));
      std::set<std::vector<TokenId>> distinct;
      for (std::size_t i = 0; i < found.size(); ++i) {
        expect_sane(found[i], options, source.size());
        ++(found[i].complete ? complete : broken_off);
        distinct.insert(found[i].ids);
        if (i == 0) continue;
        EXPECT_LE(found[i].complete, found[i - 1].complete);
        if (found[i].complete == found[i - 1].complete) {
          EXPECT_LE(found[i].score, found[i - 1].score);
        }
      }
      EXPECT_EQ(distinct.size(), found.size()) << "seed " << seed << " beam " << beam;
    }
  }
  EXPECT_GT(complete, 100);
  EXPECT_GT(broken_off, 20);
}

TEST(Search, NBestIsTheFrontOfALongerList) {
  const Loaded loaded = load(lively_model(3));
  const std::vector<TokenId> source = random_source(6, 24, 1);
  const std::vector<Hypothesis> all = run_one(*loaded.engine, job_of(source, {.beam = 6, .n_best = 6}));
  for (int n = 1; n < 6; ++n) {
    const std::vector<Hypothesis> some = run_one(*loaded.engine, job_of(source, {.beam = 6, .n_best = n}));
    EXPECT_TRUE(same(some, {all.begin(), all.begin() + n}));
  }
}

/// Greedy search written down again, one forced scoring per candidate and step: its argmax is the reference's.
TEST(Search, GreedyTakesTheBestTokenAtEveryStep) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    const ModelFile model = lively_model(seed, Numbers::kFloat, 10);
    const Loaded loaded = load(model);
    const ReferenceModel reference(model, Arithmetic::kExact);
    const std::vector<TokenId> source = random_source(4, 10, seed);
    const std::vector<Hypothesis> found = run_one(*loaded.engine, job_of(source, {.scores = true}));
    const Hypothesis& best = found.at(0);
    const Matrix logits = reference.logits(reference.decode(best.ids, reference.encode(source)));
    for (std::size_t t = 0; t < best.ids.size(); ++t) {
      for (TokenId id = 0; id < 10; ++id) {
        if (id == kUnknown) continue;
        EXPECT_LE(logits.at(t, id), logits.at(t, best.ids[t]) + 1e-4);
      }
    }
    const std::vector<double> scores = reference.score(source, best.ids);
    for (std::size_t t = 0; t < scores.size(); ++t) EXPECT_NEAR(best.log_probs[t], scores[t], 1e-4);
  }
}

TEST(Search, ScoresAndAlignmentsDoNotChangeTheGreedyPath) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Loaded loaded = load(lively_model(seed, Numbers::kInt8));
    const std::vector<TokenId> source = random_source(7, 24, seed);
    const std::vector<TokenId> plain = run_one(*loaded.engine, job_of(source, {})).at(0).ids;
    EXPECT_EQ(plain, run_one(*loaded.engine, job_of(source, {.scores = true})).at(0).ids);
    EXPECT_EQ(plain, run_one(*loaded.engine, job_of(source, {.alignments = true})).at(0).ids);
    EXPECT_EQ(plain, run_one(*loaded.engine, job_of(source, {.n_best = 3, .normalisation = 0})).at(0).ids);
  }
}

/// The engine's forced scores of a search's own ids are the search's, and the reference model's.
TEST(Search, ForcedScoringAgreesWithSearchAndReference) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const bool exact = seed % 2 == 0;
    const ModelFile model = lively_model(seed, exact ? Numbers::kFloat : Numbers::kInt8Alphas);
    const Loaded loaded = load(model);
    const ReferenceModel reference(model, Arithmetic::kExact);
    const std::vector<TokenId> source = random_source(5, 24, seed);
    SearchOptions options{.beam = 4, .n_best = 4, .alignments = true};
    for (const Hypothesis& found : run_one(*loaded.engine, job_of(source, options))) {
      const Hypothesis scored = forced(*loaded.engine, source, found.ids);
      EXPECT_EQ(scored.ids, found.ids);
      EXPECT_NEAR(scored.log_prob, found.log_prob, 1e-4);
      for (std::size_t t = 0; t < found.ids.size(); ++t) EXPECT_NEAR(scored.log_probs[t], found.log_probs[t], 1e-5);
      EXPECT_EQ(scored.weights, found.weights);
      const double wanted = exact ? sum_of(reference.score(source, found.ids)) : found.log_prob;
      EXPECT_NEAR(found.log_prob, wanted, 1e-4);
    }
  }
}

TEST(Search, ForcedScoringTakesAnyTargetEvenTheUnknownToken) {
  const ModelFile model = lively_model(4);
  const Loaded loaded = load(model, *tables_here().front(), random_shortlist(24, 24, 2, 1).bytes());
  const std::vector<TokenId> target = {23, 22, 21, 1, 5, 5, 0};
  const Hypothesis scored = forced(*loaded.engine, {3, 4, 0}, target);
  EXPECT_EQ(scored.ids, target);
  for (const float log_prob : scored.log_probs) EXPECT_TRUE(std::isfinite(log_prob) && log_prob <= 0);
}

// --- exhaustive search

struct Scored {
  std::vector<TokenId> ids;
  double log_prob;
};

/// Every target of at most `longest` tokens with the end mark, scored by the reference, one prefix at a time.
void all_targets(const ReferenceModel& reference, const Matrix& context, std::vector<TokenId>& prefix, double log_prob,
                 std::size_t longest, TokenId vocabulary, std::vector<Scored>& into) {
  prefix.push_back(0);  // a place for the next token; what stands there does not count
  const Matrix logits = reference.logits(reference.decode(prefix, context));
  const std::size_t last = prefix.size() - 1;
  double sum = 0;
  for (TokenId id = 0; id < vocabulary; ++id) sum += id == kUnknown ? 0 : std::exp(logits.at(last, id));
  for (TokenId id = 0; id < vocabulary; ++id) {
    if (id == kUnknown) continue;
    prefix.back() = id;
    const double total = log_prob + logits.at(last, id) - std::log(sum);
    if (id == kEnd) into.push_back({prefix, total});
    if (id != kEnd && prefix.size() < longest)
      all_targets(reference, context, prefix, total, longest, vocabulary, into);
  }
  prefix.pop_back();
}

/// The best of all targets. The model's end mark is made likely, so that short targets hold the probability.
TEST(Search, AWideBeamFindsTheBestOfAllTargets) {
  constexpr TokenId kVocabulary = 6;
  constexpr std::size_t kLongest = 4;
  for (unsigned seed = 1; seed <= 8; ++seed) {
    ModelFile model = random_model({.dim = 8,
                                    .hidden = 8,
                                    .source_vocabulary = kVocabulary,
                                    .target_vocabulary = kVocabulary,
                                    .seed = seed,
                                    .output_scale = 1.5F});
    model.find("decoder_ff_logit_out_b")->set_float(0, 1.0F);
    const Loaded loaded = load(model);
    const ReferenceModel reference(model, Arithmetic::kExact);
    const std::vector<TokenId> source = {2, 3, 5, 0};
    std::vector<Scored> all;
    std::vector<TokenId> prefix;
    all_targets(reference, reference.encode(source), prefix, 0, kLongest, kVocabulary, all);
    std::sort(all.begin(), all.end(), [](const Scored& a, const Scored& b) { return a.log_prob > b.log_prob; });

    // Of 4^3 prefixes of three tokens none is cut off by a beam of this width.
    const SearchOptions options{.beam = 400, .n_best = 400, .normalisation = 0};
    const std::vector<Hypothesis> found = run_one(*loaded.engine, job_of(source, options));
    for (std::size_t i = 0; i < 10; ++i) {
      if (found[i].ids.size() > kLongest) break;  // a longer target that good: none of the exhaustive list's
      EXPECT_EQ(found[i].ids, all[i].ids) << seed << " " << i;
      EXPECT_NEAR(found[i].log_prob, all[i].log_prob, 1e-4);
    }
    EXPECT_LE(found[0].ids.size(), kLongest) << "the model's best is too long to be compared";
  }
}

// --- limits

TEST(Search, TheLengthLimitMarksWhatItBreaksOff) {
  ModelFile model = lively_model(1);
  model.find("decoder_ff_logit_out_b")->set_float(0, -1000);  // never ends
  const Loaded loaded = load(model);
  for (const int beam : {1, 3}) {
    const SearchOptions options{.beam = beam, .n_best = beam, .scores = true, .alignments = true};
    for (const std::size_t length : {1u, 5u}) {
      const std::vector<TokenId> source = random_source(length, 24, 1);
      const std::vector<Hypothesis> found = run_one(*loaded.engine, job_of(source, options));
      ASSERT_EQ(found.size(), static_cast<std::size_t>(beam));
      for (const Hypothesis& hypothesis : found) {
        EXPECT_FALSE(hypothesis.complete);
        EXPECT_EQ(hypothesis.ids.size(), Search::length_limit(source.size()));
        expect_sane(hypothesis, options, source.size());
      }
    }
  }
  EXPECT_EQ(Search::length_limit(10), 46u);
  EXPECT_EQ(Search::length_limit(Weights::kMaxPositions), Weights::kMaxPositions);
}

TEST(Search, ABrokenOffHypothesisComesBehindACompleteOne) {
  bool both = false;
  for (unsigned seed = 0; seed < 30; ++seed) {
    ModelFile model = lively_model(1);
    model.find("decoder_ff_logit_out_b")->set_float(0, -1 - static_cast<float>(seed % 6));  // ends at a price
    const Loaded loaded = load(model);
    const SearchOptions options{.beam = 12, .n_best = 12};
    const std::vector<Hypothesis> found = run_one(*loaded.engine, job_of(random_source(2, 24, seed), options));
    both = both || (found.front().complete && !found.back().complete);
    for (std::size_t i = 1; i < found.size(); ++i) EXPECT_LE(found[i].complete, found[i - 1].complete);
  }
  EXPECT_TRUE(both) << "no sentence showed both kinds";
}

TEST(Search, TheUnknownTokenIsNeverProducedHoweverLikely) {
  ModelFile model = lively_model(2);
  model.find("decoder_ff_logit_out_b")->set_float(kUnknown, 1000);
  const Loaded loaded = load(model);
  for (const int beam : {1, 5}) {
    const SearchOptions options{.beam = beam, .n_best = beam, .scores = true};
    for (const Hypothesis& found : run_one(*loaded.engine, job_of(random_source(4, 24, 1), options)))
      expect_sane(found, options, 5);
  }
}

}  // namespace
}  // namespace dragoman::engine::test
