// check: its three reports, and the exit status that scripts rely on.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"

namespace dragoman::cli_test {
namespace {

struct Files {
  TemporaryFolder folder;
  std::string source = folder.write("en", "Three of 20 ships sank.\nThe mayor resigned.\n");
  std::string good = folder.write("good", "Três de 20 navios afundaram.\nO prefeito renunciou.\n");
  std::string bad = folder.write("bad", "Três de 30 navios afundaram.\nO prefeito <renunciou>.\n");
  std::string unsure = folder.write("unsure", "Alguns de 20 navios afundaram.\nO prefeito renunciou.\n");

  Ran check(const std::string& target, std::vector<std::string> options = {}) const {
    std::vector<std::string> words = {"check", source, target, "--from", "en", "--to", "pt", "--lines"};
    words.insert(words.end(), options.begin(), options.end());
    return run(words);
  }
};

TEST(Check, ExitStatusSaysWhatWasFound) {
  const Files files;
  EXPECT_EQ(files.check(files.good).code, 0);
  EXPECT_EQ(files.check(files.bad).code, 10);
  EXPECT_EQ(files.check(files.bad, {"--fail-on", "never"}).code, 0);
  EXPECT_EQ(files.check(files.unsure).code, 0);
  EXPECT_EQ(files.check(files.unsure, {"--fail-on", "warning"}).code, 10);
  EXPECT_EQ(files.check(files.good, {"--fail-on", "sometimes"}).code, 2);
  const std::string shorter = files.folder.write("short", "Três de 20 navios afundaram.\n");
  const Ran uneven = files.check(shorter);
  EXPECT_EQ(uneven.code, 2);
  EXPECT_PRED2(has, uneven.err, "2 lines");
  EXPECT_EQ(files.check("/nowhere/file").code, 1);
  EXPECT_EQ(run({"check", "-", "-"}).code, 2);
}

TEST(Check, TextNamesFileLineAndFault) {
  const Files files;
  const std::string out = files.check(files.bad).out;
  EXPECT_PRED2(has, out, files.bad + ":1: Três de 30 navios");
  EXPECT_PRED2(has, out, "critical number: \"20\" became \"30\"");
  EXPECT_PRED2(has, out, "2 sentences: 1 critical");
}

TEST(Check, JsonHasRangesIntoTheFiles) {
  const Files files;
  const auto json = nlohmann::json::parse(files.check(files.bad, {"--report", "json"}).out);
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["counts"]["critical"], 1);
  ASSERT_EQ(json["sentences"].size(), 2U);
  const auto& finding = json["sentences"][0]["findings"][0];
  EXPECT_EQ(finding["kind"], "number");
  EXPECT_EQ(finding["source"]["text"], "20");
  EXPECT_EQ(finding["target"]["begin"], 9);
  EXPECT_EQ(json["sentences"][0]["facts"].size(), 2U);
  EXPECT_EQ(json["sentences"][1]["line"], 2);
  EXPECT_EQ(json["sentences"][1]["source"]["begin"], 24);
}

TEST(Check, PageMarksAndEscapes) {
  const Files files;
  const std::string place = files.folder.file("check.html");
  EXPECT_EQ(files.check(files.bad, {"--report", "html", "-o", place}).code, 10);
  const std::string page = read_file(place);
  EXPECT_PRED2(has, page, "<mark class=\"critical\">30</mark>");
  EXPECT_PRED2(has, page, "O prefeito &lt;renunciou&gt;.");
  EXPECT_PRED2(has, page, "</html>");
}

TEST(Check, LanguagesAreDetected) {
  TemporaryFolder folder;
  const std::string source =
      folder.write("a", "The harbour reopened on Monday after a week of storms, and 412 boats went out.\n");
  const std::string target =
      folder.write("b", "O porto reabriu na segunda-feira após uma semana de tempestades, e 421 barcos saíram.\n");
  const Ran ran = run({"check", source, target});
  EXPECT_EQ(ran.code, 10);
  EXPECT_PRED2(has, ran.out, "\"412\" became \"421\"");
}

}  // namespace
}  // namespace dragoman::cli_test
