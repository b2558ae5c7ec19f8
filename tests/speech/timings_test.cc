// Files of timings, from sentences made by hand.
#include <gtest/gtest.h>

#include "dragoman/speech.h"
#include "speech/word_times.h"

namespace dragoman {
namespace {

struct Example {
  std::vector<Passage> passages = {{.text = "A & B saem. Fim."}};
  std::vector<SpokenSentence> sentences = {
      {0,
       {0, 11},
       "A & B leave.",
       0,
       1500,
       {{{0, 1}, 0, 300}, {{2, 3}, 300, 600}, {{4, 5}, 600, 900}, {{6, 10}, 900, 1500}}},
      {0, {12, 16}, "", 3'661'800, 3'662'000, {{{12, 15}, 3'661'800, 3'662'000}}}};
};

TEST(Timings, WebVttHasACueASentenceAndATagAWord) {
  const Example example;
  EXPECT_EQ(timings_vtt(example.passages, example.sentences),
            "WEBVTT\n\n"
            "00:00:00.000 --> 00:00:01.500\n"
            "A <00:00:00.300>&amp; <00:00:00.600>B <00:00:00.900>saem.\n\n"
            "01:01:01.800 --> 01:01:02.000\n"
            "Fim.\n\n");
}

TEST(Timings, JsonHasRangesTimesAndOriginals) {
  const Example example;
  SpeechInfo info;
  info.voice = {"espeak-ng/pt-br", "pt-BR", "", "espeak-ng", "", 22050};
  info.samples = 44100;
  EXPECT_EQ(timings_json(example.passages, example.sentences, info),
            R"({"voice":"espeak-ng/pt-br","language":"pt-BR","rate":22050,"duration_ms":2000,)"
            R"("passages":[{"role":"text","announcement":false,"text":"A & B saem. Fim."}],"sentences":[)"
            R"({"passage":0,"range":[0,11],"start_ms":0,"end_ms":1500,"text":"A & B saem.","original":"A & B leave.",)"
            R"("words":[[0,1,0,300],[2,3,300,600],[4,5,600,900],[6,10,900,1500]]},)"
            R"({"passage":0,"range":[12,16],"start_ms":3661800,"end_ms":3662000,"text":"Fim.","original":null,)"
            R"("words":[[12,15,3661800,3662000]]}]})"
            "\n");
}

TEST(Timings, AWordWithoutAnEventBeginsBetweenItsNeighbours) {
  speakable::Spoken spoken{"aaaa bbbb cccc", {{{0, 4}, {0, 4}}, {{5, 9}, {5, 9}}, {{10, 14}, {10, 14}}}};
  VoiceSound sound;
  sound.samples.assign(10'000, 5000);
  sound.words = {{{0, 4}, 1000}, {{10, 14}, 9000}};
  const auto pieces = speech::time_pieces(spoken, sound, 22050);
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces[0].begin, 1000U);
  EXPECT_EQ(pieces[1].begin, 5000U);
  EXPECT_EQ(pieces[2].begin, 9000U);
  EXPECT_EQ(pieces[1].end, 9000U);
  EXPECT_EQ(pieces[2].end, 10'000U);
}

TEST(Timings, OfSeveralEventsInAWordTheFirstCounts) {
  speakable::Spoken spoken{"um dois tres", {{{0, 7}, {0, 2}}, {{8, 12}, {3, 7}}}};
  VoiceSound sound;
  sound.samples.assign(10'000, 5000);
  sound.words = {{{0, 2}, 100}, {{3, 7}, 3000}, {{8, 12}, 6000}};
  const auto pieces = speech::time_pieces(spoken, sound, 22050);
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_EQ(pieces[0].begin, 100U);
  EXPECT_EQ(pieces[1].begin, 6000U);
}

}  // namespace
}  // namespace dragoman
