// Signs beside what was put back.
#include "fidelity/strays.h"

#include <gtest/gtest.h>

#include "aligned.h"
#include "fidelity/marks.h"

namespace dragoman::fidelity {
namespace {

/// `lock` stands in both; it is linked, and nothing else is.
std::string mended(const std::string& source, const std::string& target, const std::string& lock) {
  const std::size_t s = source.find(lock), t = target.find(lock);
  const ByteRange kept{s, s + lock.size()};
  const markup::AlignedText given{target, {{kept, {t, t + lock.size()}}}};
  return without_strays(source, given, {kept}).text;
}

TEST(Strays, SignsOfTheTranslationsOwnGo) {
  EXPECT_EQ(mended("Follow @tides for more", "Siga \"@tides para mais", "@tides"), "Siga @tides para mais");
  EXPECT_EQ(mended("Added @e selector", "Adicionado - @e seletor", "@e"), "Adicionado @e seletor");
  EXPECT_EQ(mended("users in ##tide, and all", "usuários de ##tide\", e todos", "##tide"),
            "usuários de ##tide, e todos");
  EXPECT_EQ(mended("formula \\(a+b\\) holds", "fórmula (\\(a+b\\) vale", "\\(a+b\\)"), "fórmula \\(a+b\\) vale");
  EXPECT_EQ(mended("news #tide", "notícias — #tide", "#tide"), "notícias #tide");
}

TEST(Strays, SignsOfTheSourceStay) {
  EXPECT_EQ(mended("He wrote \"@tides\"", "Escreveu \"@tides\"", "@tides"), "Escreveu \"@tides\"");
  EXPECT_EQ(mended("more (@tides) here", "mais (@tides) aqui", "@tides"), "mais (@tides) aqui");
  EXPECT_EQ(mended("Ada - @tides", "Ada - @tides", "@tides"), "Ada - @tides");
  // The mark moved to another word with it: the count is right.
  EXPECT_EQ(mended("\"follow @tides now\"", "\"agora siga @tides\"", "@tides"), "\"agora siga @tides\"");
  EXPECT_EQ(mended("well-known @tides", "bem-vindo @tides", "@tides"), "bem-vindo @tides");
}

TEST(Strays, AngleBracketsAndBracesAreBracketsToo) {
  EXPECT_EQ(mended("Click <name>. Wait", "Clique em <name>>. Espere", "<name>"), "Clique em <name>. Espere");
  EXPECT_EQ(mended("Click {a} now", "Clique {{a} agora", "{a}"), "Clique {a} agora");
}

TEST(Strays, StopsAndCommasBehindWhatIsKeptStay) {
  const auto beside = [](const std::string& source, const std::string& target, const std::vector<std::string>& locks) {
    markup::AlignedText given{target, {}};
    std::vector<ByteRange> kept;
    for (const std::string& lock : locks) {
      const std::size_t s = source.find(lock), t = target.find(lock);
      kept.push_back({s, s + lock.size()});
      given.links.push_back({kept.back(), {t, t + lock.size()}});
    }
    return with_signs_beside(source, given, kept).text;
  };
  EXPECT_EQ(beside("Click {a}. Then wait.", "Clique {a} Depois espere.", {"{a}"}), "Clique {a}. Depois espere.");
  EXPECT_EQ(beside("Click {a}? Wait.", "Clique {a} Espere.", {"{a}"}), "Clique {a}? Espere.");
  EXPECT_EQ(beside("Click {a}.", "Clique \"{a}\"", {"{a}"}), "Clique \"{a}\".");
  EXPECT_EQ(beside("Hi {n}, you", "Oi {n} você", {"{n}"}), "Oi {n}, você");
  EXPECT_EQ(beside("Are {a}, {b} and {c} here?", "Será que a{a} o {b} e {c} aqui?", {"{a}", "{b}", "{c}"}),
            "Será que a {a}, o {b} e {c} aqui?");
  EXPECT_EQ(beside("I love it \u2605! She", "Eu amo \u2605isso! Ela", {"\u2605"}), "Eu amo \u2605 isso! Ela");
  // Signs that went elsewhere with the words, and those that are there.
  EXPECT_EQ(beside("In {a}, wait.", "Espere, em {a} ou aqui.", {"{a}"}), "Espere, em {a} ou aqui.");
  EXPECT_EQ(beside("Click {a}. Then wait.", "Clique em {a} e espere.", {"{a}"}), "Clique em {a} e espere.");
  EXPECT_EQ(beside("Click {a}. Wait.", "Clique {a}; espere", {"{a}"}), "Clique {a}; espere");
  EXPECT_EQ(beside("see {a}.html now.", "veja {a} Agora", {"{a}"}), "veja {a} Agora");
  EXPECT_EQ(beside("in {a} now", "و{a} الآن", {"{a}"}), "و{a} الآن");
}

TEST(Strays, CountingSignsStandBeforeTheirFigure) {
  const auto counted = [](const std::string& source, const std::string& target, const std::string& lock) {
    const std::size_t s = source.find(lock);
    return with_lacking_signs(source, {target, {}}, {{s, s + lock.size()}}).text;
  };
  EXPECT_EQ(counted("by 47 U.S.C. \u00A7 230, he", "por 47 U.S.C. 230, ele", "\u00A7 230"),
            "por 47 U.S.C. \u00A7 230, ele");
  EXPECT_EQ(counted("(H.R. 1, \u00A7 5) failed", "(H.R. 1, 5) falhou", "\u00A7 5"), "(H.R. 1, \u00A7 5) falhou");
  EXPECT_EQ(counted("\u00A7 5 and 5%", "5o e 5%", "\u00A7 5"), "\u00A7 5 e 5%");
  EXPECT_EQ(counted("\u00A7 5 and 1.5", "5 e 1.5", "\u00A7 5"), "\u00A7 5 e 1.5");
  EXPECT_EQ(counted("Coca-Cola\u00AE sales", "As vendas da Coca-Cola", "Coca-Cola\u00AE"),
            "As vendas da Coca-Cola\u00AE");
  EXPECT_EQ(counted("A-B\u00AE and A-B", "A-B e outro", "A-B\u00AE"), "A-B e outro");
  EXPECT_EQ(counted("\u00A7 5 of it", "disso", "\u00A7 5"), "disso");
  EXPECT_EQ(counted("\u00A7 5 of it", "5 e 5 disso", "\u00A7 5"), "5 e 5 disso");
  // A short word that was said for the sign goes with it.
  const markup::AlignedText said{"violou o 5o da", {{{9, 11}, {7, 8}}, {{12, 13}, {9, 11}}}};
  EXPECT_EQ(with_lacking_signs("violated \u00A7 5 of", said, {{9, 13}}).text, "violou \u00A7 5 da");
}

TEST(Strays, NoBlankBeforeACommaOrAStop) {
  EXPECT_EQ(mended("Hello \u2605 world", "Ol\u00E1 \u2605 , mundo", "\u2605"), "Ol\u00E1 \u2605, mundo");
  EXPECT_EQ(mended("Go to @desk now", "V\u00E1 a @desk .", "@desk"), "V\u00E1 a @desk.");
  EXPECT_EQ(mended("use @desk .NET now", "use @desk .NET agora", "@desk"), "use @desk .NET agora");
  EXPECT_EQ(mended("So @desk , she", "Ent\u00E3o @desk , ela", "@desk"), "Ent\u00E3o @desk , ela");
}

TEST(Strays, SmallWordsInBracketsGo) {
  EXPECT_EQ(mended("Kyiv (Київ) is", "Kiev (em Київ) está", "Київ"), "Kiev (Київ) está");
  EXPECT_EQ(mended("said [ˈlɛ] is", "dito [.ˈlɛ] é", "ˈlɛ"), "dito [ˈlɛ] é");
  EXPECT_EQ(mended("Kyiv (in Київ) is", "Kiev (em Київ) está", "Київ"), "Kiev (em Київ) está");
  EXPECT_EQ(mended("(Київ) is", "(chamada Київ) está", "Київ"), "(chamada Київ) está");
}

TEST(Strays, QuotationMarksRoundWhatIsKeptAreTwo) {
  const auto closed = [](const std::string& source, const std::string& target) {
    const std::string lock = "&nbsp;";
    const std::size_t s = source.find(lock), t = target.find(lock);
    const ByteRange kept{s, s + lock.size()};
    return with_closed_quotes(source, {target, {{kept, {t, t + lock.size()}}}}, {kept}).text;
  };
  EXPECT_EQ(closed("Write \"&nbsp;\" for it", "Escreva \"&nbsp; para isso"), "Escreva \"&nbsp;\" para isso");
  EXPECT_EQ(closed("Write “&nbsp;” for it", "Escreva &nbsp;” para isso"), "Escreva “&nbsp;” para isso");
  for (const char* same : {"Escreva \"&nbsp;\" isso", "Escreva &nbsp; isso", "Escreva \"&nbsp; para isso\""}) {
    EXPECT_EQ(closed("Write \"&nbsp;\" for it", same), same);
  }
  EXPECT_EQ(closed("Write \"&nbsp; for\" it", "Escreva \"&nbsp; para"), "Escreva \"&nbsp; para");
}

TEST(Strays, WhatIsKeptKeepsItsOwnSigns) {
  EXPECT_EQ(mended("see --all here", "veja --all aqui", "--all"), "veja --all aqui");
}

}  // namespace
}  // namespace dragoman::fidelity
