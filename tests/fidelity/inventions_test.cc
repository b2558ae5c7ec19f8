// Brackets that only the translation has.
#include "fidelity/inventions.h"

#include <gtest/gtest.h>

#include "aligned.h"

namespace dragoman::fidelity {
namespace {

using testing::aligned;
using testing::in_order;

std::string mended(const std::string& source, const std::string& target, const std::string& to = "pt") {
  const std::string from = to == "pt" ? "en" : "pt";
  return remove_inventions(source, in_order(source, target), from, to).text.text;
}

TEST(Inventions, NotesBehindNamesGo) {
  EXPECT_EQ(mended("Ada Quill", "Ada Quill (em inglês)"), "Ada Quill");
  EXPECT_EQ(mended("Ada Quill writes.", "Ada Quill (em inglês) escreve."), "Ada Quill escreve.");
  EXPECT_EQ(mended("See Harbour Notes.", "Veja Harbour Notes (site em inglês)."), "Veja Harbour Notes.");
  EXPECT_EQ(mended("Rui Serra", "Rui Serra (in Portuguese)", "en"), "Rui Serra");
  EXPECT_EQ(mended("Diário do Cais", "Diário do Cais (Portuguese)", "en"), "Diário do Cais");
}

TEST(Inventions, TailsBehindABarGo) {
  EXPECT_EQ(mended("Privacy policy", "Política de privacidade | notícias"), "Política de privacidade");
  EXPECT_EQ(mended("History[edit]", "História[editar | editar código-fonte]]"), "História[editar]");
  EXPECT_EQ(mended("History[edit", "História[editar | editar código-fonte]"), "História[editar");
  EXPECT_EQ(mended("[edit] (a)", "[editar | fonte] (a)"), "[editar] (a)");
  EXPECT_EQ(mended("Privacy policy", "| notícias"), "| notícias");
  for (const char* source : {"News | Sport", "News - Sport", "News · Sport", "News » Sport"})
    EXPECT_EQ(mended(source, "Notícias | esporte"), "Notícias | esporte") << source;
}

TEST(Inventions, AddressesBehindADashGo) {
  EXPECT_EQ(mended("Privacy policy", "Política de privacidade - noticias.example.com"), "Política de privacidade");
  EXPECT_EQ(mended("Privacy policy - news.example.com", "Política - news.example.com"), "Política - news.example.com");
  EXPECT_EQ(mended("He came, late", "Ele chegou - tarde"), "Ele chegou - tarde");
}

TEST(Inventions, BegunAndEmptyOnesGoToo) {
  EXPECT_EQ(mended("Podcast", "Podcast ("), "Podcast");
  EXPECT_EQ(mended("Ada Quill", "Ada Quill (em"), "Ada Quill");
  EXPECT_EQ(mended("Footer", "Footer (o)"), "Footer");
  EXPECT_EQ(mended("Deutschland", "Deutschland ()"), "Deutschland");
  EXPECT_EQ(mended("Hits:", "Hits:)"), "Hits:");
}

TEST(Inventions, ANoteInThePlaceOfAYearGoes) {
  // The number's own repair puts the year back, brackets and all.
  EXPECT_EQ(mended("Quill, Ada (1987). Tides.", "Quill, Ada (em inglês). Marés."), "Quill, Ada. Marés.");
}

TEST(Inventions, WhatTheSourceSaysStays) {
  EXPECT_EQ(mended("The mayor (born 1950) left.", "O prefeito (nascido em 1950) saiu."),
            "O prefeito (nascido em 1950) saiu.");
  EXPECT_EQ(mended("Read it in English", "Leia (em inglês)"), "Leia (em inglês)");
  EXPECT_EQ(mended("Read it (in English)", "Leia (em inglês)"), "Leia (em inglês)");
  // Dashes may become brackets: the words in them are the source's.
  const std::string source = "Ada Quill - the editor - left", target = "Ada Quill (a editora) saiu";
  EXPECT_EQ(remove_inventions(source, aligned(source, target, "0-0 1-1 3-2 4-3 6-4"), "en", "pt").text.text, target);
}

TEST(Inventions, ABracketWithWordsThatIsNeverClosedLosesItsSign) {
  const std::string source = "Contact Ada Quill at a@b.com", target = "Ada Quill (em a@b.com";
  EXPECT_EQ(remove_inventions(source, aligned(source, target, "1-0 2-1 3-2 4-3"), "en", "pt").text.text,
            "Ada Quill em a@b.com");
}

TEST(Inventions, LinksStayOnTheirWords) {
  const std::string source = "Ada Quill writes", target = "Ada Quill (em inglês) escreve";
  const WithoutInventions out = remove_inventions(source, aligned(source, target, "0-0 1-1 1-2 1-3 2-4"), "en", "pt");
  EXPECT_EQ(out.text.text, "Ada Quill escreve");
  ASSERT_EQ(out.text.links.size(), 3U);
  EXPECT_EQ(out.text.links[2].target, (ByteRange{10, 17}));
  EXPECT_EQ(out.text.links[2].source, (ByteRange{10, 16}));
  EXPECT_EQ(out.removed, (std::vector<ByteRange>{{9, 22}}));
}

TEST(Inventions, NothingElseIsLeftAsItIs) { EXPECT_EQ(mended("Quill", "(em inglês)"), "(em inglês)"); }

TEST(Inventions, BracketsWithoutEndCostNoTime) {
  const std::string many(20000, '(');
  EXPECT_EQ(mended("Quill", "Quill " + many), "Quill " + many);
}

}  // namespace
}  // namespace dragoman::fidelity
