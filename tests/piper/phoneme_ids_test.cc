// Ids of phonemes, and times of words out of lengths of phonemes.
#include "piper/phoneme_ids.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tiny_voice.h"

namespace dragoman::piper {
namespace {

using Ids = std::vector<std::uint32_t>;

VoiceConfig small_config() {
  VoiceConfig config;
  config.phonemes = {{U'^', {1}},  {U'_', {0}}, {U'$', {2}}, {U'a', {10}},
                     {U'b', {11}}, {U'ç', {}},  {U' ', {3}}, {U'x', {20, 21}}};
  return config;
}

TEST(PhonemeIds, AreAsVoicesAreTrained) {
  const PhonemeIds said = ids_of({U"ab", {{{0, 2}, 0}}}, small_config());
  EXPECT_EQ(said.ids, (Ids{1, 0, 10, 0, 11, 0, 2}));
  ASSERT_EQ(said.words.size(), 1U);
  EXPECT_EQ(said.words[0].id, 2U);
}

TEST(PhonemeIds, UnknownPhonemesAreLeftOutAndCounted) {
  const PhonemeIds said = ids_of({U"aŋb xŋ", {{{0, 3}, 0}, {{4, 5}, 4}}}, small_config());
  EXPECT_EQ(said.ids, (Ids{1, 0, 10, 0, 11, 0, 3, 0, 20, 21, 0, 2}));
  EXPECT_EQ(said.unknown, 2U);
  ASSERT_EQ(said.words.size(), 2U);
  EXPECT_EQ(said.words[1].id, 8U);
}

TEST(WordTimes, AreSumsOfFramesBeforeTheWord) {
  const PhonemeIds said = ids_of({U"a b", {{{0, 1}, 0}, {{2, 3}, 2}}}, small_config());
  const Ids frames = {2, 1, 5, 1, 3, 1, 7, 1, 4};  // ^ _ a _ blank _ b _ $
  ASSERT_EQ(said.ids.size(), frames.size());
  const auto total = static_cast<std::size_t>(std::accumulate(frames.begin(), frames.end(), 0U));
  const auto times = word_times(said, frames, total * 256);
  ASSERT_EQ(times.size(), 2U);
  EXPECT_EQ(times[0].sample, 3U * 256);
  EXPECT_EQ(times[1].sample, 13U * 256);
  EXPECT_EQ(times[1].text.begin, 2U);
}

TEST(WordTimes, AreNotGuessedWhereLengthsDoNotFitTheSound) {
  const PhonemeIds said = ids_of({U"a", {{{0, 1}, 0}}}, small_config());
  EXPECT_TRUE(word_times(said, {1, 1, 1, 1, 1}, 5 * 256 + 1).empty());  // no multiple
  EXPECT_TRUE(word_times(said, {1, 1, 1, 1}, 4 * 256).empty());         // another number of ids
  EXPECT_TRUE(word_times(said, {0, 0, 0, 0, 0}, 0).empty());
  EXPECT_TRUE(word_times(said, {}, 1000).empty());
  EXPECT_EQ(word_times(said, {1, 1, 1, 1, 1}, 5 * 256).size(), 1U);
}

}  // namespace
}  // namespace dragoman::piper
