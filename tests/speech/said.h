// What the tests of speech share: an engine with the helper of this build, and all that one call hands over.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "dragoman/speech.h"

namespace dragoman::speech {

inline bool has_helper() { return std::filesystem::exists(DRAGOMAN_VOICE); }
#define DRAGOMAN_NEEDS_HELPER() \
  if (!has_helper()) GTEST_SKIP() << "no helper in this build: install libespeak-ng-dev and configure again"

struct Said {
  std::vector<SpokenSentence> sentences;
  std::vector<std::int16_t> samples;
  SpeechInfo info;
};

inline std::unique_ptr<Speech> open_speech(SpeechEngineOptions options = {}) {
  if (options.helper.empty()) options.helper = DRAGOMAN_VOICE;
  if (options.voices.empty()) options.voices = {"/nonexistent"};  // not those of whoever runs the tests
  Result<std::unique_ptr<Speech>> speech = Speech::open(options);
  EXPECT_TRUE(speech) << (speech ? "" : speech.error().what);
  return speech ? std::move(*speech) : nullptr;
}

inline Result<Said> say(Speech& speech, const std::vector<Passage>& passages, const SpeechOptions& options) {
  Said said;
  Result<SpeechInfo> info =
      speech.speak(passages, options, [&](const SpokenSentence& sentence, std::span<const std::int16_t> samples) {
        said.sentences.push_back(sentence);
        said.samples.insert(said.samples.end(), samples.begin(), samples.end());
        return true;
      });
  if (!info) return info.error();
  said.info = *info;
  return said;
}

}  // namespace dragoman::speech
