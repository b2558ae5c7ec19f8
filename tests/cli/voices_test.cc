// dragoman voices as its users see it: what is listed, added and removed, and what is said when something is missing.
#include <gtest/gtest.h>

#include <filesystem>

#include "../piper/tiny_voice.h"
#include "program.h"

namespace dragoman::cli_test {
namespace {

class Voices : public ::testing::Test {
 protected:
  void SetUp() override {
    // The helper lies beside the program of this build.
    if (run({"voices"}).code != 0) GTEST_SKIP() << "no helper in this build: install libespeak-ng-dev";
    folder_.write("en_US-tiny-low.onnx.json", tests::tiny_config());
    model_ = folder_.write("en_US-tiny-low.onnx", tests::TinyModel().bytes());
    store_ = folder_.file("voices");
  }
  Ran voices(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "voices");
    arguments.insert(arguments.end(), {"--voices-dir", store_});
    return run(arguments);
  }
  TemporaryFolder folder_;
  std::string model_, store_;
};

TEST_F(Voices, AreListedByLanguage) {
  const Ran all = voices({});
  EXPECT_EQ(all.code, 0);
  EXPECT_PRED2(has, all.out, "LANGUAGE");
  EXPECT_PRED2(has, all.out, "espeak-ng/pt-br");
  const Ran some = voices({"--lang", "pt"});
  EXPECT_PRED2(has, some.out, "espeak-ng/pt-br");
  EXPECT_FALSE(has(some.out, "espeak-ng/en-us")) << some.out;
  EXPECT_PRED2(has, voices({"--lang", "pt", "--json"}).out, R"("word_times":"exact")");
  EXPECT_EQ(voices({"--lang", "nonsense"}).code, 2);
}

TEST_F(Voices, AreAddedWithTheirChecksumAndRemoved) {
  const Ran added = voices({"add", model_});
  ASSERT_EQ(added.code, 0) << added.err;
  EXPECT_PRED2(has, added.out, "SHA-256");
  EXPECT_PRED2(has, added.err, "says nothing of its licence");
  // Whether it can speak depends on onnxruntime, which this machine may have; if not, that is said with the remedy.
  const Ran runtime = voices({"runtime"});
  if (runtime.code != 0) {
    EXPECT_PRED2(has, added.err, "it cannot speak yet");
    EXPECT_PRED2(has, voices({}).err, "en_US-tiny-low cannot speak");
    EXPECT_PRED2(has, runtime.err, "dragoman voices runtime");
  }
  EXPECT_PRED2(has, voices({"add", model_}).err, "--force");
  EXPECT_EQ(voices({"add", model_, "--force"}).code, 0);
  EXPECT_EQ(voices({"add", model_, "--force", "--checksum", std::string(64, '0')}).code, 5);
  EXPECT_EQ(voices({"remove", "piper/en_US-tiny-low"}).code, 0);
  const Ran gone = voices({"remove", "en_US-tiny-low"});
  EXPECT_NE(gone.code, 0);
  EXPECT_PRED2(has, gone.err, "no neural voice named en_US-tiny-low");
}

TEST_F(Voices, WhatIsNoneIsRefusedInWords) {
  const Ran text = voices({"add", folder_.write("page.onnx", "<html>")});
  EXPECT_NE(text.code, 0);
  EXPECT_FALSE(text.err.empty());
  EXPECT_PRED2(has, voices({"add", "http://127.0.0.1/v.onnx"}).err, "is no public address");
  EXPECT_PRED2(has, voices({"runtime", folder_.write("lib.so", "text")}).err, "is no shared library");
  EXPECT_FALSE(std::filesystem::exists(store_) && !std::filesystem::is_empty(store_));
}

}  // namespace
}  // namespace dragoman::cli_test
