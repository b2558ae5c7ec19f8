#include "dragoman/quality.h"

#include <gtest/gtest.h>

#include <vector>

namespace dragoman {
namespace {

Hypothesis said(const std::vector<float>& log_probs) {
  Hypothesis out;
  for (const float one : log_probs) out.tokens.push_back({{}, {}, one, {}});
  return out;
}

constexpr std::string_view kSource = "The mayor opened the bridge.";

TEST(Quality, ASureTranslationIsWorthMoreThanATornOne) {
  const auto sure = estimate_quality(kSource, said({-0.01F, -0.02F, -0.01F}), {}),
             torn = estimate_quality(kSource, said({-0.7F, -0.9F, -0.6F}), {});
  ASSERT_TRUE(sure && torn);
  EXPECT_GT(*sure, kDoubtfulQuality);
  EXPECT_LT(*torn, kDoubtfulQuality);
}

TEST(Quality, FindingsTakeOff) {
  PairCheck critical, warning;
  critical.findings.push_back({FindingKind::kNumber, Severity::kCritical, {}, {}, ""});
  warning.findings.push_back({FindingKind::kNumber, Severity::kWarning, {}, {}, ""});
  const Hypothesis hypothesis = said({-0.1F, -0.2F});
  const float clean = estimate_quality(kSource, hypothesis, {}).value();
  EXPECT_NEAR(estimate_quality(kSource, hypothesis, critical).value(), clean - 0.1F, 1e-5);
  EXPECT_NEAR(estimate_quality(kSource, hypothesis, warning).value(), clean - 0.02F, 1e-5);
  for (int i = 0; i < 20; ++i) critical.findings.push_back(critical.findings.front());
  EXPECT_NEAR(estimate_quality(kSource, hypothesis, critical).value(), clean - 0.2F, 1e-5);
}

TEST(Quality, WordsAndSentencesCount) {
  const Hypothesis hypothesis = said({-0.1F, -0.2F});
  PairCheck usual, strange, fewer;
  usual.words = {6, 0, 0};
  strange.words = {6, 0.5F, 0};
  EXPECT_GT(estimate_quality(kSource, hypothesis, usual), estimate_quality(kSource, hypothesis, strange));
  fewer.findings.push_back({FindingKind::kDropped, Severity::kNote, {}, {}, ""});
  EXPECT_LT(estimate_quality(kSource, hypothesis, fewer), estimate_quality(kSource, hypothesis, {}));
}

TEST(Quality, TokensThatAllLookAtOneWordAreTorn) {
  Hypothesis each = said({-0.1F, -0.1F, -0.1F}), all = each;
  for (std::size_t i = 0; i < 3; ++i) {
    each.tokens[i].source = {i, i + 1};
    all.tokens[i].source = {0, 1};
  }
  EXPECT_GT(estimate_quality(kSource, each, {}), estimate_quality(kSource, all, {}));
}

TEST(Quality, WhatPostEditingWroteDoesNotCount) {
  EXPECT_EQ(estimate_quality(kSource, said({-0.3F, 0, 0}), {}), estimate_quality(kSource, said({-0.3F}), {}));
  EXPECT_FALSE(estimate_quality(kSource, said({0, 0}), {}));
  EXPECT_FALSE(estimate_quality(kSource, {}, {}));
}

TEST(Quality, StaysBetweenZeroAndOneWhateverItIsGiven) {
  for (const float one : {-1e-30F, -1.0F, -1e30F}) {
    for (const std::string_view source : {std::string_view(), std::string_view("A"),
                                          std::string_view("Donaudampfschifffahrtsgesellschaftskapitänswitwenrente")}) {
      const auto quality = estimate_quality(source, said({one}), {});
      ASSERT_TRUE(quality);
      EXPECT_GE(*quality, 0);
      EXPECT_LE(*quality, 1);
    }
  }
}

}  // namespace
}  // namespace dragoman
