// One variety of a language in a translation.
#include "fidelity/variety.h"
#include <gtest/gtest.h>

namespace dragoman::fidelity {
namespace {

std::string varied(const std::string& target, std::string_view language, std::string_view source = "") {
  return in_variety(source, {target, {{{0, source.size()}, {0, target.size()}}}}, language).text;
}

TEST(Variety, TheDefaultIsTheFirst) {
  EXPECT_EQ(varied("A equipa está a fazer planos económicos.", "pt"), "A equipe está fazendo planos econômicos.");
  EXPECT_EQ(varied("A equipa ganhou.", "pt-BR"), "A equipe ganhou.");
  EXPECT_EQ(varied("A equipa ganhou.", "pt-XX"), "A equipe ganhou.");
}

TEST(Variety, TheOtherWay) {
  EXPECT_EQ(varied("A equipe está fazendo um acordo em Moscou.", "pt-PT"),
            "A equipa está a fazer um acordo em Moscovo.");
  EXPECT_EQ(varied("A equipe ganhou.", "pt-AO"), "A equipa ganhou.");
}

TEST(Variety, CapitalsAtTheBeginningAndNames) {
  EXPECT_EQ(varied("Equipas chegaram. Factos contam.", "pt"), "Equipes chegaram. Fatos contam.");
  EXPECT_EQ(varied("O jornal A Equipa saiu.", "pt"), "O jornal A Equipa saiu.");
  EXPECT_EQ(varied("O Irão e o Médio Oriente.", "pt"), "O Irã e o Oriente Médio.");
}

TEST(Variety, PhrasesOfSeveralWords) {
  EXPECT_EQ(varied("Na segunda volta, mil milhões.", "pt"), "No segundo turno, bilhões.");
  EXPECT_EQ(varied("O guarda-redes caiu.", "pt"), "O goleiro caiu.");
  EXPECT_EQ(varied("Um guarda caiu.", "pt"), "Um guarda caiu.");
}

TEST(Variety, WhatIsCopiedStays) {
  EXPECT_EQ(varied("o líder de facto", "pt", "the de facto leader"), "o líder de facto");
  EXPECT_EQ(varied("o sector privado", "pt", "the private sector"), "o setor privado");
}

TEST(Variety, ShortWordsAreNoVerbs) {
  EXPECT_EQ(varied("Ele está a par de tudo.", "pt"), "Ele está a par de tudo.");
  EXPECT_EQ(varied("Estão a aguardar.", "pt"), "Estão aguardando.");
}

TEST(Variety, WordsThatEndAsVerbsAreNone) {
  EXPECT_EQ(varied("Na capa está a mulher do ano.", "pt"), "Na capa está a mulher do ano.");
  EXPECT_EQ(varied("O abrigo está a qualquer distância.", "pt"), "O abrigo está a qualquer distância.");
}

TEST(Variety, ShortVerbsAndThoseThatGoOn) {
  EXPECT_EQ(varied("A lei está a ser votada.", "pt"), "A lei está sendo votada.");
  EXPECT_EQ(varied("O preço continua a subir.", "pt"), "O preço continua subindo.");
  EXPECT_EQ(varied("A lei está sendo votada.", "pt-PT"), "A lei está a ser votada.");
}

TEST(Variety, PronounsInsideOfVerbs) {
  EXPECT_EQ(varied("O preço manter-se-á alto.", "pt"), "O preço se manterá alto.");
  EXPECT_EQ(varied("Realizar-se-ão eleições.", "pt"), "Vão se realizar eleições.");
  EXPECT_EQ(varied("Se chover, far-se-ia o jogo depois.", "pt"), "Se chover, iria se fazer o jogo depois.");
  EXPECT_EQ(varied("O clube contratá-lo-á em maio.", "pt"), "O clube o contratará em maio.");
  EXPECT_EQ(varied("Contratá-las-emos em maio.", "pt"), "Vamos contratá-las em maio.");
  EXPECT_EQ(varied("O preço manter-se-á alto.", "pt-PT"), "O preço manter-se-á alto.");
  EXPECT_EQ(varied("Mantém-se a data.", "pt"), "Mantém-se a data.");
}

TEST(Variety, LettersInsideOfWords) {
  EXPECT_EQ(varied("um termómetro e neurónios", "pt"), "um termômetro e neurônios");
  EXPECT_EQ(varied("um termômetro", "pt-PT"), "um termómetro");
  EXPECT_EQ(varied("o correio electrónico", "pt"), "o correio eletrônico");
  EXPECT_EQ(varied("a banda ténia toca", "pt", "the band ténia plays"), "a banda ténia toca");
}

TEST(Variety, MonthsWithACapitalBehindSmallWords) {
  EXPECT_EQ(varied("A reunião de Outubro foi adiada. Em Maio há outra.", "pt"),
            "A reunião de outubro foi adiada. Em maio há outra.");
  EXPECT_EQ(varied("Foi no Rio de Janeiro e na Praça de Maio.", "pt"), "Foi no Rio de Janeiro e na Praça de Maio.");
}

TEST(Variety, LinksFollow) {
  const auto out = in_variety("the team won", {"a equipa ganhou", {{{4, 8}, {2, 8}}, {{9, 12}, {9, 15}}}}, "pt");
  ASSERT_EQ(out.text, "a equipe ganhou");
  ASSERT_EQ(out.links.size(), 2U);
  EXPECT_EQ(out.links[0].source, (ByteRange{4, 8}));
  EXPECT_EQ(out.links[1].target, (ByteRange{9, 15}));
}

TEST(Variety, OtherLanguages) {
  EXPECT_EQ(varied("The colour of the theatre was recognised.", "en"), "The color of the theater was recognized.");
  EXPECT_EQ(varied("The labor market, organized.", "en-GB"), "The labour market, organised.");
  EXPECT_EQ(varied("A pool of 50 metres.", "en"), "A pool of 50 meters.");
  EXPECT_EQ(varied("A parking meter.", "en-GB"), "A parking meter.");
  EXPECT_EQ(varied("die Farbe", "de"), "die Farbe");
  EXPECT_EQ(varied("", "pt"), "");
}

// What takes a word and its adjective to say is one word there.
TEST(Variety, PhrasesThatAreOneWordElsewhere) {
  EXPECT_EQ(varied("Meu telefone celular tocou na parada de ônibus.", "pt-PT"),
            "Meu telemóvel tocou na paragem de autocarro.");
}

}  // namespace
}  // namespace dragoman::fidelity
