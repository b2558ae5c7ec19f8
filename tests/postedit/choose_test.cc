#include "postedit/choose.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "../fake_engine.h"
#include "postedit/post_editor.h"

namespace dragoman::postedit {
namespace {

TEST(Choose, FewestFaultsComeFirstWhateverTheMode) {
  const std::vector<Candidate> all = {
      {"one two three", 2, -1, -0.1F}, {"one two", 1, -9, -3}, {"one two three", 2, -1, -0.1F}};
  EXPECT_EQ(choose(all, Rerank::kFast), 1U);
  EXPECT_EQ(choose(all, Rerank::kBest), 1U);
}

TEST(Choose, WhatWasBrokenOffIsWorseThanAnyFault) {
  const std::vector<Candidate> all = {{"one", 0, -1, -1, false}, {"two", 7, -2, -1, true}};
  EXPECT_EQ(choose(all, Rerank::kFast), 1U);
}

TEST(Choose, OfEqualsTheEnginesFirstIsTaken) {
  const std::vector<Candidate> all = {{"one", 0, -1, -1}, {"two", 0, -1, -1}};
  EXPECT_EQ(choose(all, Rerank::kFast), 0U);
  EXPECT_EQ(choose(all, Rerank::kBest), 0U);
  EXPECT_EQ(choose(std::span(all).first(1), Rerank::kBest), 0U);
}

TEST(Choose, TheBestOneSaysWhatMostSay) {
  const std::vector<Candidate> all = {{"The shore was shut down by the police.", 0, -2.0F, -0.2F},
                                      {"The bank was closed by the police.", 0, -2.1F, -0.2F},
                                      {"The bank was closed by police.", 0, -2.2F, -0.2F}};
  EXPECT_EQ(choose(all, Rerank::kFast), 0U);
  EXPECT_NE(choose(all, Rerank::kBest), 0U);
}

TEST(Choose, TheEnginesOwnScoreCounts) {
  const std::vector<Candidate> all = {{"The shore was shut.", 0, -1, -0.1F},
                                      {"The bank was closed.", 0, -40, -4},
                                      {"The bank was closed.", 0, -40, -4}};
  EXPECT_EQ(choose(all, Rerank::kBest), 0U);
}

TEST(Choose, ModesHaveNames) {
  for (Rerank mode : {Rerank::kOff, Rerank::kFast, Rerank::kBest}) EXPECT_EQ(rerank_of_name(rerank_name(mode)), mode);
  EXPECT_FALSE(rerank_of_name("better"));
}

/// An engine of two hypotheses, the first of which invents a number.
Result<Translation> two_hypotheses(std::string_view text, const TranslateOptions& options) {
  testing::FakeEngine first{
      .word = [](std::string_view word) { return std::string(word == "sank" ? "sank 17" : word); }};
  testing::FakeEngine second;
  Result<Translation> out = first.function()(text, options);
  const Result<Translation> others = second.function()(text, options);
  for (std::size_t i = 0; options.n_best > 1 && i < out->sentences.size(); ++i) {
    out->sentences[i].hypotheses.push_back(others->sentences[i].hypotheses.front());
  }
  return out;
}

LineContext context(Rerank rerank) {
  LineContext made = {"en", "pt", {}, WordCases("en")};
  set_rerank(made, rerank);
  return made;
}

TEST(Choose, TheEditorPrintsTheChosenOneAndListsTheOthersBehindIt) {
  const std::vector<SourceLine> lines = {{"Some 40 ships sank here"}};
  const auto out = PostEditor(two_hypotheses, context(Rerank::kFast), "").edit(lines, {.n_best = 2});
  ASSERT_TRUE(out);
  ASSERT_EQ(out->front().sentences.size(), 1U);
  EXPECT_EQ(out->front().sentences[0].target.text, "Some 40 ships sank here");
  ASSERT_EQ(out->front().alternatives.size(), 1U);
  EXPECT_NE(out->front().alternatives[0][0].target.text.find("17"), std::string::npos);
}

TEST(Choose, WhatWasOnlyAskedForToChooseFromIsNotListed) {
  const std::vector<SourceLine> lines = {{"Some 40 ships sank here"}};
  const auto out = PostEditor(two_hypotheses, context(Rerank::kBest), "").edit(lines, {});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->front().sentences[0].target.text, "Some 40 ships sank here");
  EXPECT_TRUE(out->front().alternatives.empty());
}

}  // namespace
}  // namespace dragoman::postedit
