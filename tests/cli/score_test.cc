// score: its numbers order translations rightly and agree with those that translate reports.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"

namespace dragoman::cli_test {
namespace {

TEST(Score, BetterTranslationsAreMoreProbable) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string source = folder.write("en", "Good morning.\nGood morning.\n\n");
  const std::string target = folder.write("pt", "Bom dia.\nA chuva.\n\n");
  const Ran ran = run({"score", "-f", "en", "-t", "pt", source, target});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::vector<std::string> lines = lines_of(ran.out);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_LT(std::stod(lines[0]), 0);
  EXPECT_GT(std::stod(lines[0]), std::stod(lines[1]));
  EXPECT_EQ(std::stod(lines[2]), 0);
}

// The model's own translation, scored, has the log-probability that translating reported.
TEST(Score, AgreesWithTranslate) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string source = "The port reopened on Monday.";
  const auto json = nlohmann::json::parse(run({"translate", "-f", "en", "-t", "pt", "--json"}, source).out);
  const std::string target = folder.write("pt", json["text"].get<std::string>() + "\n");
  const Ran ran = run({"score", "-f", "en", "-t", "pt", "-", target}, source + "\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_NEAR(std::stod(ran.out), json["sentences"][0]["log_prob"].get<double>(), 0.01);
}

TEST(Score, JsonHasTokens) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string target = folder.write("pt", "Bom dia.\n");
  const Ran ran = run({"score", "-f", "en", "-t", "pt", "--json", "-", target}, "Good morning.\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  double sum = 0;
  for (const auto& token : json["tokens"]) sum += token["log_prob"].get<double>();
  EXPECT_GE(sum + 1e-4, json["log_prob"].get<double>());  // the end mark may be left out of the tokens
  EXPECT_EQ(json["line"], 1);
}

TEST(Score, FilesMustGoTogether) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string source = folder.write("en", "One.\nTwo.\n"), target = folder.write("pt", "Um.\n");
  const Ran ran = run({"score", "-f", "en", "-t", "pt", source, target});
  EXPECT_EQ(ran.code, 1);
  EXPECT_PRED2(has, ran.err, "after line 1");
  EXPECT_EQ(lines_of(ran.out).size(), 1U);  // what went together is scored
  EXPECT_EQ(run({"score", "-f", "en", "-t", "pt", "-", "-"}).code, 2);
  EXPECT_EQ(run({"score", "-t", "pt", source, target}).code, 2);
}

TEST(Score, WhatIsGoodBeforeAnErrorIsWritten) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string source = folder.write("en", "One.\nTwo.\nThree \xFF\nFour.\n");
  const std::string target = folder.write("pt", "Um.\nDois.\nTrês.\nQuatro.\n");
  const Ran ran = run({"score", "-f", "en", "-t", "pt", source, target});
  EXPECT_EQ(ran.code, 1);
  EXPECT_PRED2(has, ran.err, "line 3");
  EXPECT_EQ(lines_of(ran.out).size(), 2U);
}

}  // namespace
}  // namespace dragoman::cli_test
