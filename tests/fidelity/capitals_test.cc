// Words in capitals, and their translations.
#include "fidelity/capitals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "aligned.h"

namespace dragoman::fidelity {
namespace {

/// A small engine's words.
WordForms words() {
  static const std::map<std::string, std::size_t, std::less<>> kKnown = {
      {"children", 50}, {"Children", 90}, {"nothing", 50}, {"Nothing", 90}, {"subscribe", 80}, {"now", 20},
      {"Now", 60},      {"follow", 50},   {"us", 20},      {"Us", 600},     {"US", 70},        {"the", 1},
      {"The", 5},       {"all", 9},       {"All", 40},     {"NATO", 500},   {"BBC", 500},      {"news", 60},
      {"News", 70},     {"it", 5},        {"It", 15},      {"IT", 500},     {"is", 3},         {"Is", 300},
      {"closed", 90},   {"Ada", 500},     {"learn", 80},   {"Learn", 90},   {"more", 20},      {"More", 60},
      {"harbour", 300}, {"man", 40},      {"Man", 60},     {"MAN", 720},    {"contact", 40},   {"CONTACT", 999},
      {"editor", 90},   {"picks", 90},    {"LASER", 40},   {"laser", 60}};
  const auto rank = [](std::string_view word) {
    const auto found = kKnown.find(word);
    return found == kKnown.end() ? 0 : found->second;
  };
  return {{}, rank, "en"};
}

std::string line(std::string text) {
  for (const EmphasisedWord& word : find_emphasis(text, words()))
    text.replace(word.range.begin, word.range.end - word.range.begin, word.form);
  return text;
}

TEST(Capitals, EmphasisIsFound) {
  EXPECT_EQ(line("He said NOTHING to them."), "He said nothing to them.");
  EXPECT_EQ(line("ALL the CHILDREN left."), "ALL the children left.");  // alone, three letters may be an acronym
  EXPECT_EQ(line("THE HARBOUR IS CLOSED and quiet."), "The harbour is closed and quiet.");
  EXPECT_EQ(line("SUBSCRIBE NOW"), "Subscribe now");
  EXPECT_EQ(line("FOLLOW US"), "Follow us");
  EXPECT_EQ(line("LEARN MORE"), "Learn more");
  EXPECT_EQ(line("But IT IS CLOSED"), "But it is closed");
}

TEST(Capitals, ADashEndsARun) {
  EXPECT_EQ(line("NEWS - A harbour is closed."), "News - A harbour is closed.");
  EXPECT_EQ(line("NEWS \u2014 A harbour"), "News \u2014 A harbour");
  EXPECT_EQ(line("THE HARBOUR - ALL CHILDREN"), "The harbour - all children");
}

TEST(Capitals, AcronymsAndNamesStay) {
  for (const char* same : {"NATO and the BBC met in the US.", "BBC News", "IKEA", "QUILLEX opened.", "the B2B NEWS_ID",
                           "U.S. harbour", "see HTTP/NEWS.HTML"}) {
    EXPECT_EQ(line(same), same);
  }
  EXPECT_EQ(line("NATO CHILDREN"), "NATO children");
  EXPECT_EQ(line("ADA IS CLOSED"), "Ada is closed");
}

TEST(Capitals, CommonWordsMayBeKnownInCapitalsToo) {
  EXPECT_EQ(line("CONTACT US"), "Contact us");
  EXPECT_EQ(line("the LASER"), "the LASER");  // mostly written so
}

TEST(Capitals, WordsAreKnownWithoutTheirEndings) {
  EXPECT_EQ(line("EDITOR'S PICKS"), "Editor's picks");
  EXPECT_EQ(line("EDITOR’S PICKS"), "Editor’s picks");
  EXPECT_EQ(stem_size("EDITOR’S"), 6U);
  for (const char* whole : {"L'HOMME", "O'BRIEN", "D'UN", "IT'", "'S", "", "’"})
    EXPECT_EQ(stem_size(whole), std::string_view(whole).size()) << whole;
}

TEST(Capitals, AnAcronymThatBeginsASentenceIsNoPronoun) {
  EXPECT_EQ(line("US NEWS"), "US news");
  EXPECT_EQ(line("MAN CONTACT"), "Man contact");
  EXPECT_FALSE(opens_as_acronym({0, 10, 10}));
  EXPECT_TRUE(opens_as_acronym({10, 0, 0}));
}

TEST(Capitals, TheDocumentKnowsBetter) {
  WordForms forms = words();
  forms.usual = [](std::string_view word) {
    return std::string(word == "QUAY" ? "quay" : word == "NEWS" ? "News" : "");
  };
  EXPECT_EQ(find_emphasis("the QUAY", forms).size(), 1U);
  EXPECT_TRUE(find_emphasis("the NEWS party", forms).empty());  // a name
  EXPECT_EQ(find_emphasis("the NOTHING party", forms).size(), 1U);
  forms.usual = [](std::string_view word) { return std::string(word); };  // nowhere but in capitals: that says nothing
  EXPECT_EQ(find_emphasis("the NOTHING party", forms).size(), 1U);
}

TEST(Capitals, ATranslationBeginsAsItsSourceDoes) {
  const auto begun = [](std::string_view source, std::string target, std::vector<ByteRange> kept = {}) {
    return with_first_capital(source, {std::move(target), {}}, kept, "pt").text;
  };
  EXPECT_EQ(begun("Tennis", "tênis"), "Tênis");
  EXPECT_EQ(begun("US edition", "“edição dos EUA”"), "“Edição dos EUA”");
  EXPECT_EQ(begun("Oil", "óleo"), "Óleo");
  EXPECT_EQ(begun("oil", "óleo"), "óleo");
  EXPECT_EQ(begun("5 Days", "dias: 5"), "dias: 5");
  EXPECT_EQ(begun("Sales of iPhones", "iPhones vendidos"), "iPhones vendidos");
  EXPECT_EQ(begun("Follow @desk", "@desk siga", {{7, 12}}), "@desk siga");
  EXPECT_EQ(begun("", "a"), "a");
}

TEST(Capitals, ComeBackOnTheirWords) {
  const std::string source = "He said NOTHING to them", target = "Ele não disse nada a eles";
  const markup::AlignedText given = testing::aligned(source, target, "0-0 2-1 1-2 2-3 3-4 4-5");
  const markup::AlignedText out = with_capitals(source, given, {{8, 15}}, "pt");
  EXPECT_EQ(out.text, "Ele NÃO disse NADA a eles");
  for (const markup::Link& link : out.links) EXPECT_LE(link.target.end, out.text.size());
  EXPECT_EQ(with_capitals(source, given, {}, "pt").text, target);
}

}  // namespace
}  // namespace dragoman::fidelity
