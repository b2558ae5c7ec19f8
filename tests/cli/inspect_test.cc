// inspect and version: what they say about models and about this machine.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"

namespace dragoman::cli_test {
namespace {

TEST(Inspect, SaysWhatAModelIs) {
  NEEDS_MODELS();
  const std::string folder = (models() / "enpt").string();
  const Ran ran = run({"inspect", folder});
  ASSERT_EQ(ran.code, 0) << ran.err;
  for (const char* part : {"English", "Portuguese", "tiny", "int8", "kernel", "pieces"})
    EXPECT_PRED2(has, ran.out, part);
  const nlohmann::json json = nlohmann::json::parse(run({"inspect", "--json", folder}).out);
  EXPECT_EQ(json["architecture"], "tiny");
  EXPECT_EQ(json["dim"], 256);
  EXPECT_EQ(json["encoder_depth"], 6);
  EXPECT_EQ(json["decoder_depth"], 2);
  EXPECT_EQ(json["source_vocabulary"], 32000);
  EXPECT_EQ(json["has_shortlist"], true);
}

TEST(Inspect, FindsInstalledModelsByNamePairAndFile) {
  NEEDS_MODELS();
  const std::string expected = run({"inspect", (models() / "enpt").string()}).out;
  EXPECT_EQ(run({"inspect", "enpt"}).out, expected);
  EXPECT_EQ(run({"inspect", "en-pt"}).out, expected);
  EXPECT_EQ(run({"inspect", "eng_por"}).out, expected);
  for (const auto& entry : std::filesystem::directory_iterator(models() / "enpt")) {
    if (entry.path().extension() == ".spm") {
      EXPECT_EQ(run({"inspect", entry.path().string()}).out, expected);
    }
  }
}

TEST(Inspect, WhatIsNoModelIsSaid) {
  TemporaryFolder folder;
  const Ran missing = run({"inspect", folder.file("none")});
  EXPECT_EQ(missing.code, 3);
  EXPECT_PRED2(has, missing.err, "none");
  const Ran empty = run({"inspect", folder.path.string()});
  EXPECT_NE(empty.code, 0);
  EXPECT_EQ(empty.err.substr(0, 10), "dragoman: ");
}

TEST(Version, NamesKernels) {
  const Ran ran = run({"--version"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out.substr(0, 9), "dragoman ");
  EXPECT_PRED2(has, ran.out, "(used)");
  EXPECT_PRED2(has, ran.out, "reference");
}

}  // namespace
}  // namespace dragoman::cli_test
