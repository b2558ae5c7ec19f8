// dragoman detect.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"

namespace dragoman::cli_test {
namespace {

TEST(Detect, NamesLanguages) {
  TemporaryFolder folder;
  const std::string english = folder.write("a", "The port reopened on Monday and three ships left before noon.\n");
  const std::string portuguese = folder.write("b", "O porto reabriu na segunda-feira e três navios partiram.\n");
  EXPECT_EQ(run({"detect", english}).out, "en\tEnglish\n");
  EXPECT_EQ(run({"detect", english, portuguese}).out, english + "\ten\tEnglish\n" + portuguese + "\tpt\tPortuguese\n");
  EXPECT_EQ(nlohmann::json::parse(run({"detect", "--json"}, read_file(portuguese)).out)["language"], "pt");
}

TEST(Detect, AdmitsThatItCannotTell) {
  const Ran ran = run({"detect"}, "17:30\n");
  EXPECT_EQ(ran.code, 3);
  EXPECT_EQ(ran.out, "?\n");
  EXPECT_TRUE(nlohmann::json::parse(run({"detect", "--json"}, "17:30\n").out)["language"].is_null());
}

TEST(Detect, BadBytesDoNotHideALanguage) {
  EXPECT_EQ(run({"detect"}, "The caf\xE9 reopened on Monday and three ships left before noon.\n").out, "en\tEnglish\n");
}

}  // namespace
}  // namespace dragoman::cli_test
