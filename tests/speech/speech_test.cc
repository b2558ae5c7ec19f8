// Text read aloud: what is heard, when, and what is made again.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <thread>

#include "said.h"
#include "speech/sound_cache.h"
#include "speech/word_times.h"

namespace dragoman::speech {
namespace {

/// Where sound begins behind at least 120 ms of silence, in ms: measured in the samples alone.
std::vector<double> onsets(const std::vector<std::int16_t>& samples, unsigned rate) {
  const std::size_t frame = rate / 200;  // 5 ms
  std::vector<double> out;
  std::size_t quiet = 1000;
  for (std::size_t at = 0; at + frame <= samples.size(); at += frame) {
    double energy = 0;
    for (std::size_t i = at; i < at + frame; ++i) energy += static_cast<double>(samples[i]) * samples[i];
    const bool loud = std::sqrt(energy / static_cast<double>(frame)) > 200;
    if (loud && quiet >= 24) out.push_back(static_cast<double>(at) * 1000 / rate);
    quiet = loud ? 0 : quiet + 1;
  }
  return out;
}

TEST(Speech, WordsBeginWhenTheyAreHeard) {
  DRAGOMAN_NEEDS_HELPER();
  const auto speech = open_speech();
  // Sentences of one word each stand between pauses, so that the sound itself tells when each begins.
  const std::string text = "Bola. Gato. Dado. Mesa. Navio. Livro. Roda. Vento. Mapa. Lago.";
  const Result<Said> said = say(*speech, {{.text = text}}, {.language = "pt-BR"});
  ASSERT_TRUE(said) << said.error().what;
  const std::vector<double> heard = onsets(said->samples, said->info.voice.rate);
  ASSERT_EQ(said->sentences.size(), 10U);
  ASSERT_EQ(heard.size(), 10U);
  std::vector<double> errors;
  for (std::size_t i = 0; i < heard.size(); ++i) {
    errors.push_back(std::abs(said->sentences[i].words.at(0).start_ms - heard[i]));
  }
  std::ranges::sort(errors);
  EXPECT_LE(errors[5], 60);
  EXPECT_LE(errors.back(), 100);
}

TEST(Speech, RangesAndTimesAreInOrderAndLieInTheTextAndTheSound) {
  DRAGOMAN_NEEDS_HELPER();
  const auto speech = open_speech();
  const std::vector<Passage> passages = {{.text = "Porto reabre", .role = BlockRole::kHeadline},
                                         {.text = "Custou R$ 1,5 milhão. O Sr. Silva, de 33 anos, saiu às 14h30."}};
  const Result<Said> said = say(*speech, passages, {.language = "pt"});
  ASSERT_TRUE(said) << said.error().what;
  EXPECT_EQ(said->info.voice.language, "pt-BR");
  ASSERT_EQ(said->sentences.size(), 3U);
  std::uint32_t time = 0;
  for (const SpokenSentence& sentence : said->sentences) {
    EXPECT_GE(sentence.start_ms, time);
    EXPECT_LT(sentence.start_ms, sentence.end_ms);
    for (const SpokenWord& word : sentence.words) {
      EXPECT_GE(word.start_ms, time);
      EXPECT_GE(word.end_ms, word.start_ms);
      EXPECT_LE(word.end_ms, sentence.end_ms);
      EXPECT_GE(word.text.begin, sentence.text.begin);
      EXPECT_LE(word.text.end, sentence.text.end);
      time = word.start_ms;
    }
    time = sentence.end_ms;
  }
  const SpokenWord& money = said->sentences[1].words.at(1);
  EXPECT_EQ(passages[1].text.substr(money.text.begin, money.text.end - money.text.begin), "R$ 1,5 milhão");
  EXPECT_EQ(time, said->samples.size() * 1000 / said->info.voice.rate);
  EXPECT_EQ(said->info.samples, said->samples.size());
}

TEST(Speech, TheSoundIsNeitherClippedNorSilentAtItsEnds) {
  DRAGOMAN_NEEDS_HELPER();
  const auto speech = open_speech();
  const Result<Said> said =
      say(*speech, {{.text = "The port reopened on Monday, and all 24 ships left."}}, {.language = "en"});
  ASSERT_TRUE(said) << said.error().what;
  const auto peak = std::ranges::max(said->samples, {}, [](std::int16_t s) { return std::abs(static_cast<int>(s)); });
  EXPECT_LT(std::abs(static_cast<int>(peak)), 32000);
  EXPECT_GT(std::abs(static_cast<int>(peak)), 4000);
  const Voiced voiced = voiced_part(said->samples, said->info.voice.rate);
  EXPECT_LT(voiced.begin, said->info.voice.rate / 20);
  EXPECT_GT(voiced.end + said->info.voice.rate / 20, said->samples.size());
}

TEST(Speech, SpeedChangesTheLengthAndOutOfBoundsIsRefused) {
  DRAGOMAN_NEEDS_HELPER();
  const auto speech = open_speech();
  const std::vector<Passage> text = {{.text = "The port reopened on Monday, and all ships left at once."}};
  const Result<Said> slow = say(*speech, text, {.language = "en", .speed = 0.5});
  const Result<Said> usual = say(*speech, text, {.language = "en"});
  const Result<Said> fast = say(*speech, text, {.language = "en", .speed = 2});
  ASSERT_TRUE(slow && usual && fast);
  EXPECT_GT(static_cast<double>(slow->samples.size()), 1.5 * static_cast<double>(usual->samples.size()));
  EXPECT_LT(static_cast<double>(fast->samples.size()), 0.7 * static_cast<double>(usual->samples.size()));
  EXPECT_EQ(say(*speech, text, {.language = "en", .speed = 3}).error().code, ErrorCode::kBadArgument);
}

TEST(Speech, OnlyWhatChangedIsMadeAgain) {
  DRAGOMAN_NEEDS_HELPER();
  const auto speech = open_speech();
  const Result<Said> first = say(*speech, {{.text = "One ship left. Two ships stayed."}}, {.language = "en"});
  const Result<Said> again = say(*speech, {{.text = "One ship left. Two ships stayed."}}, {.language = "en"});
  const Result<Said> changed = say(*speech, {{.text = "One ship left. Three ships stayed."}}, {.language = "en"});
  ASSERT_TRUE(first && again && changed);
  EXPECT_EQ(first->info.made, 2U);
  EXPECT_EQ(again->info.made, 0U);
  EXPECT_EQ(again->samples, first->samples);
  EXPECT_EQ(changed->info.made, 1U);
}

TEST(Speech, NothingToSayIsNoErrorAndNoSound) {
  DRAGOMAN_NEEDS_HELPER();
  const auto speech = open_speech();
  for (const std::string text : {"", "   ", "***", "😀", "— … —"}) {
    const Result<Said> said = say(*speech, {{.text = text}}, {.language = "pt"});
    ASSERT_TRUE(said) << said.error().what;
    EXPECT_TRUE(said->samples.empty()) << text;
    EXPECT_TRUE(said->sentences.empty()) << text;
  }
  EXPECT_EQ(say(*speech, {{.text = "\xFF"}}, {.language = "pt"}).error().code, ErrorCode::kBadUtf8);
}

TEST(Speech, PairsLeadBackToTheOriginal) {
  DRAGOMAN_NEEDS_HELPER();
  const auto speech = open_speech();
  Passage passage{.text = "O porto reabriu. Todos saíram."};
  passage.pairs = {{{0, 16}, "The port reopened."}, {{17, 31}, "All left."}};
  const Result<Said> said = say(*speech, {passage}, {.language = "pt"});
  ASSERT_TRUE(said) << said.error().what;
  ASSERT_EQ(said->sentences.size(), 2U);
  EXPECT_EQ(said->sentences[0].original, "The port reopened.");
  EXPECT_EQ(said->sentences[1].original, "All left.");
}

TEST(Speech, VoicesAreFoundByLanguageAndName) {
  DRAGOMAN_NEEDS_HELPER();
  const auto speech = open_speech();
  const auto language = [&](const char* wanted, const char* voice = "") {
    const Result<VoiceInfo> found = speech->find_voice(wanted, voice);
    return found ? found->id : std::string(error_name(found.error().code));
  };
  EXPECT_EQ(language("pt"), "espeak-ng/pt-br");
  EXPECT_EQ(language("pt-BR"), "espeak-ng/pt-br");
  EXPECT_EQ(language("pt-PT"), "espeak-ng/pt");
  EXPECT_EQ(language("en"), "espeak-ng/en-us");
  EXPECT_EQ(language("en-GB"), "espeak-ng/en");
  EXPECT_EQ(language("ar"), "espeak-ng/ar");
  EXPECT_EQ(language("en", "scotland"), "espeak-ng/en-gb-scotland");
  EXPECT_EQ(language("en", "no-such-voice"), "not-found");
  EXPECT_EQ(language("nonsense!"), "bad-language");
}

TEST(Speech, ACallerWhoHasEnoughEndsTheCall) {
  DRAGOMAN_NEEDS_HELPER();
  const auto speech = open_speech();
  int sentences = 0;
  const Result<SpeechInfo> ended =
      speech->speak({{.text = "One. Two. Three."}}, {.language = "en"},
                    [&](const SpokenSentence&, std::span<const std::int16_t>) { return ++sentences < 2; });
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(sentences, 2);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(say(*speech, {{.text = "Four."}}, {.language = "en", .stop = stop.get_token()}).error().code,
            ErrorCode::kCancelled);
}

TEST(SpeechThreads, CallsShareHelpersAndEachGetsAllOfItsSound) {
  DRAGOMAN_NEEDS_HELPER();
  const auto speech = open_speech({.helpers = 2, .cache_bytes = 0});
  const std::vector<Passage> text = {{.text = "The port reopened. All ships left."}};
  const Result<Said> alone = say(*speech, text, {.language = "en"});
  ASSERT_TRUE(alone) << alone.error().what;
  // espeak-ng breathes by chance: its samples differ from call to call, their number does not.
  std::vector<std::vector<std::int16_t>> heard(6);
  {
    std::vector<std::jthread> threads;
    for (auto& samples : heard) {
      threads.emplace_back([&] {
        Result<Said> said = say(*speech, text, {.language = "en"});
        if (said) samples = std::move(said->samples);
      });
    }
  }
  for (const auto& samples : heard)
    EXPECT_NEAR(static_cast<double>(samples.size()), static_cast<double>(alone->samples.size()), 800);
}

TEST(SoundCache, HoldsNoMoreThanItMay) {
  SoundCache cache(10'000);
  const auto sound = [](std::size_t samples) {
    auto out = std::make_shared<VoiceSound>();
    out->samples.resize(samples);
    return out;
  };
  cache.keep("a", sound(2000));
  cache.keep("b", sound(2000));
  EXPECT_TRUE(cache.find("a"));  // now the one used last
  cache.keep("c", sound(2000));
  EXPECT_TRUE(cache.find("a"));
  EXPECT_FALSE(cache.find("b"));
  cache.keep("d", sound(20'000));  // over all that there is
  EXPECT_FALSE(cache.find("d"));
  EXPECT_TRUE(cache.find("c"));
}

}  // namespace
}  // namespace dragoman::speech
