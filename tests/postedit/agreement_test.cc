#include "postedit/agreement.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace dragoman::postedit {
namespace {

TEST(Agreement, OfATextWithItselfIsWhole) {
  const Ngrams text("O porto reabriu às 6h40.");
  EXPECT_DOUBLE_EQ(text.chrf(text), 1);
  EXPECT_DOUBLE_EQ(text.chrf(Ngrams("Oporto  reabriu\tàs 6h40.")), 1) << "white space does not count";
}

TEST(Agreement, OfTextsWithoutACommonCharacterIsNone) {
  EXPECT_DOUBLE_EQ(Ngrams("abc").chrf(Ngrams("xyz")), 0);
  EXPECT_DOUBLE_EQ(Ngrams("").chrf(Ngrams("xyz")), 0);
}

TEST(Agreement, IsChrfAsSacrebleuCountsIt) {
  // sacrebleu 2.6.0: CHRF().sentence_score(hypothesis, [reference])
  EXPECT_NEAR(Ngrams("A ponte vai abrir na quinta-feira.").chrf(Ngrams("A ponte abre na quinta-feira.")), 0.719413,
              5e-5);
  EXPECT_NEAR(Ngrams("três navios").chrf(Ngrams("Três navios partiram")), 0.470200, 5e-5);
}

TEST(Agreement, IsHighestForWhatMostSay) {
  const std::array<Ngrams, 3> texts = {Ngrams("The bank closed."), Ngrams("The shore closed."),
                                       Ngrams("The shore shut.")};
  const std::vector<double> all = agreement(texts, std::vector<double>{1, 1, 1});
  EXPECT_GT(all[1], all[0]);
  EXPECT_GT(all[1], all[2]);
}

TEST(Agreement, CountsTextsByTheirWeights) {
  const std::array<Ngrams, 3> texts = {Ngrams("abcdef"), Ngrams("abcdeg"), Ngrams("uvwxyz")};
  const std::vector<double> all = agreement(texts, std::vector<double>{0, 0, 1});
  EXPECT_DOUBLE_EQ(all[0], 0);
  EXPECT_DOUBLE_EQ(all[2], 1);
}

}  // namespace
}  // namespace dragoman::postedit
