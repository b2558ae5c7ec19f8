// Text that no model was trained on: it comes out sane and whole, or with an error that says where.
#include <algorithm>

#include "fixture.h"
#include "text/utf8.h"
#include "text/vocabulary.h"
#include "translate/sentence_task.h"

namespace dragoman::test {
namespace {

class HardText : public WithModels {};

TEST_F(HardText, NothingToTranslateStaysAsItIs) {
  const Translator translator({model("enpt")});
  for (const std::string text : {"", " ", "\n", " \n\t\n ", "\xC2\xA0", "\r\n\r\n"}) {
    const Translation out = translated(translator, text);
    EXPECT_EQ(out.text, text);
    EXPECT_TRUE(out.sentences.empty());
  }
}

TEST_F(HardText, UnknownScriptsAndEmojiAreCopied) {
  const Translator translator({model("enpt")});
  for (const std::string text : {"😀", "日本語", "مرحبا بالعالم", "🚢🌊 ⚓"}) {
    const Translation out = translated(translator, text);
    EXPECT_EQ(out.text, text);
    ASSERT_EQ(out.sentences.size(), 1U);
    EXPECT_TRUE(out.sentences[0].copied);
  }
}

TEST_F(HardText, ForeignScriptsWithCommonPunctuationAreCopiedToo) {
  const Translator translator({model("enpt")});
  for (const std::string text :
       {"Привет, мир.", "Как дела сегодня?", "नमस्ते दुनिया, आप कैसे हैं?", "今天天气很好，我们走吧。", "$$ -- !!"}) {
    const Translation out = translated(translator, text);
    EXPECT_EQ(out.text, text);
    for (const SentencePair& pair : out.sentences) EXPECT_TRUE(pair.copied);
  }
  const Translation mixed = translated(translator, "The sign read 北京 in large letters.");
  EXPECT_FALSE(mixed.sentences.at(0).copied);
}

TEST_F(HardText, NulsStandBetweenSentencesAndTakeNoWordAway) {
  const Translator translator({model("enpt")});
  const std::string nul(1, '\0');
  const std::string first = translated(translator, "Nobody was hurt.").text;
  const std::string second = translated(translator, "Ships had waited.").text;
  const std::string text = nul + "Nobody was hurt." + nul + nul + " Ships had waited." + nul;
  EXPECT_EQ(translated(translator, text).text, nul + first + nul + nul + " " + second + nul);
  EXPECT_EQ(translated(translator, nul + " " + nul).text, nul + " " + nul);
}

TEST_F(HardText, BadUtf8IsRefusedWithItsPlace) {
  const Translator translator({model("enpt")});
  for (const std::string_view bad : {"\xFF", "\xC3", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC0\x80"}) {
    const std::string text = "Good morning. " + std::string(bad);
    const Result<Translation> out = translator.translate(text);
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, ErrorCode::kBadUtf8);
    EXPECT_EQ(out.error().at, 14U);
  }
}

TEST_F(HardText, ControlCharactersBracesAndPhoneticsPass) {
  const Translator translator({model("enpt")});
  for (const std::string& text :
       {std::string("Good\0morning.", 13), std::string("The name {0} is said [ˈsiːnɨʃ]."), std::string("a\x01\x02z"),
        std::string("e\xCC\x81\xCC\x81\xCC\x81 caf\xC3\xA9"), std::string("\xE2\x80\x8F right to left \xE2\x80\x8E")}) {
    const Translation out = translated(translator, text);
    EXPECT_FALSE(out.text.empty());
    EXPECT_FALSE(text::first_bad_utf8(out.text));
  }
}

TEST_F(HardText, ALongSentenceIsCutAndNothingOfItIsLost) {
  const Translator translator({model("enpt")});
  const std::vector<std::string> clauses = {"the port counted 37 ships",        "the mayor asked for 412 tents",
                                            "the river rose 86 centimetres",    "a school took in 59 families",
                                            "two roads were shut for 23 hours", "the hospital treated 671 people",
                                            "the army sent 145 soldiers",       "farmers lost 92 cows",
                                            "the bakery gave away 318 loaves",  "a train waited 77 minutes",
                                            "engineers checked 64 bridges",     "the bank reopened 15 branches"};
  std::string text = "On Tuesday ";
  for (int round = 0; round < 3; ++round) {
    for (const std::string& clause : clauses) text += clause + ", ";
  }
  text += "and nobody slept.";
  const Translation out = translated(translator, text, {.align = true});
  ASSERT_EQ(out.sentences.size(), 1U);
  for (const char* number : {"37", "412", "86", "59", "23", "671", "145", "92", "318", "77", "64", "15"}) {
    int times = 0;
    for (std::size_t at = out.text.find(number); at != std::string::npos; at = out.text.find(number, at + 1)) ++times;
    EXPECT_EQ(times, 3) << number << " in: " << out.text;
  }
  for (const TokenLink& link : out.sentences[0].hypotheses[0].tokens) {
    EXPECT_LE(link.source.end, text.size());
    EXPECT_LE(link.target.end, out.text.size());
  }
}

TEST_F(HardText, SoftLinksOfACutSentenceCoverAllOfIt) {
  const Translator translator({model("enpt")});
  std::string text = "The list names";
  for (int i = 1; i <= 60; ++i) text += " harbour " + std::to_string(1000 + i) + ",";
  const Translation out = translated(translator, text + " and nothing else.", {.soft_align = true});
  for (const TokenLink& link : out.sentences.at(0).hypotheses.at(0).tokens) {
    EXPECT_EQ(link.weights.size(), out.sentences[0].source_tokens.size() + 1);
  }
}

TEST_F(HardText, ScoresOfACutSentenceAreThoseOfItsWhole) {
  const Translator translator({model("enpt")});
  std::string text;
  for (int i = 0; i < 40; ++i) text += "the port counted " + std::to_string(100 + 7 * i) + " ships, ";
  const Translation out = translated(translator, text + "nobody slept.", {.beam = 2, .n_best = 2, .align = true});
  ASSERT_EQ(out.sentences.size(), 1U);
  ASSERT_EQ(out.sentences[0].hypotheses.size(), 2U);
  for (const Hypothesis& hypothesis : out.sentences[0].hypotheses) {
    // The score's length counts the pieces' end marks, too: here at most one for each 20 tokens.
    const auto length = static_cast<float>(hypothesis.tokens.size());
    EXPECT_LE(hypothesis.score, hypothesis.log_prob / (length * 1.05F));
    EXPECT_GE(hypothesis.score, hypothesis.log_prob / length);
  }
}

TEST_F(HardText, AWordWithoutEndIsCutSomewhere) {
  const Translator translator({model("enpt")}, {.workers = 2});
  const Translation out = translated(translator, std::string(20000, 'x'));
  EXPECT_EQ(out.sentences.size(), 1U);
  EXPECT_FALSE(out.text.empty());
}

TEST_F(HardText, TextOverTheLimitIsRefused) {
  const Translator translator({model("enpt")}, {.max_text_bytes = 100});
  const Result<Translation> out = translator.translate(std::string(101, 'a'));
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kTooLong);
}

/// A later piece of a cut sentence goes on where the source does; names and "I" keep their capital.
TEST_F(HardText, PiecesOfACutSentenceGoOnInSmallLetters) {
  const std::string bytes = read_file(models_folder() / "pten" / "vocab.pten.spm");
  const auto vocabulary = text::Vocabulary::load(bytes, "vocab.pten.spm");
  ASSERT_TRUE(vocabulary);
  const auto gone_on = [&](std::string text, std::string_view source) {
    translate::go_on_small(text, 4, source, **vocabulary);
    return text;
  };
  EXPECT_EQ(gone_on("so, They said that", "tenham dito que"), "so, they said that");
  EXPECT_EQ(gone_on("so, \"The road\" is", "a \"estrada\" está"), "so, \"the road\" is");
  EXPECT_EQ(gone_on("so, They said that", "Eles disseram que"), "so, They said that");
  for (const char* same : {"so, I said that", "so, Brazil said", "so, English is", "so, Monday was", "so, NATO was",
                           "so, they said", "so, ", "so, 42", "so, Xyzzyk said"}) {
    EXPECT_EQ(gone_on(same, "disse que"), same);
  }
}

TEST_F(HardText, TheSeedArticleComesOutComplete) {
  const auto path = shared_file("article/seed.txt");
  if (!path) GTEST_SKIP() << "no shared material: set DRAGOMAN_SHARED to its folder";
  const std::string source = read_file(*path);
  const Translation out = translated(Translator({model("enpt")}, {.workers = 2}), source);
  EXPECT_EQ(std::count(out.text.begin(), out.text.end(), '\n'), std::count(source.begin(), source.end(), '\n'));
  for (const SentencePair& pair : out.sentences) {
    EXPECT_TRUE(pair.complete);
    const double ratio = static_cast<double>(pair.target.end - pair.target.begin) /
                         static_cast<double>(pair.source.end - pair.source.begin);
    EXPECT_GT(ratio, 0.6) << out.text.substr(pair.target.begin, pair.target.end - pair.target.begin);
    EXPECT_LT(ratio, 1.8) << out.text.substr(pair.target.begin, pair.target.end - pair.target.begin);
  }
}

}  // namespace
}  // namespace dragoman::test
