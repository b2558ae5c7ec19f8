// Lines through an engine that makes one kind of mistake at a time.
#include "postedit/post_editor.h"
#include <gtest/gtest.h>
#include <algorithm>
#include <map>
#include <utility>
#include "../fake_engine.h"

namespace dragoman::postedit {
namespace {

LineContext context(std::function<bool(char32_t)> can_write = {}) {
  return {"en", "pt", {.can_write = std::move(can_write), .can_read = {}, .word_pieces = {}}, WordCases("en")};
}

/// An engine whose n-best list holds what `other` makes of each word behind what `word` makes of it.
struct TwoMinds {
  testing::FakeEngine first, second;
  std::vector<unsigned> beams = {};
  TranslateText function() {
    return [this](std::string_view text, const TranslateOptions& options) -> Result<Translation> {
      beams.push_back(options.beam);
      Result<Translation> out = first.function()(text, options);
      const Result<Translation> others = second.function()(text, options);
      for (std::size_t i = 0; options.n_best > 1 && i < out->sentences.size(); ++i) {
        out->sentences[i].hypotheses.push_back(others->sentences[i].hypotheses.front());
      }
      return out;
    };
  }
};

std::string edited(const TranslateText& engine, const SourceLine& line, const LineContext& known = context()) {
  const std::vector<SourceLine> lines = {line};
  const auto out = PostEditor(engine, known, "").edit(lines, {});
  if (!out) return "error: " + out.error().what;
  if (!out->front().failure.empty()) return "failed: " + out->front().failure;
  std::vector<ByteRange> places;
  return joined(out->front().sentences, line.text, places).text;
}

TEST(PostEditor, LinesKeepTheirSentencesAndPlaces) {
  testing::FakeEngine engine{.word = [](std::string_view word) { return "<" + std::string(word) + ">"; }};
  const std::vector<SourceLine> lines = {{"One two. Three."}, {""}, {"Four"}};
  const auto out = PostEditor(engine.function(), context(), "").edit(lines, {});
  ASSERT_TRUE(out);
  ASSERT_EQ(out->size(), 3U);
  ASSERT_EQ((*out)[0].sentences.size(), 2U);
  EXPECT_EQ((*out)[0].sentences[1].source, (ByteRange{9, 15}));
  EXPECT_EQ((*out)[0].sentences[1].target.text, "<Three.>");
  EXPECT_TRUE((*out)[1].sentences.empty());
  EXPECT_EQ((*out)[2].sentences[0].target.text, "<Four>");
  EXPECT_EQ(engine.calls, 1U);
}

TEST(PostEditor, CopiedWordsOfATitleAreTriedInSmallLetters) {
  testing::FakeEngine engine{.word = [](std::string_view word) {
    return std::string(word == "mend" ? "reparar" : word == "ties" ? "laços" : word);
  }};
  const SourceLine title = {"The King Visits Kenya to Mend Safadi Ties", {}, LineKind::kHeading};
  EXPECT_EQ(edited(engine.function(), title), "The King Visits Kenya to reparar Safadi laços");
  EXPECT_EQ(engine.calls, 3U);
  LineContext known = context();
  known.cases.add("they spoke of Mend and of Ties");
  EXPECT_EQ(edited(engine.function(), title, known), title.text);
  engine.calls = 0;
  EXPECT_EQ(edited(engine.function(), {title.text}), title.text);  // running text is taken at its word
  EXPECT_EQ(engine.calls, 1U);
}

LineContext ranked(std::map<std::string, std::size_t, std::less<>> ranks) {
  LineContext out = context();
  out.vocabulary.word_pieces = testing::whole_words(std::move(ranks));
  return out;
}

TEST(PostEditor, TranslatedWordsOfATitleLoseItsCapital) {
  // "Turkey" in small letters is another word, and "World Cup" may be a name.
  testing::FakeEngine engine{.word = [](std::string_view word) -> std::string {
    static const std::map<std::string_view, std::string> kSaid = {
        {"Storm", "Tempestade"}, {"storm", "tempestades"}, {"Turkey", "Turquia"},
        {"turkey", "peru"},      {"World", "Mundo"},       {"world", "mundo"},
        {"Cup", "Copa"},         {"cup", "copa"},          {"in", "em"},
        {"hits", "atinge"}};
    const auto found = kSaid.find(word);
    return found == kSaid.end() ? std::string(word) : found->second;
  }};
  const LineContext known = ranked({{"Storm", 90},
                                    {"storm", 60},
                                    {"Turkey", 60},
                                    {"turkey", 50},
                                    {"World", 60},
                                    {"world", 50},
                                    {"Cup", 90},
                                    {"cup", 80},
                                    {"in", 5},
                                    {"hits", 50},
                                    {"Hits", 900}});
  EXPECT_EQ(edited(engine.function(), {"A Big Storm Hits World Cup in Turkey", {}, LineKind::kHeading}, known),
            "A Big Tempestade atinge Mundo Copa em Turquia");  // "Big Storm" may be a name
  EXPECT_EQ(edited(engine.function(), {"The Big, Storm Hits World Cup in Turkey", {}, LineKind::kHeading}, known),
            "The Big, tempestade atinge Mundo Copa em Turquia");
}

TEST(PostEditor, TheFirstWordIsTriedInSmallLettersWhereThatIsCommon) {
  testing::FakeEngine engine{.word = [](std::string_view word) -> std::string {
    return word == "quitting" ? "saindo" : word == "bush" ? "mata" : word == "news" ? "notícias" : std::string(word);
  }};
  const LineContext known = ranked({{"quitting", 90}, {"bush", 90}, {"Bush", 50}, {"news", 9}});
  EXPECT_EQ(edited(engine.function(), {"QUITTING NEWS"}, known), "SAINDO NOTÍCIAS");
  EXPECT_EQ(edited(engine.function(), {"Quitting Safadi: Today Now", {}, LineKind::kHeading}, known),
            "Saindo Safadi: Today Now");
  EXPECT_EQ(edited(engine.function(), {"Bush Safadi: Today Now", {}, LineKind::kHeading}, known),
            "Bush Safadi: Today Now");
}

TEST(PostEditor, EverySentenceOfATitleBeginsWithACapital) {
  testing::FakeEngine engine;
  const LineContext known = ranked({{"our", 5}, {"Our", 50}, {"goes", 5}, {"Goes", 50}});
  EXPECT_EQ(edited(engine.function(), {"Safadi Goes Home. Our Safadi Goes Home", {}, LineKind::kHeading}, known),
            "Safadi goes Home. Our Safadi goes Home");
}

TEST(PostEditor, LabelsAreTranslatedBetweenTheirSigns) {
  testing::FakeEngine engine{.word = [](std::string_view word) -> std::string {
    return word == "Photo(s):" ? "Foto(:" : word == "Photo" ? "Foto" : word == "(301)" ? "301" : std::string(word);
  }};
  EXPECT_EQ(edited(engine.function(), {"Photo(s): (301)"}), "Foto(s): (301)");
  EXPECT_EQ(engine.calls, 2U);
}

TEST(PostEditor, ADateThatWasLostComesBackWhole) {
  testing::FakeEngine engine{.word = [](std::string_view word) -> std::string {
    return word == "5" || word == "Mar" ? "" : word == "Published" ? "Publicado" : std::string(word);
  }};
  EXPECT_EQ(edited(engine.function(), {"Published on 5 Mar 2026 here"}), "Publicado on 5 de março de 2026 here");
}

TEST(PostEditor, LocksArePutBackWithoutAnotherCall) {
  testing::FakeEngine engine{
      .word = [](std::string_view word) { return std::string(word == "@desk" ? "mesa" : word); }};
  EXPECT_EQ(edited(engine.function(), {"Follow @desk now"}), "Follow @desk now");
  EXPECT_EQ(engine.calls, 1U);
}

TEST(PostEditor, WhatTheModelCannotWriteIsLocked) {
  testing::FakeEngine engine{
      .word = [](std::string_view word) { return std::string(word == "Erdoğan" ? "Erdo-an" : word); }};
  EXPECT_EQ(edited(engine.function(), {"President Erdoğan spoke"}, context([](char32_t c) { return c < 0x100; })),
            "President Erdoğan spoke");
}

TEST(PostEditor, AnotherHypothesisIsTakenWhereItHasFewerFaults) {
  // The first invents a number; the second has none of its own.
  TwoMinds engine{{.word = [](std::string_view word) { return std::string(word == "won" ? "venceu 77" : word); }}, {}};
  EXPECT_EQ(edited(engine.function(), {"They won here"}), "They won here");
  EXPECT_EQ(engine.beams, (std::vector<unsigned>{1, 4}));
}

TEST(PostEditor, ANegationThatWasLostIsSoughtInOtherHypotheses) {
  const auto say = [](std::string word) {
    return [word](std::string_view each) { return each == "not" ? word : std::string(each); };
  };
  TwoMinds engine{{.word = say("de")}, {.word = say("não")}};
  EXPECT_EQ(edited(engine.function(), {"They did not win"}), "They did não win");
  EXPECT_EQ(engine.beams, (std::vector<unsigned>{1, 4}));
}

TEST(PostEditor, OfFaultyHypothesesTheFirstStays) {
  const auto inventive = [](std::string_view word) { return std::string(word == "won" ? "venceu 77" : word); };
  TwoMinds engine{{.word = inventive}, {.word = inventive}};
  EXPECT_EQ(edited(engine.function(), {"They won here"}), "They venceu 77 here");
}

TEST(PostEditor, WithNothingToMendThereIsOneCall) {
  TwoMinds engine{{}, {}};
  EXPECT_EQ(edited(engine.function(), {"They won 77 games"}), "They won 77 games");
  EXPECT_EQ(engine.beams, (std::vector<unsigned>{1}));
}

TEST(PostEditor, MarksRoundWhatIsLockedAtTheEndsGoWithIt) {
  testing::FakeEngine engine;
  EXPECT_EQ(edited(engine.function(), {"Could now open “%s”…"}), "Could now open “%s”…");
  EXPECT_EQ(edited(engine.function(), {"“%s” was seen there"}), "“%s” was seen there");
  EXPECT_EQ(edited(engine.function(), {"A blank \"\u00A0\" here"}), "A blank \"\u00A0\" here");
  EXPECT_EQ(engine.seen, "Could now open\nwas seen there\nA blank here\n");
}

TEST(PostEditor, WordsLostBesideALockAreSaidInParts) {
  // The engine knows the words alone, and drops them behind a sign that it cannot read.
  const TranslateText engine = [](std::string_view text, const TranslateOptions& options) {
    const bool sign = text.find("%d") != std::string_view::npos;
    testing::FakeEngine fake{
        .word = [sign](std::string_view word) { return std::string(sign && word == "message." ? "" : word); }};
    return fake.function()(text, options);
  };
  EXPECT_EQ(edited(engine, {"You have %d message."}), "You have %d message.");
}

TEST(PostEditor, RunningTextInCapitalsIsGivenInSmallLetters) {
  testing::FakeEngine engine;
  EXPECT_EQ(edited(engine.function(), {"THE MAYOR LEFT. SHE RESIGNED ON MONDAY."}),
            "THE MAYOR LEFT. SHE RESIGNED ON MONDAY.");
  EXPECT_EQ(engine.seen, "THE mayor left. SHE resigned ON monday.\n");
}

TEST(PostEditor, RunningTextWithASmallLetterIsNotAllInCapitals) {
  testing::FakeEngine engine;
  EXPECT_EQ(edited(engine.function(), {"But no, HE KNOWS HER POINT BETTER"}), "But no, HE KNOWS HER POINT BETTER");
}

TEST(PostEditor, DatesInFiguresArriveWhole) {
  testing::FakeEngine engine{.word = [](std::string_view word) {
    return std::string(word == "2020-05-06." ? "2020-06." : word == "12/31/1999" ? "3/12/1999" : word);
  }};
  EXPECT_EQ(edited(engine.function(), {"Born 12/31/1999 died 2020-05-06."}), "Born 31/12/1999 died 2020-05-06.");
  EXPECT_EQ(engine.calls, 1U);
}

TEST(PostEditor, TypographyOfThePage) {
  testing::FakeEngine engine;
  EXPECT_EQ(edited(engine.function(), {"He said “so” – in 2010–12…"}), "He said “so” – in 2010–12…");
  EXPECT_EQ(engine.seen, "He said \"so\" - in 2010-12…\n");
}

TEST(PostEditor, OneVarietyOfTheTarget) {
  testing::FakeEngine engine{
      .word = [](std::string_view word) { return std::string(word == "team" ? "equipa" : word); }};
  EXPECT_EQ(edited(engine.function(), {"The team won"}), "The equipe won");
}

TEST(PostEditor, NothingFromTheEngineIsAFailureOfItsLineAlone) {
  testing::FakeEngine engine{.word = [](std::string_view word) { return std::string(word == "Gone" ? "" : word); }};
  const std::vector<SourceLine> lines = {{"Gone"}, {"Here"}};
  const auto out = PostEditor(engine.function(), context(), "").edit(lines, {});
  ASSERT_TRUE(out);
  EXPECT_NE((*out)[0].failure, "");
  EXPECT_TRUE((*out)[0].sentences.empty());
  EXPECT_EQ((*out)[1].failure, "");
}

TEST(PostEditor, ErrorsOfTheEngineArePassedOn) {
  const TranslateText broken = [](std::string_view, const TranslateOptions&) -> Result<Translation> {
    return Error{ErrorCode::kDeadline, 0, "too late"};
  };
  EXPECT_EQ(edited(broken, {"One"}), "error: too late");
}

LineContext settled(std::string_view sentence, Advice advice) {
  LineContext known = context();
  known.advise = [sentence = std::string(sentence), advice = std::move(advice)](
                     std::string_view asked) -> Result<Advice> { return asked == sentence ? advice : Advice{}; };
  return known;
}

TEST(PostEditor, ASettledSentenceComesOutAsItIs) {
  testing::FakeEngine engine{
      .word = [](std::string_view word) { return std::string(word == "team" ? "equipa" : word); }};
  const LineContext known =
      settled("The team won.", {StoredPair{.source = "The team won.", .target = "A equipa  (não 2) ganhou"}, {}, {}});
  EXPECT_EQ(edited(engine.function(), {"The team won. The team lost."}, known),
            "A equipa  (não 2) ganhou The equipe lost.");
}

TEST(PostEditor, ASettledLineIsOneSentence) {
  testing::FakeEngine engine;
  const LineContext known = settled("One. Two.", {StoredPair{.source = "One. Two.", .target = "Um e dois."}, {}, {}});
  const std::vector<SourceLine> lines = {{"One. Two."}};
  const auto out = PostEditor(engine.function(), known, "").edit(lines, {});
  ASSERT_TRUE(out);
  ASSERT_EQ(out->front().sentences.size(), 1U);
  EXPECT_EQ(out->front().sentences[0].target.text, "Um e dois.");
  EXPECT_TRUE(out->front().sentences[0].remembered);
}

TEST(PostEditor, TermsAreForcedAndElseWrittenOver) {
  Advice advice;
  advice.terms.push_back({{4, 9}, {.source = "talks", .target = "negociações"}, false});
  const auto say = [](std::string word) {
    return [word](std::string_view each) { return std::string(each == "talks" ? word : std::string(each)); };
  };
  TwoMinds minds{{.word = say("conversas")}, {.word = say("negociações")}};
  EXPECT_EQ(edited(minds.function(), {"The talks failed"}, settled("The talks failed", advice)),
            "The negociações failed");
  testing::FakeEngine deaf{.word = say("conversas")};
  EXPECT_EQ(edited(deaf.function(), {"The talks failed"}, settled("The talks failed", advice)),
            "The negociações failed");
}

/// The engine as it is: it refuses phrases that its vocabulary cannot write, and says nothing else than by itself.
TranslateText refusing(testing::FakeEngine& engine, const std::function<bool(std::string_view)>& refuses) {
  return [inner = engine.function(), refuses](std::string_view text,
                                              const TranslateOptions& options) -> Result<Translation> {
    for (const PhraseConstraint& constraint : options.constraints) {
      if (refuses(constraint.phrase)) return Error{ErrorCode::kBadArgument, 0, "cannot write it"};
    }
    return inner(text, options);
  };
}

TEST(PostEditor, TermsThatTheEngineCannotWriteAreWrittenOver) {
  testing::FakeEngine engine;
  const auto ascii = [](char32_t c) { return c < 0x80; };
  const TranslateText strict = refusing(engine, [](std::string_view phrase) {
    return std::ranges::any_of(phrase, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  });
  for (const std::string target : {"会谈", "Łódź", "会 谈判", "🤝"}) {
    Advice advice;
    advice.terms.push_back({{4, 9}, {.source = "talks", .target = target}, false});
    LineContext known = settled("The talks failed", advice);
    known.vocabulary.can_write = ascii;
    EXPECT_EQ(edited(strict, {"The talks failed"}, known), "The " + target + " failed");
  }
}

/// Its characters alone do not tell that the engine cannot write a phrase.
TEST(PostEditor, TermsThatTheEngineRefusesAreWrittenOver) {
  testing::FakeEngine engine;
  Advice advice;
  advice.terms.push_back({{4, 9}, {.source = "talks", .target = "negociações"}, false});
  const TranslateText strict = refusing(engine, [](std::string_view) { return true; });
  EXPECT_EQ(edited(strict, {"The talks failed"}, settled("The talks failed", advice)), "The negociações failed");
}

/// One term that cannot be written does not keep another from being said by the engine itself.
TEST(PostEditor, PlainLettersAreForcedAndWrittenInTheTermsOwn) {
  Advice advice;
  advice.terms.push_back({{4, 10}, {.source = "leader", .target = "Erdoğan"}, false});
  advice.terms.push_back({{11, 17}, {.source = "failed", .target = "会谈"}, false});
  const auto say = [](std::string word) {
    return [word](std::string_view each) { return std::string(each == "leader" ? word : std::string(each)); };
  };
  TwoMinds minds{{.word = say("the o líder")}, {.word = say("Erdogan")}};
  LineContext known = settled("The leader failed", advice);
  known.vocabulary.can_write = [](char32_t c) { return c < 0x80; };
  EXPECT_EQ(edited(minds.function(), {"The leader failed"}, known), "The Erdoğan 会谈");
}

/// The engine leaves out what the term stands for: no word is there to write over.
TEST(PostEditor, TermsWithoutAPlaceAreSaidBetweenParts) {
  testing::FakeEngine engine{
      .word = [](std::string_view word) { return std::string(word == "round" || word == "talks" ? "" : word); }};
  Advice advice;
  advice.terms.push_back({{4, 15}, {.source = "round talks", .target = "negociações alargadas"}, false});
  const std::vector<SourceLine> lines = {{"The round talks failed"}};
  const auto out = PostEditor(engine.function(), settled("The round talks failed", advice), "").edit(lines, {});
  ASSERT_TRUE(out);
  ASSERT_EQ(out->front().sentences.size(), 1U);
  EXPECT_EQ(out->front().sentences[0].target.text, "The negociações alargadas failed");
  EXPECT_EQ(out->front().note, "a sentence was translated in parts, to say the glossary's \"negociações alargadas\"");
}

/// Only sentences that speak to a friend are asked for again, without his words.
TEST(PostEditor, FormalIsWithoutWordsToAFriend) {
  std::vector<std::size_t> forbidden;
  const auto say = [](std::string other) {
    testing::FakeEngine engine{
        .word = [other](std::string_view word) { return word == "you" ? other : std::string(word); }};
    return engine;
  };
  testing::FakeEngine friendly = say("te"), formal = say("você");
  const TranslateText engine = [&](std::string_view text, const TranslateOptions& options) {
    forbidden.push_back(options.constraints.size());
    return (options.constraints.empty() ? friendly : formal).function()(text, options);
  };
  LineContext known = context();
  EXPECT_EQ(edited(engine, {"We saw you there"}, known), "We saw te there");
  known.formal = true;
  EXPECT_EQ(edited(engine, {"We saw you there"}, known), "We saw você there");
  EXPECT_GT(forbidden.back(), 0U);
  forbidden.clear();
  EXPECT_EQ(edited(engine, {"We saw him there"}, known), "We saw him there");
  EXPECT_EQ(forbidden, std::vector<std::size_t>{0});
}

TEST(PostEditor, AdviceThatCannotBeHadIsAnError) {
  testing::FakeEngine engine;
  LineContext known = context();
  known.advise = [](std::string_view) -> Result<Advice> { return Error{ErrorCode::kBusy, 0, "locked"}; };
  EXPECT_EQ(edited(engine.function(), {"Talks failed"}, known), "error: locked");
}

}  // namespace
}  // namespace dragoman::postedit
