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

TEST(Inspect, WhatIsNotInstalledIsSaidWithWhatToDo) {
  TemporaryFolder store;
  const auto inspect = [&](const char* what) { return run({"inspect", what, "--models-dir", store.path.string()}); };
  const Ran name = inspect("nope!");
  EXPECT_EQ(name.code, 3);
  EXPECT_PRED2(has, name.err, "no folder nope!");
  EXPECT_PRED2(has, name.err, "models list");
  const Ran pair = inspect("en-ar");
  EXPECT_EQ(pair.code, 3);
  EXPECT_PRED2(has, pair.err, "models add en-ar");
  NEEDS_MODELS();
  for (const auto& [from, to] : {std::pair("enpt", "enpt"), std::pair("pten", "ptfr")}) {
    std::filesystem::create_directory(store.path / to);
    for (const auto& entry : std::filesystem::directory_iterator(models() / from)) {
      std::string file = entry.path().filename().string();
      if (!file.ends_with(".bin") && !file.ends_with(".spm")) continue;
      if (const std::size_t at = file.find(from); at != std::string::npos) file.replace(at, 4, to);
      std::filesystem::copy(entry.path(), store.path / to / file);
    }
  }
  const Ran two = inspect("en-fr");
  EXPECT_EQ(two.code, 3);
  EXPECT_PRED2(has, two.err, "but two: enpt and ptfr");
  std::filesystem::remove(store.path / "ptfr/vocab.ptfr.spm");
  for (const char* damaged : {"ptfr", "pt-fr"}) {
    const Ran ran = inspect(damaged);
    EXPECT_EQ(ran.code, 4) << ran.err;
    EXPECT_PRED2(has, ran.err, "ptfr has no vocabulary");
    EXPECT_PRED2(has, ran.err, "models add pt-fr --force");
  }
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
