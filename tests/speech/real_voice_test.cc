// A real neural voice, where one is there (make voices): heard by numbers.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "said.h"

namespace dragoman::speech {
namespace {

std::filesystem::path test_voices() {
  const char* const stated = std::getenv("DRAGOMAN_TEST_VOICES");
  return stated != nullptr && *stated != '\0' ? stated : DRAGOMAN_TEST_VOICES_FOLDER;
}

class RealVoice : public testing::Test {
 protected:
  void SetUp() override {
    DRAGOMAN_NEEDS_HELPER();
    options_.voices = {test_voices()};
    options_.neural_helper = DRAGOMAN_NEURAL_HELPER;
    options_.cache_bytes = 0;
    const Result<std::string> runtime = neural_runtime(options_);
    speech_ = open_speech(options_);
    if (!runtime || !speech_->find_voice("en-US", "piper/en_US-joe-medium"))
      GTEST_SKIP() << "no neural voice in " << test_voices() << "; make voices fetches one and what runs it";
  }
  Result<Said> joe(const std::string& text, double speed = 1) {
    return say(*speech_, {{.text = text}}, {.language = "en-US", .voice = "piper/en_US-joe-medium", .speed = speed});
  }
  SpeechEngineOptions options_;
  std::unique_ptr<Speech> speech_;
};

constexpr const char* kStory =
    "The port of Santos reopened on Monday morning after three days of heavy rain. "
    "Ships worth three million dollars a day had been waiting outside the harbour. "
    "It was a long week for everybody who works there.";
constexpr double kWordsOfStory = 37;

TEST_F(RealVoice, SpeaksAtAReadersPaceWithoutClippingOrLongSilence) {
  const Result<Said> said = joe(kStory);
  ASSERT_TRUE(said) << said.error().what;
  const double seconds = static_cast<double>(said->samples.size()) / said->info.voice.rate;
  const double pace = kWordsOfStory * 60 / seconds;
  EXPECT_GT(pace, 130);
  EXPECT_LT(pace, 250);
  int peak = 0;
  std::size_t quiet = 0, longest = 0, clipped = 0;
  for (const std::int16_t sample : said->samples) {
    peak = std::max(peak, std::abs(static_cast<int>(sample)));
    if (std::abs(static_cast<int>(sample)) >= 32767) ++clipped;
    quiet = std::abs(static_cast<int>(sample)) < 160 ? quiet + 1 : 0;
    longest = std::max(longest, quiet);
  }
  EXPECT_GT(peak, 4000);
  EXPECT_EQ(clipped, 0U);
  EXPECT_LT(longest, said->info.voice.rate * 6 / 10);
}

TEST_F(RealVoice, EveryWordHasItsOwnTimeInOrder) {
  const Result<Said> said = joe(kStory);
  ASSERT_TRUE(said) << said.error().what;
  EXPECT_TRUE(said->info.voice.exact_words);
  std::size_t words = 0;
  std::uint32_t before = 0;
  for (const SpokenSentence& sentence : said->sentences) {
    for (const SpokenWord& word : sentence.words) {
      ++words;
      EXPECT_GT(word.start_ms, before);
      EXPECT_LE(word.end_ms, sentence.end_ms);
      EXPECT_GT(word.end_ms, word.start_ms + 20);
      EXPECT_LT(word.end_ms, word.start_ms + 1500);
      before = word.start_ms;
    }
  }
  EXPECT_EQ(words, static_cast<std::size_t>(kWordsOfStory));
}

TEST_F(RealVoice, WordsBehindPausesBeginWhenTheyAreHeard) {
  // Between commas the voice pauses, so that the sound itself tells when the next word begins.
  const Result<Said> said =
      joe("Tables. Doctors. Bridges. Letters. Gardens. Markets. Windows. Numbers. Rivers. Papers.");
  ASSERT_TRUE(said) << said.error().what;
  ASSERT_EQ(said->sentences.size(), 10U);
  std::vector<double> errors;
  for (const SpokenSentence& sentence : said->sentences) {
    const std::size_t begin = std::size_t{sentence.start_ms} * said->info.voice.rate / 1000;
    std::size_t at = begin;
    while (at < said->samples.size() && std::abs(static_cast<int>(said->samples[at])) < 600) ++at;
    errors.push_back(std::abs(static_cast<double>(at) * 1000 / said->info.voice.rate - sentence.words.at(0).start_ms));
  }
  std::ranges::sort(errors);
  EXPECT_LE(errors[errors.size() / 2], 60);
}

TEST_F(RealVoice, SpeedChangesTheTimeOnly) {
  const Result<Said> usual = joe(kStory), quick = joe(kStory, 1.5);
  ASSERT_TRUE(usual && quick);
  const double ratio = static_cast<double>(usual->samples.size()) / static_cast<double>(quick->samples.size());
  EXPECT_GT(ratio, 1.25);
  EXPECT_LT(ratio, 1.75);
}

TEST_F(RealVoice, NumbersSymbolsAndOtherScriptsAreNoFault) {
  for (const char* text : {"$3.5 million, 24% and the 2nd of May 2024.", "***", "São Paulo (Brasil) — naïve café…",
                           "Ελλάδα", "A.", "http://a.example/b?c=d"}) {
    const Result<Said> said = joe(text);
    EXPECT_TRUE(said) << text << ": " << said.error().what;
  }
}

}  // namespace
}  // namespace dragoman::speech
