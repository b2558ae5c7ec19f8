// Words of news that have two senses, told by the words round them.
#include "fidelity/senses.h"
#include <gtest/gtest.h>

namespace dragoman::fidelity {
namespace {

std::string plain(const std::string& text, const std::string& document = "", std::string_view language = "en") {
  return Rewritten(text, plain_senses(text, document.empty() ? text : document, language)).text();
}

TEST(Senses, TheSentenceDecides) {
  EXPECT_EQ(plain("The strike killed two soldiers."), "The attack killed two soldiers.");
  EXPECT_EQ(plain("The strike by rail workers went on."), "The strike by rail workers went on.");
  EXPECT_EQ(plain("Strikes on the militia's base went on."), "Attacks on the militia's base went on.");
}

TEST(Senses, WhatIsReadRightlyStays) {
  const std::string line = "The retaliatory US drone strike that killed the commander raised tensions.";
  EXPECT_EQ(plain(line), line);
  EXPECT_EQ(plain("Air strikes and rocket strikes hit the port."), "Air strikes and rocket attacks hit the port.");
}

TEST(Senses, ElseTheDocument) {
  const std::string line = "It was the second strike in a week.";
  EXPECT_EQ(plain(line), line);
  EXPECT_EQ(plain(line, "Missiles hit the airport. " + line), "It was the second attack in a week.");
  EXPECT_EQ(plain(line, "Teachers want better pay. " + line), line);
}

TEST(Senses, OnlyTheLineOfAWordCountsAsItsSentence) {
  EXPECT_EQ(plain("Warplanes hit a base.\nThe union called a strike over pay."),
            "Warplanes hit a base.\nThe union called a strike over pay.");
}

TEST(Senses, LongLinesTakeLinearTime) {
  std::string line, wanted;
  for (int i = 0; i < 30'000; ++i) line += "strike by missile, ", wanted += "attack by missile, ";
  EXPECT_TRUE(plain(line) == wanted);
  EXPECT_TRUE(plain("The strike by rail workers.\n\n" + line) == "The strike by rail workers.\n\n" + wanted);
}

TEST(Senses, PhrasesWithoutCues) {
  EXPECT_EQ(plain("She stood down after the vote."), "She resigned after the vote.");
  EXPECT_EQ(plain("Gunmen stormed the bank."), "Armed men stormed the bank.");
}

TEST(Senses, NamesAndUnitsStay) {
  EXPECT_EQ(plain("He saw the film Strike, about a missile."), "He saw the film Strike, about a missile.");
  EXPECT_EQ(plain("At 6:30 PM the PM spoke."), "At 6:30 PM the prime minister spoke.");
  EXPECT_EQ(plain("PM to visit."), "Prime minister to visit.");
}

TEST(Senses, LanguagesWithoutRulesAreLeftAlone) {
  EXPECT_EQ(plain("The strike killed two soldiers.", "", "xx"), "The strike killed two soldiers.");
  EXPECT_EQ(plain("O prefeito foi cassado pelo tribunal.", "", "pt-BR"),
            "O prefeito foi afastado do cargo pelo tribunal.");
  EXPECT_EQ(plain("O visto foi cassado.", "", "pt"), "O visto foi cassado.");
}

TEST(Senses, NumberedDaysOfTheWeek) {
  EXPECT_EQ(plain("Ele volta na 5ª feira.", "", "pt"), "Ele volta na quinta-feira.");
  EXPECT_EQ(plain("A reunião é na 2ª feira. O jogo é na 4ª-feira.", "", "pt"),
            "A reunião é na segunda-feira. O jogo é na quarta-feira.");
  EXPECT_EQ(plain("A 5ª edição da feira abre.", "", "pt"), "A 5ª edição da feira abre.");
}

}  // namespace
}  // namespace dragoman::fidelity
