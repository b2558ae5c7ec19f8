// Plain text of many lines, post-edited, as a Translation.
#include "dragoman/post_edit.h"
#include <gtest/gtest.h>
#include <utility>
#include "../fake_engine.h"

namespace dragoman {
namespace {

const PostEditOptions kToPortuguese = {"en", "pt", {}};

TranslateText edited(TranslateText engine) {
  Result<TranslateText> out = post_edited(std::move(engine), kToPortuguese);
  return out ? *out : TranslateText();
}

TranslateText careless(testing::FakeEngine& engine) {
  engine.word = [](std::string_view word) {
    if (word == "@desk") return std::string("mesa");
    return word == "team" ? std::string("equipa") : std::string(word);
  };
  return engine.function();
}

TEST(PostEdit, LinesAndWhiteSpaceStay) {
  testing::FakeEngine engine;
  const std::string text = "\n  One team won. Two.\r\n\n\tAsk @desk  \nend";
  const auto out = edited(careless(engine))(text, {});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, "\n  One equipe won. Two.\r\n\n\tAsk @desk  \nend");
  ASSERT_EQ(out->sentences.size(), 4U);
  EXPECT_EQ(out->sentences[1].source, (ByteRange{17, 21}));
  for (const SentencePair& pair : out->sentences) EXPECT_TRUE(pair.hypotheses.empty());
}

TEST(PostEdit, TokensAreThoseOfTheEditedText) {
  testing::FakeEngine engine;
  const auto out = edited(careless(engine))("x\nOne team won", {.align = true});
  ASSERT_TRUE(out);
  ASSERT_EQ(out->sentences.size(), 2U);
  const Hypothesis& best = out->sentences[1].hypotheses.front();
  EXPECT_EQ(best.text, "One equipe won");
  ASSERT_EQ(best.tokens.size(), 3U);
  EXPECT_EQ(best.tokens[1].source, (ByteRange{6, 10}));
  EXPECT_EQ(best.tokens[1].target, (ByteRange{4, 10}));
}

/// The engine is given whole words, and what it says of places is told in the text's own.
TEST(PostEdit, MarksWhereAWordMayBreakAreForNobodyToRead) {
  testing::FakeEngine engine;
  const std::string text = "One te\u00ADam \u200Bwon\u00AD.\nกา\u200Bกา";
  const auto out = edited(careless(engine))(text, {.align = true});
  ASSERT_TRUE(out);
  EXPECT_EQ(engine.seen.substr(0, 13), "One team won.");
  EXPECT_EQ(out->text, "One equipe won.\nกา\u200Bกา");
  EXPECT_EQ(out->sentences.front().source, (ByteRange{0, text.find('\n')}));
  EXPECT_EQ(out->sentences.front().hypotheses.front().tokens[1].source, (ByteRange{4, 10}));
}

/// "in Lagos" alone is a riddle to an engine.
TEST(PostEdit, APlaceInABylineIsNotAskedForAlone) {
  testing::FakeEngine engine;
  const auto out = edited(careless(engine))("By Ana Ruel in Lagos\nBy Ana Ruel, team editor", {});
  ASSERT_TRUE(out);
  EXPECT_PRED2([](const std::string& all, const char* part) { return all.find(part) != all.npos; }, engine.seen,
               "Ana Ruel in Lagos");
  EXPECT_EQ(out->text, "Por Ana Ruel in Lagos\nPor Ana Ruel, equipe editor");
}

TEST(PostEdit, LinesInTheTargetLanguageComeBackAsTheyAre) {
  testing::FakeEngine engine{.word = [](std::string_view) { return std::string("x"); }};
  const std::string line = "O presidente disse que a reunião foi adiada para sexta-feira.";
  const auto out = edited(engine.function())("The vote is over.\n" + line, {});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, "X x x x\n" + line);
  EXPECT_TRUE(out->sentences.back().copied);
}

TEST(PostEdit, ALineDependsOnItselfAndTheDocument) {
  const std::string line = "The strike began on Monday.", war = "The air strike killed ten soldiers, the army said.";
  const auto seen = [](const std::string& text, const std::string& document) {
    testing::FakeEngine engine;
    PostEditOptions options = kToPortuguese;
    options.document = document;
    EXPECT_TRUE((*post_edited(engine.function(), options))(text, {}));
    return engine.seen.substr(0, engine.seen.find('\n'));
  };
  EXPECT_EQ(seen(line, ""), line);
  EXPECT_EQ(seen(line + "\n" + war, ""), line);
  const std::string told = seen(line, line + "\n" + war);
  EXPECT_NE(told, line);
  EXPECT_EQ(seen(line + "\n" + war, line + "\n" + war), told);
}

TEST(PostEdit, ScoresAreTheEngines) {
  const TranslateText engine = [](std::string_view text, const TranslateOptions&) -> Result<Translation> {
    SentencePair pair;
    pair.source = {0, text.size() - 1};
    pair.target = {0, 4};
    pair.log_prob = -1.5F;
    Hypothesis& best = pair.hypotheses.emplace_back();
    best.text = "Sim.";
    best.tokens = {{{0, 3}, {0, 3}, -1, {}}, {{3, 4}, {3, 4}, -0.5F, {}}};
    return Translation{"Sim.\n", {pair}};
  };
  const auto out = edited(engine)("Yes.", {.align = true, .scores = true});
  ASSERT_TRUE(out);
  const Hypothesis& best = out->sentences[0].hypotheses.at(0);
  EXPECT_FLOAT_EQ(best.score, -0.5F);  // two tokens and the end mark
  ASSERT_EQ(best.tokens.size(), 2U);
  EXPECT_FLOAT_EQ(best.tokens[0].log_prob, -1);
}

TEST(PostEdit, SentencesAreToldInOrder) {
  testing::FakeEngine engine;
  std::string told;
  TranslateOptions options;
  options.on_sentence = [&](const SentencePair& pair, std::string_view target) {
    told += std::string(target.substr(pair.target.begin)) + "|";
  };
  ASSERT_TRUE(edited(careless(engine))("One. Two team won.\nThree", options));
  EXPECT_EQ(told, "One.|Two equipe won.|Three|");
}

TEST(PostEdit, ALongTextGoesInParts) {
  testing::FakeEngine engine;
  std::string text, wanted;
  for (int i = 0; i < 3000; ++i) {
    text += "Line " + std::to_string(i) + " of the team here\n\n";
    wanted += "Line " + std::to_string(i) + " of the equipe here\n\n";
  }
  const auto out = edited(careless(engine))(text, {});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, wanted);
  EXPECT_EQ(out->sentences.size(), 3000U);
  EXPECT_GT(engine.calls, 3U);
}

TEST(PostEdit, EachOfAnNBestListIsMended) {
  testing::FakeEngine engine;
  const TranslateText once = careless(engine);
  const TranslateText twice = [&once](std::string_view text, const TranslateOptions& options) {
    Result<Translation> out = once(text, options);
    for (SentencePair& pair : out->sentences) {
      pair.hypotheses.push_back(pair.hypotheses.front());
      Hypothesis& other = pair.hypotheses.back();
      other.text += "!";
      other.tokens.back().target.end += 1;
      other.log_prob = pair.hypotheses.front().log_prob - 2;
    }
    return out;
  };
  const auto out = edited(twice)("One team won. Our team", {.beam = 2, .n_best = 2});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, "One equipe won. Our equipe");
  ASSERT_EQ(out->sentences.size(), 2U);
  ASSERT_EQ(out->sentences[1].hypotheses.size(), 2U);
  EXPECT_EQ(out->sentences[1].hypotheses[0].text, "Our equipe");
  EXPECT_EQ(out->sentences[1].hypotheses[1].text, "Our equipe!");
  EXPECT_EQ(out->sentences[1].hypotheses[1].log_prob, out->sentences[1].hypotheses[0].log_prob - 2);
}

TEST(PostEdit, HypothesesMendedIntoTheSameWordsCountOnce) {
  const TranslateText engine = [](std::string_view text, const TranslateOptions&) -> Result<Translation> {
    SentencePair pair;
    pair.source = {0, text.size() - 1};
    pair.target = {0, 6};
    for (const std::string said : {"Equipa", "Equipe", "Equipas"}) {
      pair.hypotheses.push_back({.text = said, .tokens = {{{0, said.size()}, {0, 4}, -1, {}}}});
    }
    return Translation{"Equipa\n", {pair}};
  };
  const auto out = edited(engine)("Team", {.beam = 3, .n_best = 3});
  ASSERT_TRUE(out);
  ASSERT_EQ(out->sentences.size(), 1U);
  const std::vector<Hypothesis>& all = out->sentences[0].hypotheses;
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].text, "Equipe");
  EXPECT_EQ(all[1].text, "Equipes");
}

TEST(PostEdit, LinesWithNothingForTheEngineAreCopied) {
  testing::FakeEngine engine;
  std::vector<std::string> told;
  TranslateOptions options;
  options.scores = true;
  options.on_sentence = [&](const SentencePair&, std::string_view target) { told.emplace_back(target); };
  const std::string text = "One\n\n  @desk \nhttps://a.example/b\n";
  const auto out = edited(careless(engine))(text, options);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, text);
  ASSERT_EQ(out->sentences.size(), 3U);
  EXPECT_FALSE(out->sentences[0].copied);
  for (const std::size_t i : {1U, 2U}) {
    EXPECT_TRUE(out->sentences[i].copied && out->sentences[i].complete);
    EXPECT_EQ(out->sentences[i].source, out->sentences[i].target);
  }
  EXPECT_EQ(out->sentences[1].source, (ByteRange{7, 12}));
  EXPECT_EQ(told.size(), 3U);
}

// Whoever builds a page or a memory from the pairs has all of the text.
TEST(PostEdit, AllWordsAreInAPair) {
  testing::FakeEngine engine;
  const std::string text = "One team won \u2605. Photo: Ann Lee/AP\nAsk @desk";
  const auto out = edited(careless(engine))(text, {.align = true});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, "One equipe won \u2605. Photo: Ann Lee/AP\nAsk @desk");
  ASSERT_EQ(out->sentences.size(), 3U);
  EXPECT_EQ(out->sentences[0].source, (ByteRange{0, text.find(" Photo")}));
  EXPECT_EQ(out->sentences[0].hypotheses[0].text, "One equipe won \u2605.");
  EXPECT_TRUE(out->sentences[1].copied);
  EXPECT_EQ(out->sentences[1].source, (ByteRange{text.find("Photo"), text.find('\n')}));
  EXPECT_FALSE(out->sentences[2].copied);
  EXPECT_EQ(out->sentences[2].source.end, text.size());
}

TEST(PostEdit, SoftAlignmentsAreTheEngines) {
  testing::FakeEngine engine;
  EXPECT_EQ(edited(careless(engine))("team", {.soft_align = true})->text, "equipa\n");
}

TEST(PostEdit, UnknownLanguagesAreRefused) {
  testing::FakeEngine engine;
  const auto out = post_edited(engine.function(), {"en", "", {}});
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kBadLanguage);
}

TEST(PostEdit, WhatCannotBeMendedIsCopiedAndSaysSo) {
  testing::FakeEngine engine{.word = [](std::string_view) { return std::string(); }};
  const auto out = edited(engine.function())("Gone", {});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, "Gone");
  ASSERT_EQ(out->sentences.size(), 1U);
  EXPECT_TRUE(out->sentences[0].copied);
  EXPECT_FALSE(out->sentences[0].complete);
}

}  // namespace
}  // namespace dragoman
