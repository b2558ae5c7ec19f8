// Signs beside what was put back.
#include "fidelity/strays.h"

#include <gtest/gtest.h>

#include "aligned.h"

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
