// Neural voices with a stand-in for the library that runs them: all of the way but what a real model says.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "../piper/tiny_voice.h"
#include "dragoman/voices.h"
#include "said.h"

namespace dragoman::speech {
namespace {

namespace fs = std::filesystem;
using tests::tiny_config;
using tests::TinyModel;

class NeuralVoices : public testing::Test {
 protected:
  void SetUp() override {
    DRAGOMAN_NEEDS_HELPER();
    folder_ = fs::temp_directory_path() / ("dragoman-neural-" + std::to_string(::getpid()) + "-" +
                                           testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_ / "voices");
    options_.voices = {folder_ / "voices"};
    options_.runtime = DRAGOMAN_FAKE_RUNTIME;
    options_.neural_helper = DRAGOMAN_NEURAL_HELPER;
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  void install(const std::string& name, const TinyModel& model = {}, std::string_view language = "en_US",
               std::string_view espeak = "en-us") const {
    const fs::path place = folder_ / "voices" / name;
    fs::create_directories(place);
    std::ofstream(place / (name + ".onnx"), std::ios::binary) << model.bytes();
    std::ofstream(place / (name + ".onnx.json")) << tiny_config(language, espeak);
  }
  std::string file(const std::string& name) const { return (folder_ / name).string(); }
  int lines(const std::string& name) const {
    std::ifstream stream(file(name));
    int count = 0;
    for (std::string line; std::getline(stream, line);) ++count;
    return count;
  }
  TinyModel noting(const std::string& note) const { return TinyModel{.note = note + ";"}; }

  fs::path folder_;
  SpeechEngineOptions options_;
};

TEST_F(NeuralVoices, SayASentenceWithTheTimesOfItsWords) {
  install("en_US-tiny-low");
  const auto speech = open_speech(options_);
  const Result<Said> said = say(*speech, {{.text = "The ship left a port."}}, {.language = "en"});
  ASSERT_TRUE(said) << said.error().what;
  EXPECT_EQ(said->info.voice.id, "piper/en_US-tiny-low");
  EXPECT_TRUE(said->info.voice.exact_words);
  ASSERT_EQ(said->sentences.size(), 1U);
  const std::vector<SpokenWord>& words = said->sentences[0].words;
  ASSERT_EQ(words.size(), 5U);
  // ð (id % 3 + 1 frames and so on) ... each word begins at a whole frame behind the one before.
  std::uint32_t before = 0;
  for (const SpokenWord& word : words) {
    EXPECT_GE(word.start_ms, before);
    EXPECT_LT(word.start_ms, word.end_ms);
    before = word.start_ms + 1;
  }
  // The first word begins behind the two ids of the beginning: 2 + 1 frames of 256 samples, less what is cut as silence.
  EXPECT_NEAR(words[0].start_ms, 3 * 256 * 1000 / 22050, 20);
  EXPECT_GT(said->samples.size(), 10'000U);
}

TEST_F(NeuralVoices, StandBeforeOthersOfTheirLanguageUnlessTheSettingsSayOtherwise) {
  install("en_US-tiny-low");
  EXPECT_EQ(open_speech(options_)->find_voice("en-US", "")->engine, "piper");
  EXPECT_EQ(open_speech(options_)->find_voice("pt", "")->engine, "espeak-ng");
  EXPECT_EQ(open_speech(options_)->find_voice("en", "espeak-ng/en-us")->engine, "espeak-ng");
  options_.defaults = {{"en", "espeak-ng/en-us"}, {"en-GB", "TINY"}};
  const auto speech = open_speech(options_);
  EXPECT_EQ(speech->find_voice("en", "")->id, "espeak-ng/en-us");
  EXPECT_EQ(speech->find_voice("en-US", "")->id, "espeak-ng/en-us");
  EXPECT_EQ(speech->find_voice("en-GB", "")->id, "piper/en_US-tiny-low");
  EXPECT_EQ(speech->find_voice("en", "tiny")->id, "piper/en_US-tiny-low");
  // One that is set but not installed leaves another.
  options_.defaults = {{"en", "piper/gone"}};
  EXPECT_TRUE(open_speech(options_)->find_voice("en", ""));
  EXPECT_FALSE(open_speech(options_)->find_voice("en", "piper/gone"));
}

TEST_F(NeuralVoices, SpeedIsTheVoicesOwn) {
  install("en_US-tiny-low");
  options_.cache_bytes = 0;
  const auto speech = open_speech(options_);
  const std::vector<Passage> text = {{.text = "The ship left."}};
  const Result<Said> usual = say(*speech, text, {.language = "en"});
  const Result<Said> slow = say(*speech, text, {.language = "en", .speed = 0.5});
  ASSERT_TRUE(usual && slow);
  EXPECT_NEAR(static_cast<double>(slow->samples.size()) / static_cast<double>(usual->samples.size()), 2, 0.1);
}

TEST_F(NeuralVoices, ThatEndInTheMiddleAreStartedAgainAndAskedOnceMore) {
  install("en_US-once-low", noting("log " + file("loads") + ";crash-once " + file("crashed")));
  const auto speech = open_speech(options_);
  const Result<Said> said = say(*speech, {{.text = "The ship left."}}, {.language = "en", .voice = "once"});
  ASSERT_TRUE(said) << said.error().what;
  EXPECT_FALSE(said->samples.empty());
  EXPECT_TRUE(fs::exists(file("crashed")));
  EXPECT_EQ(lines("loads"), 2);
}

TEST_F(NeuralVoices, ThatEndAlwaysAreAskedTwiceOnly) {
  install("en_US-never-low", noting("log " + file("loads") + ";crash"));
  const auto speech = open_speech(options_);
  const Result<Said> said = say(*speech, {{.text = "The ship left."}}, {.language = "en", .voice = "never"});
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().code, ErrorCode::kIo);
  EXPECT_EQ(lines("loads"), 2);
}

TEST_F(NeuralVoices, ThatAreRefusedSayWhy) {
  install("en_US-refused-low", noting("refuse"));
  const auto speech = open_speech(options_);
  const Result<Said> said = say(*speech, {{.text = "The ship left."}}, {.language = "en", .voice = "refused"});
  ASSERT_FALSE(said);
  EXPECT_NE(said.error().what.find("this model is refused"), std::string::npos) << said.error().what;
}

TEST_F(NeuralVoices, WithoutDurationsTimesOfWordsAreEstimatedAndSaidToBe) {
  install("en_US-mute-low", TinyModel{.ceilings = {}});
  const auto speech = open_speech(options_);
  const Result<Said> said = say(*speech, {{.text = "The ship left a port."}}, {.language = "en", .voice = "mute"});
  ASSERT_TRUE(said) << said.error().what;
  EXPECT_FALSE(said->info.voice.exact_words);
  EXPECT_EQ(said->sentences.at(0).words.size(), 5U);
}

TEST_F(NeuralVoices, AreKeptLoadedAndLetGoWhenNobodyWantsThem) {
  install("en_US-tiny-low", noting("log " + file("loads")));
  options_.cache_bytes = 0;
  const std::vector<Passage> text = {{.text = "The ship left."}};
  {
    const auto speech = open_speech(options_);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(say(*speech, text, {.language = "en"}));
  }
  EXPECT_EQ(lines("loads"), 1);
  options_.idle = std::chrono::milliseconds(50);
  const auto speech = open_speech(options_);
  ASSERT_TRUE(say(*speech, text, {.language = "en"}));
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  ASSERT_TRUE(say(*speech, text, {.language = "en"}));
  EXPECT_EQ(lines("loads"), 3);
}

TEST_F(NeuralVoices, NoMoreAreLoadedThanMayBe) {
  install("en_US-one-low", noting("log " + file("one")));
  install("en_US-two-low", noting("log " + file("two")));
  options_.cache_bytes = 0;
  const std::vector<Passage> text = {{.text = "The ship left."}};
  for (const unsigned loaded : {2U, 1U}) {
    options_.loaded_voices = loaded;
    const auto speech = open_speech(options_);
    for (int i = 0; i < 2; ++i) {
      for (const char* name : {"one", "two"}) ASSERT_TRUE(say(*speech, text, {.language = "en", .voice = name}));
    }
    EXPECT_EQ(lines("one"), loaded == 2 ? 1 : 3);
    EXPECT_EQ(lines("two"), loaded == 2 ? 1 : 3);
  }
}

TEST_F(NeuralVoices, SoundOfOneIsNotTakenForAnothers) {
  install("en_US-one-low");
  install("en_US-two-low");
  const auto speech = open_speech(options_);
  const std::vector<Passage> text = {{.text = "The ship left."}};
  const auto made = [&](const char* name) { return say(*speech, text, {.language = "en", .voice = name})->info.made; };
  EXPECT_EQ(made("one"), 1U);
  EXPECT_EQ(made("two"), 1U);
  EXPECT_EQ(made("one"), 0U);
  // The same name, other files.
  install("en_US-one-low", noting("another"));
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));  // until folders are looked into again
  EXPECT_EQ(made("one"), 1U);
}

TEST_F(NeuralVoices, ALongFirstSentenceBeginsWithItsFirstClause) {
  install("en_US-tiny-low");
  const auto speech = open_speech(options_);
  const std::string text =
      "The port of the city, closed since Friday, reopened on Monday morning after three days of heavy rain, the mayor "
      "said. "
      "It was, he said to the papers in the evening of the same day, the longest week that the town has had in all of "
      "its years.";
  const Result<Said> said =
      say(*speech, {{.text = text, .pairs = {{{0, 117}, "A"}, {{118, text.size()}, "B"}}}}, {.language = "en"});
  ASSERT_TRUE(said) << said.error().what;
  ASSERT_EQ(said->sentences.size(), 3U);
  EXPECT_LE(said->sentences[0].text.end, 90U);
  EXPECT_EQ(text[said->sentences[0].text.end - 1], ',');
  EXPECT_EQ(said->sentences[1].text.end, 117U);
  EXPECT_EQ(said->sentences[0].original, "A");
  EXPECT_EQ(said->sentences[1].original, "A");
  // The second sentence has no hurry. Within the first there is a shorter pause than before the second.
  EXPECT_LT(said->sentences[1].start_ms - said->sentences[0].end_ms,
            said->sentences[2].start_ms - said->sentences[1].end_ms);
  // Others are not cut.
  EXPECT_EQ(say(*speech, {{.text = text}}, {.language = "en", .voice = "espeak"})->sentences.size(), 2U);
}

TEST_F(NeuralVoices, WhatIsMissingIsToldWithTheRemedy) {
  install("en_US-tiny-low");
  EXPECT_EQ(*neural_runtime(options_), "onnxruntime 0.0-fake");
  options_.runtime = file("voices/en_US-tiny-low/en_US-tiny-low.onnx");
  const Result<std::string> bad = neural_runtime(options_);
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().what.find("en_US-tiny-low.onnx"), std::string::npos) << bad.error().what;
  // Such a voice is asked for in vain, with words; others speak.
  const auto speech = open_speech(options_);
  EXPECT_FALSE(say(*speech, {{.text = "Hello."}}, {.language = "en", .voice = "tiny"}));
  EXPECT_TRUE(say(*speech, {{.text = "Hello."}}, {.language = "en", .voice = "espeak"}));
  options_.neural_helper = "/nowhere/dragoman-voice-piper";
  EXPECT_EQ(neural_runtime(options_).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(open_speech(options_)->find_voice("en", "")->engine, "espeak-ng");
}

class SpeechThreadsNeural : public NeuralVoices {};

TEST_F(SpeechThreadsNeural, VoicesAreSharedAndExchangedWhileManySpeak) {
  install("en_US-one-low");
  install("en_US-two-low");
  options_.cache_bytes = 0;
  options_.loaded_voices = 1;
  options_.neural_helpers = 2;
  options_.idle = std::chrono::milliseconds(5);
  const auto speech = open_speech(options_);
  std::vector<std::size_t> heard(6);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < heard.size(); ++i) {
      threads.emplace_back([&, i] {
        const Result<Said> said = say(*speech, {{.text = "The port reopened. All ships left."}},
                                      {.language = "en", .voice = i % 2 ? "one" : "two"});
        if (said) heard[i] = said->samples.size();
      });
    }
  }
  for (const std::size_t samples : heard) EXPECT_EQ(samples, heard[0]);
  EXPECT_GT(heard[0], 0U);
}

}  // namespace
}  // namespace dragoman::speech
