// Headlines in capitals into running case, by the words of the document.
#include "postedit/headline_case.h"
#include <gtest/gtest.h>
#include <map>
#include "../fake_engine.h"

namespace dragoman::postedit {
namespace {

TEST(HeadlineStyle, IsSeenFromTheWords) {
  EXPECT_EQ(headline_style("US dialogue with Iraq will serve mutual interests, says Baghdad"),
            HeadlineStyle::kSentence);
  EXPECT_EQ(headline_style("Governo anuncia novas medidas para a economia"), HeadlineStyle::kSentence);
  EXPECT_EQ(headline_style("Middle East"), HeadlineStyle::kSentence);
  EXPECT_EQ(headline_style("Talks With Iraq Will Serve Mutual Interests"), HeadlineStyle::kTitle);
  EXPECT_EQ(headline_style("The Art of War in the Age of Drones"), HeadlineStyle::kTitle);
  EXPECT_EQ(headline_style("TALKS WITH IRAQ RESUME IN 2021"), HeadlineStyle::kUpper);
  EXPECT_EQ(headline_style("ПЕРЕГОВОРЫ С ИРАКОМ ВОЗОБНОВЛЕНЫ"), HeadlineStyle::kUpper);
  EXPECT_EQ(headline_style("محادثات بين العراق والولايات المتحدة"), HeadlineStyle::kSentence);
  EXPECT_EQ(headline_style(""), HeadlineStyle::kSentence);
  EXPECT_EQ(headline_style("2021 – 2022"), HeadlineStyle::kSentence);
}

WordCases cases_of_story() {
  WordCases cases("en");
  cases.add("The talks with Iraq resume on Monday. The US sent envoys from Washington, who will meet the minister.");
  return cases;
}

TEST(Truecase, TakesFormsFromTheDocument) {
  const WordCases cases = cases_of_story();
  EXPECT_EQ(truecase("US TALKS WITH IRAQ RESUME", HeadlineStyle::kUpper, cases, WordRanks()),
            "US talks with Iraq resume");
  EXPECT_EQ(truecase("WASHINGTON ENVOYS ARRIVE: UN", HeadlineStyle::kUpper, cases, WordRanks()),
            "Washington envoys arrive: UN");
}

TEST(Truecase, UnknownCapitalsOfTitleCaseMayBeNames) {
  EXPECT_EQ(truecase("Talks With Iraq Enter Safadi Round", HeadlineStyle::kTitle, cases_of_story(), WordRanks()),
            "Talks with Iraq Enter Safadi Round");
}

TEST(Truecase, TheVocabularyKnowsTheCommonCase) {
  const WordRanks rank(testing::whole_words({{"workers", 100},
                                             {"Workers", 800},
                                             {"end", 50},
                                             {"End", 300},
                                             {"Washington", 500},
                                             {"post", 200},
                                             {"Post", 500},
                                             {"who", 10},
                                             {"WHO", 1500},
                                             {"us", 20},
                                             {"US", 50},
                                             {"march", 900},
                                             {"March", 90},
                                             {"Harbour", 300},
                                             {"harbour", 900},
                                             {"hill", 60},
                                             {"Hill", 30}}));
  const WordCases none("en");
  EXPECT_EQ(truecase("Harbour Workers End Safadi Hill", HeadlineStyle::kTitle, none, rank),
            "Harbour workers end Safadi Hill");
  EXPECT_EQ(truecase("The Washington Post End", HeadlineStyle::kTitle, none, rank), "The Washington Post end");
  EXPECT_EQ(truecase("Hill Post End", HeadlineStyle::kTitle, none, rank), "Hill post end");
  EXPECT_EQ(truecase("US WORKERS END WHO MARCH IN WASHINGTON", HeadlineStyle::kUpper, none, rank),
            "US workers end who March IN Washington");
}

TEST(Truecase, AcronymsThatAreWordsToo) {
  const WordRanks rank(testing::whole_words(
      {{"us", 20}, {"US", 50}, {"the", 1}, {"THE", 9000}, {"it", 5}, {"IT", 900}, {"across", 300}, {"Across", 900}}));
  WordCases told("en");
  told.add("They told us of it. They asked us, and gave us time.");
  EXPECT_EQ(truecase("Storms Spread Across the US", HeadlineStyle::kTitle, told, rank), "Storms Spread across the US");
  EXPECT_EQ(truecase("WHAT THEY TOLD US OF IT", HeadlineStyle::kUpper, told, rank), "What they told us of it");
  told.add("US officials did not.");  // where it begins a sentence, too
  EXPECT_EQ(truecase("STORMS SPREAD ACROSS THE US", HeadlineStyle::kUpper, told, rank), "Storms spread across the US");
  EXPECT_EQ(truecase("Is It Over? IT IS", HeadlineStyle::kTitle, told, rank), "Is it Over? it IS");
}

TEST(Truecase, OfLinesOfCapitals) {
  const WordRanks rank(testing::whole_words({{"man", 80},
                                             {"Man", 110},
                                             {"MAN", 1420},
                                             {"us", 20},
                                             {"US", 90},
                                             {"Us", 700},
                                             {"Turkey", 500},
                                             {"news", 60},
                                             {"a", 1}}));
  const WordCases none("en");
  const auto cased = [&](std::string_view text) { return truecase(text, HeadlineStyle::kUpper, none, rank); };
  EXPECT_EQ(cased("MAN DIES AT SEA"), "Man dies AT SEA");
  EXPECT_EQ(cased("US NEWS OF TURKEY'S MAN"), "US news OF Turkey's MAN");
  EXPECT_EQ(cased("NEWS OF TURKEY’S Q&A"), "News OF Turkey’s Q&A");
  EXPECT_EQ(truecase("Man Tells A Story: Q&A", HeadlineStyle::kTitle, none, rank), "Man Tells a Story: Q&A");
  EXPECT_EQ(truecase("Man Tells A Story At I/A", HeadlineStyle::kTitle, none, rank), "Man Tells a Story At I/A");
}

TEST(Truecase, RareWordsAreSmallWhereTheirPiecesAreCommon) {
  const WordRanks ranks([](std::string_view word) -> std::vector<WordPiece> {
    const std::map<std::string_view, std::vector<WordPiece>> kPieces = {
        {"resigns", {{9000, 6}, {5, 1}}},     {"Resigns", {{300, 2}, {8000, 4}, {5, 1}}},
        {"ceasefire", {{900, 5}, {4000, 4}}}, {"Ceasefire", {{700, 2}, {9000, 3}, {4000, 4}}},
        {"macron", {{8000, 5}, {40, 1}}},     {"Macron", {{2000, 3}, {60, 3}}},
        {"orban", {{20, 2}, {900, 3}}},       {"Orban", {{90, 2}, {900, 3}}}};
    const auto found = kPieces.find(word);
    return found == kPieces.end() ? std::vector<WordPiece>() : found->second;
  });
  const WordCases none("en");
  EXPECT_EQ(truecase("Macron Resigns After UN Ceasefire: Orban", HeadlineStyle::kTitle, none, ranks),
            "Macron resigns After UN ceasefire: Orban");
}

TEST(Truecase, NeverChangesTheLength) {
  WordCases cases("tr");
  cases.add("bu akşam ısı artıyor, istanbul");
  for (const std::string text : {"ISI ARTIYOR İSTANBUL", "STRASSE ẞ GROSS WEISS", "ÉTÉ À LA MER"}) {
    EXPECT_EQ(truecase(text, HeadlineStyle::kUpper, cases, WordRanks()).size(), text.size()) << text;
  }
}

TEST(Truecase, SentenceStyleIsLeftAlone) {
  EXPECT_EQ(truecase("Talks with NATO", HeadlineStyle::kSentence, cases_of_story(), WordRanks()), "Talks with NATO");
}

}  // namespace
}  // namespace dragoman::postedit
