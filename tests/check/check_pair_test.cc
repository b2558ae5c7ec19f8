// Every kind of fault in both directions, beside the same pair without it: what is found must not be found where nothing is.
#include "pairs.h"

namespace dragoman::test {
namespace {

class English : public testing::TestWithParam<Fault> {};
class Portuguese : public testing::TestWithParam<Fault> {};
class SoundEnglish : public testing::TestWithParam<Sound> {};
class SoundPortuguese : public testing::TestWithParam<Sound> {};

TEST_P(English, FaultIsCritical) {
  const PairCheck found = check("en", "pt", GetParam().source, GetParam().target);
  EXPECT_TRUE(has(found, GetParam().kind, Severity::kCritical)) << GetParam().target << "\n" << told(found);
}
TEST_P(Portuguese, FaultIsCritical) {
  const PairCheck found = check("pt", "en", GetParam().source, GetParam().target);
  EXPECT_TRUE(has(found, GetParam().kind, Severity::kCritical)) << GetParam().target << "\n" << told(found);
}
TEST_P(SoundEnglish, NothingIsCritical) {
  const PairCheck found = check("en", "pt", GetParam().source, GetParam().target);
  EXPECT_FALSE(found.has(Severity::kCritical)) << GetParam().target << "\n" << told(found);
}
TEST_P(SoundPortuguese, NothingIsCritical) {
  const PairCheck found = check("pt", "en", GetParam().source, GetParam().target);
  EXPECT_FALSE(found.has(Severity::kCritical)) << GetParam().target << "\n" << told(found);
}

using enum FindingKind;
constexpr const char* kFerry = "The ferry Aurora sank off Gotland on March 3 with 412 passengers, police said.";

INSTANTIATE_TEST_SUITE_P(
    Check, English,
    testing::Values(
        Fault{kFerry, "A balsa Aurora afundou perto de Gotland em 3 de março com 421 passageiros, informou a polícia.",
              kNumber},
        Fault{kFerry, "A balsa Aurora afundou perto de Gotland em 3 de março com passageiros, informou a polícia.",
              kNumber},
        Fault{"The bridge cost 2,500 workers their jobs.", "A ponte custou o emprego de 2,500 trabalhadores.", kNumber},
        Fault{"Three ministers resigned.", "Quatro ministros renunciaram.", kNumber},
        Fault{"The fund lost 3.2 billion dollars.", "O fundo perdeu 3,2 milhões de dólares.", kNumber},
        Fault{"The council met again.", "O conselho se reuniu 14 vezes novamente.", kNumber},
        Fault{kFerry, "A balsa Aurora afundou perto de Gotland em 3 de maio com 412 passageiros, informou a polícia.",
              kDate},
        Fault{"Voters go to the polls on Tuesday.", "Os eleitores vão às urnas na quinta-feira.", kDate},
        Fault{"The vote begins at 6:40 p.m. local time.", "A votação começa às 19h40, horário local.", kTime},
        Fault{"The house sold for £300,000.", "A casa foi vendida por US$ 300.000.", kUnit},
        Fault{"The road is 90 kilometers long.", "A estrada tem 90 milhas de extensão.", kUnit},
        Fault{"Prices rose 4 percent.", "Os preços subiram 4 dólares.", kUnit},
        Fault{"The minister thanked Oleksandr Hrytsenko for his help.",
              "O ministro agradeceu a Oleksandr Hrytsneko pela ajuda.", kNameSpelling},
        Fault{"Talks with Recep Tayyip Erdoğan failed.", "As conversas com Recep Tayyip Erdogan fracassaram.",
              kNameSpelling},
        Fault{"The minister thanked Hrytsenko for his help.", "O ministro agradeceu a Wickremesinghe pela ajuda.",
              kNameSwapped},
        Fault{"Officials praised Netanyahu and sharply criticised the position of Zelenskyy.",
              "As autoridades elogiaram Zelenskyy e criticaram duramente a posição de Netanyahu.", kNameSwapped},
        Fault{"Photograph: Marta Lavandier/AP", "Fotografia: Marta Lavander/AP", kCredit},
        Fault{"Soldiers guard a gate. REUTERS/Amr Alfiky", "Soldados guardam um portão. REUTERS/Amer Alfiky", kCredit},
        Fault{"Write to desk@paper.example today.", "Escreva hoje para mesa@papel.example.", kAddress},
        Fault{"Follow @dailynews for more.", "Siga a dailynews para mais.", kAddress},
        Fault{"The word 和平 means peace.", "A palavra significa paz.", kCharacter},
        Fault{"The army did not open fire on the crowd.", "O exército abriu fogo contra a multidão.", kNegation},
        Fault{"\"We will stay,\" the mayor said.", "\"Nós vamos ficar, disse o prefeito.", kQuote},
        Fault{"The treaty (signed in Oslo) ended.", "O tratado (assinado em Oslo terminou.", kBracket},
        Fault{"The storm tore roofs from houses, flooded the harbour and left thousands of families without "
              "electricity, officials said.",
              "A tempestade arrancou telhados das casas, disseram as autoridades.", kDropped},
        Fault{"The court will hear the case in spring.",
              "O tribunal vai ouvir o caso na primavera. O tribunal vai ouvir o caso na primavera.", kDoubled},
        Fault{"The show airs on Netflix.", "O programa vai ao ar na Netflix (em inglês).", kNote},
        Fault{"The farmers blocked the road for hours.", "The farmers blocked the road for hours.", kUntranslated},
        Fault{"The farmers blocked the road while the union was still talking.",
              "Os agricultores bloquearam a estrada while the union was still talking.", kUntranslated},
        Fault{"The harvest was poor.", "", kEmpty},
        Fault{"The harvest was poor this year in the north of the country.", "Ruim.", kDropped}));

constexpr const char* kBalsa =
    "A balsa Aurora afundou perto de Gotland em 3 de março com 412 passageiros, informou a polícia.";

INSTANTIATE_TEST_SUITE_P(
    Check, Portuguese,
    testing::Values(
        Fault{kBalsa, "The ferry Aurora sank off Gotland on March 3 with 421 passengers, police said.", kNumber},
        Fault{"Havia 2.500 pessoas na praça.", "There were 2.500 people in the square.", kNumber},
        Fault{"Duas escolas fecharam.", "Seven schools closed.", kNumber},
        Fault{"O fundo perdeu 3,2 mil milhões de euros.", "The fund lost 3.2 million euros.", kNumber},
        Fault{kBalsa, "The ferry Aurora sank off Gotland on May 3 with 412 passengers, police said.", kDate},
        Fault{"A votação começa às 6h40.", "Voting begins at 7:40.", kTime},
        Fault{"A casa foi vendida por R$ 300 mil.", "The house sold for $300,000.", kUnit},
        Fault{"A estrada tem 90 quilômetros.", "The road is 90 miles long.", kUnit},
        Fault{"O ministro agradeceu a Oleksandr Hrytsenko.", "The minister thanked Oleksandr Hrytsneko.",
              kNameSpelling},
        Fault{"O ministro agradeceu a Hrytsenko.", "The minister thanked Wickremesinghe.", kNameSwapped},
        Fault{"Foto: Ueslei Marcelino/Reuters", "Photo: Wesley Marcelino/Reuters", kCredit},
        Fault{"Escreva para mesa@jornal.example hoje.", "Write today to desk@paper.example.", kAddress},
        Fault{"O exército não abriu fogo contra a multidão.", "The army opened fire on the crowd.", kNegation},
        Fault{"\"Nós vamos ficar\", disse o prefeito.", "We will stay\", the mayor said.", kQuote},
        Fault{"A tempestade arrancou telhados das casas, inundou o porto e deixou milhares de famílias sem "
              "eletricidade, disseram as autoridades.",
              "The storm tore roofs from houses, officials said.", kDropped},
        Fault{"O tribunal vai ouvir o caso na primavera.",
              "The court will hear the case in spring, the court will hear the case in spring.", kDoubled},
        Fault{"O programa vai ao ar na Netflix.", "The show airs on Netflix (in English).", kNote},
        Fault{"Os agricultores bloquearam a estrada durante horas.",
              "Os agricultores bloquearam a estrada durante horas.", kUntranslated},
        Fault{"A colheita foi ruim.", " ", kEmpty}));

INSTANTIATE_TEST_SUITE_P(
    Check, SoundEnglish,
    testing::Values(Sound{kFerry, kBalsa}, Sound{"Two of the 12 judges left.", "Dois dos doze juízes saíram."},
                    Sound{"The fund lost $3.2 billion.", "O fundo perdeu US$ 3,2 bilhões."},
                    Sound{"The fund lost $3.2 billion.", "O fundo perdeu 3,2 mil milhões de dólares."},
                    Sound{"Both sides met twice in the 1960s.", "As duas partes se reuniram duas vezes nos anos 60."},
                    Sound{"The road is 5 miles long.", "A estrada tem 8 km de extensão."},
                    Sound{"It fell to 90 °F.", "Caiu para 32 °C."},
                    Sound{"The vote begins at 6:40 p.m.", "A votação começa às 18h40."},
                    Sound{"The shop closes at noon on March 29, 2021.", "A loja fecha ao meio-dia de 29/03/2021."},
                    Sound{"A 19th century house burned.", "Uma casa do século XIX pegou fogo."},
                    Sound{"Turkey and the UN sent aid to Baghdad.", "A Turquia e a ONU enviaram ajuda a Bagdá."},
                    Sound{"The US and NATO met in New York.", "Os EUA e a OTAN se reuniram em Nova York."},
                    Sound{"The Germans won in Moscow.", "Os alemães venceram em Moscou."},
                    Sound{"Nobody said anything.", "Ninguém disse nada."},
                    Sound{"He was unable to leave the country.", "Ele não conseguiu deixar o país."},
                    Sound{"\"We will stay,\" the mayor said.", "“Nós vamos ficar”, disse o prefeito."},
                    Sound{"The mayor said: 'We will stay.'", "O prefeito disse: «Nós vamos ficar.»"},
                    Sound{"Photograph: Marta Lavandier/AP", "Fotografia: Marta Lavandier/AP"},
                    Sound{"Write to desk@paper.example today.", "Escreva hoje para desk@paper.example."},
                    Sound{"LONDON (Reuters) - The mayor of Bristol resigned on Monday.",
                          "LONDRES (Reuters) - O prefeito de Bristol renunciou na segunda-feira."},
                    Sound{"Aristotle taught in Athens.", "Aristóteles ensinou em Atenas."}, Sound{"", ""}));

INSTANTIATE_TEST_SUITE_P(
    Check, SoundPortuguese,
    testing::Values(Sound{kBalsa, kFerry},
                    Sound{"Mil e quinhentas pessoas ficaram feridas.", "Some 1,500 people were hurt."},
                    Sound{"Não havia ninguém na estação.", "There was nobody at the station."},
                    Sound{"O avião não tripulado caiu.", "The unmanned aircraft crashed."},
                    Sound{"A votação começa às 18h40 de sexta-feira.", "Voting begins at 6:40 p.m. on Friday."},
                    Sound{"O PIB do Brasil cresceu 2,3% no primeiro trimestre.",
                          "Brazil's GDP grew 2.3 percent in the first quarter."},
                    Sound{"“Nós vamos ficar”, disse o prefeito.", "\"We will stay,\" the mayor said."},
                    Sound{"A Índia e o Irã assinaram o acordo em Pequim.",
                          "India and Iran signed the agreement in Beijing."}));

TEST(Check, RangesPointAtWhatIsMeant) {
  const std::string source = "Three of 20 ships sank.", target = "Três de 30 navios afundaram.";
  const PairCheck found = check("en", "pt", source, target);
  ASSERT_FALSE(found.findings.empty());
  const Finding& first = found.findings.front();
  EXPECT_EQ(first.kind, kNumber);
  EXPECT_EQ(source.substr(first.source.begin, first.source.end - first.source.begin), "20");
  EXPECT_EQ(target.substr(first.target.begin, first.target.end - first.target.begin), "30");
}

TEST(Check, FactsAreTheReceipt) {
  const PairCheck found = check("en", "pt", "On March 3, Aurora carried 412 people for 5 miles.",
                                "Em 3 de março, o Aurora levou 412 pessoas por 8 km.");
  const auto count = [&](FactKind kind, Verdict verdict) {
    return std::ranges::count_if(found.facts,
                                 [&](const Fact& fact) { return fact.kind == kind && fact.verdict == verdict; });
  };
  EXPECT_EQ(count(FactKind::kDate, Verdict::kKept), 1);
  EXPECT_EQ(count(FactKind::kName, Verdict::kKept), 1);
  EXPECT_EQ(count(FactKind::kNumber, Verdict::kKept), 2);
  EXPECT_EQ(count(FactKind::kNumber, Verdict::kConverted), 1);
  EXPECT_TRUE(has(found, kUnit, Severity::kWarning)) << told(found);
}

TEST(Check, TextThatIsAlreadyInTheTargetLanguageMayStay) {
  const PairCheck found = check("en", "pt", "Não houve acordo entre as partes nesta terça-feira, disse o ministro.",
                                "Não houve acordo entre as partes nesta terça-feira, disse o ministro.");
  EXPECT_FALSE(has(found, kUntranslated, Severity::kCritical)) << told(found);
}

TEST(Check, UnknownLanguageIsAnError) {
  const Result<PairCheck> done = check_pair("a", "b", "xx-nowhere", "pt");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kBadLanguage);
}

TEST(Check, BrokenUtf8AndLongTextsAreReadToo) {
  EXPECT_TRUE(has(check("en", "pt", "Peace came.", "A paz \xFF veio \xEF\xBF\xBD."), kCharacter, Severity::kCritical));
  const std::string longer(100000, 'a');
  EXPECT_FALSE(check("en", "pt", longer, longer).findings.empty());
}

}  // namespace
}  // namespace dragoman::test
