// A sentence's translations as bytes: all of them come back, and damaged ones are noticed.
#include "translate/packed.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dragoman::translate {
namespace {

constexpr std::size_t kSentence = 20;  // bytes of the sentence that the entry is of

Hypothesis rich_hypothesis(const std::string& text) {
  Hypothesis made{.text = text, .log_prob = -1.25F, .score = -0.5F, .complete = false};
  made.tokens.push_back({.target = {0, 3}, .source = {1, 2}, .log_prob = -0.125F, .weights = {0.25F, 0.75F}});
  made.tokens.push_back({.target = {3, 5}, .source = {}, .log_prob = -2, .weights = {}});
  return made;
}

Translated rich_entry() {
  Translated all;
  all.hypotheses = {rich_hypothesis("first"), rich_hypothesis("primeira \xC3\xA9")};
  all.source_tokens = {{0, 1}, {1, 4}};
  all.copied = true;
  all.target_tokens = {7, 9};
  all.source_token_count = 11;
  return all;
}

TEST(Packed, GivesBackAllOfAnEntry) {
  const auto found = unpack(pack(rich_entry()), kSentence);
  ASSERT_NE(found, nullptr);
  ASSERT_EQ(found->hypotheses.size(), 2U);
  EXPECT_EQ(found->hypotheses[0].text, "first");
  EXPECT_EQ(found->hypotheses[1].text, "primeira \xC3\xA9");
  for (const Hypothesis& hypothesis : found->hypotheses) {
    EXPECT_EQ(hypothesis.log_prob, -1.25F);
    EXPECT_EQ(hypothesis.score, -0.5F);
    EXPECT_FALSE(hypothesis.complete);
    ASSERT_EQ(hypothesis.tokens.size(), 2U);
    EXPECT_EQ(hypothesis.tokens[0].target.end, 3U);
    EXPECT_EQ(hypothesis.tokens[0].source.begin, 1U);
    EXPECT_EQ(hypothesis.tokens[0].log_prob, -0.125F);
    EXPECT_EQ(hypothesis.tokens[0].weights, (std::vector{0.25F, 0.75F}));
    EXPECT_EQ(hypothesis.tokens[1].target.begin, 3U);
    EXPECT_TRUE(hypothesis.tokens[1].weights.empty());
  }
  ASSERT_EQ(found->source_tokens.size(), 2U);
  EXPECT_EQ(found->source_tokens[1].end, 4U);
  EXPECT_TRUE(found->copied);
  EXPECT_EQ(found->target_tokens, (std::vector<std::size_t>{7, 9}));
  EXPECT_EQ(found->source_token_count, 11U);
}

TEST(Packed, WhatIsCutOrLongerIsNoEntry) {
  const std::string bytes = pack(rich_entry());
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_EQ(unpack(bytes.substr(0, size), kSentence), nullptr);
  EXPECT_EQ(unpack(bytes + '\0', kSentence), nullptr);
}

TEST(Packed, RangesMustBeInTheTexts) {
  EXPECT_NE(unpack(pack(rich_entry()), 4), nullptr);
  EXPECT_EQ(unpack(pack(rich_entry()), 3), nullptr);  // of the source
  Translated entry = rich_entry();
  entry.hypotheses[0].tokens[1].target = {3, 6};
  EXPECT_EQ(unpack(pack(entry), kSentence), nullptr);
  entry.hypotheses[0].tokens[1].target = {4, 3};
  EXPECT_EQ(unpack(pack(entry), kSentence), nullptr);
}

TEST(Packed, TextIsUtf8AndThereIsSome) {
  Translated entry = rich_entry();
  entry.hypotheses[1].text = "\xFFirst";
  EXPECT_EQ(unpack(pack(entry), kSentence), nullptr);
  entry = rich_entry();
  entry.target_tokens.pop_back();
  EXPECT_EQ(unpack(pack(entry), kSentence), nullptr);
  entry.hypotheses.clear();
  entry.target_tokens.clear();
  EXPECT_EQ(unpack(pack(entry), kSentence), nullptr);
}

}  // namespace
}  // namespace dragoman::translate
