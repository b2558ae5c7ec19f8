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

TEST(Detect, WhatIsNoTextIsRefused) {
  for (const std::string& text : {std::string("The caf\xE9 reopened on Monday and three ships left.\n"),
                                  std::string("\x7F"
                                              "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\xE0\xFF",
                                              20)}) {
    const Ran ran = run({"detect"}, text);
    EXPECT_EQ(ran.code, 1);
    EXPECT_EQ(ran.out, "");
    EXPECT_PRED2(has, ran.err, "is no UTF-8; convert the text first");
    EXPECT_FALSE(has(ran.err, "--invalid")) << ran.err;
  }
}

}  // namespace
}  // namespace dragoman::cli_test
