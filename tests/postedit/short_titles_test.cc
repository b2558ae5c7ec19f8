// Titles of a few words: which lines are such, what is wrong with a translation, the forms that are tried instead.
#include "postedit/short_titles.h"

#include <gtest/gtest.h>

#include "../fake_engine.h"
#include "postedit/post_editor.h"

namespace dragoman::postedit {
namespace {

LineContext known(std::map<std::string, std::size_t, std::less<>> ranks, std::string target = "pt") {
  return {"en",
          std::move(target),
          {.can_write = {}, .can_read = {}, .word_pieces = testing::whole_words(std::move(ranks))},
          WordCases("en")};
}
const std::map<std::string, std::size_t, std::less<>> kWords = {{"storm", 50},  {"Storm", 90}, {"health", 20},
                                                                {"Health", 40}, {"care", 20},  {"Care", 50},
                                                                {"in", 5},      {"London", 30}};

Draft draft(std::string text) { return {.source = text, .form = text, .locked = {}, .emphasised = {}, .target = {}}; }

std::size_t faults(std::string source, std::string target, const LineContext& context = known(kWords)) {
  return title_faults(draft(std::move(source)), {std::move(target), {}}, context);
}

std::vector<std::string> forms(std::string text, const LineContext& context = known(kWords)) {
  std::vector<std::string> out;
  for (const Draft& one : other_forms(draft(std::move(text)), context)) out.push_back(one.form);
  return out;
}

TEST(ShortTitles, AreOfFewWordsWithoutASignAtTheEnd) {
  EXPECT_TRUE(is_short_title("Storm in London"));
  EXPECT_TRUE(is_short_title("comida"));
  EXPECT_TRUE(is_short_title("One two three four five six seven"));
  EXPECT_FALSE(is_short_title("One two three four five six seven eight"));
  for (const char* ended : {"Storm.", "Storm?", "Storm:", "Storm\u2026", "“Storm”", ""}) {
    EXPECT_FALSE(is_short_title(ended)) << ended;
  }
  EXPECT_FALSE(is_short_title("(Storm)"));
  EXPECT_FALSE(is_short_title("عاصفة"));  // no letter cases
}

TEST(ShortTitles, WhatWasCopiedLostOrMadeUpIsAFault) {
  EXPECT_EQ(faults("Storm in London", "Tempestade em Londres"), 0U);
  EXPECT_EQ(faults("Storm in London", "Storm in Londres"), 2U);
  EXPECT_EQ(faults("Storm in London", "Tempestade em"), 1U);
  EXPECT_EQ(faults("Storm in London", "Tempestade em Lisboa"), 3U);  // worse than one that only lost it
  EXPECT_EQ(faults("storm", "um grande serviço de tempestades"), 2U);
  EXPECT_EQ(faults("good", "Bom, bom"), 1U);
  EXPECT_EQ(faults("more and more", "mais e mais"), 0U);
  EXPECT_EQ(faults("Health Care", "Health Care"), 0U);  // perhaps a name
}

TEST(ShortTitles, AreTriedWithAStopAndInOtherLetters) {
  using Forms = std::vector<std::string>;
  EXPECT_EQ(forms("Storm in London"), (Forms{"storm in London", "Storm in London.", "storm in London."}));
  EXPECT_EQ(forms("Health Care"), Forms{"health care"});
  EXPECT_EQ(forms("Storm"), Forms{"storm"});
  EXPECT_EQ(forms("storm"), Forms{"Storm"});
  EXPECT_EQ(forms("storm", known(kWords, "de")), Forms{});  // the capital could not be told from a noun's
  EXPECT_EQ(forms("London in storm"), Forms{"London in storm."});
}

TEST(ShortTitles, ComeBackWithoutTheStopAndWithTheirFirstLetter) {
  const auto said = [](std::string text, const std::string& source) {
    const std::size_t size = text.size();
    markup::AlignedText target = {std::move(text),
                                  {{{0, 5}, {0, 4}}, {{source.size(), source.size() + 1}, {size - 1, size}}}};
    return as_title(std::move(target), draft(source), known(kWords));
  };
  const markup::AlignedText title = said("tempestade.", "Storm");
  EXPECT_EQ(title.text, "Tempestade");
  ASSERT_EQ(title.links.size(), 1U);
  EXPECT_EQ(said("Tempestade", "storm").text, "tempestade");
  EXPECT_EQ(said("Tempestade 2018", "storm 2018").text, "tempestade 2018");
  EXPECT_EQ(said("Rio de Janeiro", "storm").text, "Rio de Janeiro");  // a name
}

TEST(ShortTitles, PlacesAloneHaveTheirNames) {
  testing::FakeEngine engine;
  const LineContext places = known({{"UK", 9}, {"ROME", 90}, {"Rome", 50}});
  const auto edited = [&](const std::string& line) {
    const std::vector<SourceLine> lines = {{line}};
    const auto out = PostEditor(engine.function(), places, "").edit(lines, {});
    return out ? out->front().sentences.front().target.text : out.error().what;
  };
  EXPECT_EQ(edited("UK"), "Reino Unido");  // an acronym: its capitals are no shouting
  EXPECT_EQ(edited("ROME"), "ROMA");
}

TEST(ShortTitles, NamesThatWereCopiedMustStay) {
  const markup::AlignedText now{"Jeep storm em Londres", {}}, then{"Jep tempestade em Londres", {}},
      good{"Tempestade da Jeep em Londres", {}};
  const Draft title = draft("Jeep storm in London");
  EXPECT_FALSE(is_better_title(title, {now, 1, 0}, {then, 0, 0}, known(kWords)));
  EXPECT_TRUE(is_better_title(title, {now, 1, 0}, {good, 0, 0}, known(kWords)));
  EXPECT_FALSE(is_better_title(title, {good, 0, -0.2F}, {good, 0, -0.18F}, known(kWords)));  // hardly surer
  EXPECT_TRUE(is_better_title(title, {good, 0, -0.2F}, {good, 0, -0.1F}, known(kWords)));
}

TEST(ShortTitles, TheFormWithTheFewestFaultsIsPrinted) {
  testing::FakeEngine engine{.word = [](std::string_view word) -> std::string {
    return word == "Storm"    ? "Storm"
           : word == "storm"  ? "tempestade"
           : word == "in"     ? "em"
           : word == "London" ? "Londres"
                              : std::string(word);
  }};
  const std::vector<SourceLine> lines = {{"Storm in London"}, {"Storm in London."}};
  const auto out = PostEditor(engine.function(), known(kWords), "").edit(lines, {});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->front().sentences.front().target.text, "Tempestade em Londres");
  EXPECT_EQ(out->back().sentences.front().target.text, "Storm em London.");  // a sentence
}

}  // namespace
}  // namespace dragoman::postedit
