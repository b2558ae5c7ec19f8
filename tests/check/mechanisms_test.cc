// What tells a fault from a translator's freedom, one mechanism after another: a fault beside a sound pair that looks like it.
#include "pairs.h"

namespace dragoman::test {
namespace {

using enum FindingKind;

struct Mechanism {
  const char* what;
  const char *from, *to;
  const char *source, *sound, *faulty;
  FindingKind kind;
};

class Mechanisms : public testing::TestWithParam<Mechanism> {};

TEST_P(Mechanisms, SoundIsNotCritical) {
  const Mechanism& given = GetParam();
  const PairCheck found = check(given.from, given.to, given.source, given.sound);
  EXPECT_FALSE(found.has(Severity::kCritical)) << given.what << ": " << given.sound << "\n" << told(found);
}
TEST_P(Mechanisms, FaultyIsCritical) {
  const Mechanism& given = GetParam();
  const PairCheck found = check(given.from, given.to, given.source, given.faulty);
  EXPECT_TRUE(has(found, given.kind, Severity::kCritical)) << given.what << ": " << given.faulty << "\n" << told(found);
}

INSTANTIATE_TEST_SUITE_P(
    Measures, Mechanisms,
    testing::Values(
        Mechanism{"one of two units kept", "en", "pt", "The lake lies 300 miles (483 km) north of here.",
                  "O lago fica 483 km ao norte daqui.", "O lago fica 583 km ao norte daqui.", kNumber},
        Mechanism{"the other unit added", "pt", "en", "O lago fica 483 km ao norte daqui.",
                  "The lake lies 300 miles (483 km) north of here.", "The lake lies 360 miles (483 km) north of here.",
                  kNumber},
        Mechanism{"a unit without its number", "en", "pt", "The tank holds 30 litres (8 gallons).",
                  "O tanque comporta 30 litros.", "O tanque comporta 30 litros ( galões).", kNumber},
        Mechanism{"a unit in brackets", "en", "pt", "It was 90 (F) in the shade.", "Fazia 32 °C à sombra.",
                  "Fazia 45 °C à sombra.", kNumber},
        Mechanism{"a changed unit, named elsewhere", "en", "pt", "The hall is 40 feet wide and 12 miles away.",
                  "O salão tem 40 pés de largura e fica a 12 milhas.",
                  "O salão tem 40 milhas de largura e fica a 12 milhas.", kUnit},
        Mechanism{"an article before a dollar", "en", "pt", "They signed a $30 contract.",
                  "Eles assinaram um contrato de US$ 30.", "Eles assinaram um contrato de R$ 30.", kUnit},
        Mechanism{"two units of one measure", "en", "pt", "The puppy weighed 5 pounds 15 ounces.",
                  "O filhote pesava 2,7 kg.", "O filhote pesava 9,7 kg.", kNumber},
        Mechanism{"a speed said with a sign and words", "en", "pt", "Winds blew at 165 km/h.",
                  "Ventos sopravam a 165 km por hora.", "Ventos sopravam a 165 km.", kUnit},
        Mechanism{"degrees of the thirties", "en", "pt", "The water was in the 90s.", "A água estava a 32 °C.",
                  "A água estava nos anos 80.", kNumber},
        Mechanism{"a height", "en", "pt", "The 5-foot-4 runner won.", "A corredora de 1,63 m venceu.",
                  "A corredora de 1,93 m venceu.", kNumber},
        Mechanism{"decades", "en", "pt", "It is the first time in three decades.", "É a primeira vez em 30 anos.",
                  "É a primeira vez em 80 anos.", kNumber},
        Mechanism{"somebody's twenties", "en", "pt", "Most guests are in their twenties.",
                  "A maioria dos hóspedes está na casa dos 20 anos.",
                  "A maioria dos hóspedes está na casa dos 40 anos.", kNumber},
        Mechanism{"a fraction", "en", "pt", "The lira lost a fifth of its value.", "A lira perdeu 20% do seu valor.",
                  "A lira perdeu 70% do seu valor.", kNumber},
        Mechanism{"an amount in another currency", "en", "pt", "The firm lost 28 million reais ($5 million) in May.",
                  "A firma perdeu R$ 28 milhões em maio.", "A firma perdeu R$ 88 milhões em maio.", kNumber},
        Mechanism{"a part of a point", "en", "pt", "The bank raised its rate by a quarter of a percentage point.",
                  "O banco elevou sua taxa em 0,25 ponto percentual.",
                  "O banco elevou sua taxa em 0,75 ponto percentual.", kNumber},
        Mechanism{"half hours", "en", "pt", "The drive takes 1.5 hours.", "A viagem leva 1h30.", "A viagem leva 1h20.",
                  kTime},
        Mechanism{"a century in Roman numerals", "pt", "en", "A torre é do século XV.",
                  "The tower is from the 15th century.", "The tower is from the 13th century.", kNumber}));

INSTANTIATE_TEST_SUITE_P(
    Dates, Mechanisms,
    testing::Values(
        Mechanism{"a month in a city's name", "pt", "en", "O voo de Lisboa ao Rio de Janeiro atrasou em março.",
                  "The flight from Lisbon to Rio was late in March.", "The flight from Lisbon to Rio was late in June.",
                  kDate},
        Mechanism{"a month as a first name", "en", "pt", "Police questioned April Hartvig in June.",
                  "A polícia interrogou April Hartvig em junho.", "A polícia interrogou April Hartvig.", kDate},
        Mechanism{"weekdays in the plural", "pt", "en", "O mercado abre às sextas e aos sábados.",
                  "The market opens on Fridays and Saturdays.", "The market opens on Fridays and Sundays.", kDate},
        Mechanism{"a copied unit", "en", "pt", "Winds reached 40 mph (64 kph) in the bay.",
                  "Os ventos chegaram a 40 mph (64 kph) na baía.", "Os ventos chegaram a 40 mph (84 kph) na baía.",
                  kNumber}));

INSTANTIATE_TEST_SUITE_P(
    Negations, Mechanisms,
    testing::Values(
        Mechanism{"not only", "en", "pt", "The storm hit not only the coast but also the hills.",
                  "A tempestade atingiu não só a costa, mas também as colinas.",
                  "A tempestade atingiu só a costa, mas também as colinas.", kNegation},
        Mechanism{"not ... just", "pt", "en", "O jogo não se trata apenas de dinheiro.",
                  "The game is not just about money.", "The game is just about money.", kNegation},
        Mechanism{"not until", "en", "pt", "The bridge was not opened until 1990.", "A ponte só foi aberta em 1990.",
                  "A ponte foi aberta em 1990.", kNegation},
        Mechanism{"never ... or", "pt", "en", "Eles nunca venderam a casa, nem alugaram o barco.",
                  "They never sold the house or rented the boat.", "They sold the house and rented the boat.",
                  kNegation},
        Mechanism{"un-", "pt", "en", "As nuvens não estavam relacionadas ao vulcão.",
                  "The clouds were unrelated to the volcano.", "The clouds were related to the volcano.", kNegation},
        Mechanism{"what begins with un- or dis- by chance", "pt", "en", "As crianças não entendem a doença.",
                  "The children do not understand the disease.", "The children understand the disease.", kNegation},
        Mechanism{"no smaller than", "en", "pt", "The farms are no smaller than 50 hectares.",
                  "As fazendas têm no mínimo 50 hectares.", "As fazendas têm no mínimo 90 hectares.", kNumber},
        Mechanism{"without", "pt", "en", "O hotel tem quartos sem fumaça e não aceita cães.",
                  "The hotel has smoke-free rooms and does not accept dogs.",
                  "The hotel has smoke-free rooms and accepts dogs.", kNegation}));

INSTANTIATE_TEST_SUITE_P(
    Names, Mechanisms,
    testing::Values(
        Mechanism{"another ending", "en", "pt", "The choir sang in Kallendorf.", "O coro cantou em Kallendorfe.",
                  "O coro cantou em Kalendorf.", kNameSpelling},
        Mechanism{"the last letters exchanged", "en", "pt", "The choir sang in Kallendorf.",
                  "O coro cantou em Kallendorf.", "O coro cantou em Kallendofr.", kNameSpelling},
        Mechanism{"a plural acronym", "en", "pt", "Two XQRs failed.", "Dois XQR falharam.", "Oito XQR falharam.",
                  kNumber},
        Mechanism{"a spelled-out acronym", "en", "pt", "She studied at KL in Bergen.",
                  "Ela estudou na Karvel Lundin em Bergen.", "Ela estudou na KL em Tromso.", kNameSwapped},
        Mechanism{"a title", "en", "pt", "The report by Dr. Hartvigsen was read.",
                  "O relatório do médico Hartvigsen foi lido.", "O relatório do médico Lindqvist foi lido.",
                  kNameSwapped},
        Mechanism{"an ordinary word in its place", "en", "pt", "Police found Tarvelius in the park.",
                  "A polícia encontrou Tarvelius no parque.", "A polícia encontrou Montanha no parque.", kNameSwapped},
        Mechanism{"a title with a small letter", "en", "pt", "The leader, Ayatollah Ali Khamenei, spoke.",
                  "O líder, o aiatolá Ali Khamenei, falou.", "O líder, o aiatolá Ali Zarif, falou.", kNameSwapped},
        Mechanism{"a people and its country", "en", "pt", "The Swedish and Danish ministers met in Oslo.",
                  "Os ministros da Suécia e da Dinamarca se reuniram em Oslo.",
                  "Os ministros da Suécia e da Dinamarca se reuniram em Tromso.", kNameSwapped},
        Mechanism{"a name from nowhere", "pt", "en", "A prefeita elogiou a cultura ariana.",
                  "The mayor praised the Aryan culture.", "The mayor praised the culture of Quivelius.", kNameSwapped},
        Mechanism{"a list", "en", "pt", "They lost to Hartvig and Lindqvist on Sunday.",
                  "Eles perderam para Hartvig e Lindqvist no domingo.",
                  "Eles perderam para Lindqvist e Hartvig no domingo.", kNameSwapped},
        Mechanism{"a name that was torn", "en", "pt", "Karl Hartvig thanked the old friends of Olga Lindqvist.",
                  "Karl Hartvig agradeceu aos velhos amigos de Olga Lindqvist.",
                  "Karl Lindqvist agradeceu aos velhos amigos de Olga Hartvig.", kNameSwapped},
        Mechanism{"whose company it is", "pt", "en", "O Hartvig Group de Olga Lindqvist comprou o banco.",
                  "Olga Lindqvist's Hartvig Group bought the bank.", "Olga Lindqvist's Harvtig Group bought the bank.",
                  kNameSpelling}));

INSTANTIATE_TEST_SUITE_P(
    Marks, Mechanisms,
    testing::Values(
        Mechanism{"a quotation that goes on", "pt", "en", "Alguns podem discordar do prefeito.",
                  "\"Some may disagree with the mayor.", "Some \"may disagree with the mayor.", kQuote},
        Mechanism{"two apostrophes", "pt", "en", "Ele leu ''O Barco'' ontem.", "He read \"The Boat\" yesterday.",
                  "He read \"The Boat yesterday.", kQuote},
        Mechanism{"a year before the mark", "en", "pt", "\"It was built in 1970,\" he said.",
                  "\"Foi construído em 1970\", disse ele.", "Foi construído em 1970\", disse ele.", kQuote},
        Mechanism{"letters of a name in brackets", "en", "pt", "The Organization of American States met in Lima.",
                  "A Organização dos Estados Americanos (OEA) se reuniu em Lima.",
                  "A Organização dos Estados Americanos (em inglês) se reuniu em Lima.", kNote},
        Mechanism{"what the source says again", "en", "pt",
                  "Students who are not doing well in school tend to not do well in school later.",
                  "Alunos que não vão bem na escola tendem a não ir bem na escola mais tarde.",
                  "Alunos que não vão bem na escola, alunos que não vão bem na escola tendem a não ir bem mais tarde.",
                  kDoubled}));

INSTANTIATE_TEST_SUITE_P(
    Clauses, Mechanisms,
    testing::Values(
        Mechanism{
            "a clause in the middle", "en", "pt",
            "The minister, who had promised lower taxes during the campaign, resigned on Monday.",
            "O ministro, que havia prometido impostos mais baixos durante a campanha, renunciou na segunda-feira.",
            "O ministro renunciou na segunda-feira.", kDropped},
        Mechanism{"a clause at the end", "pt", "en",
                  "A ponte foi fechada ao trânsito depois que engenheiros encontraram rachaduras nos pilares.",
                  "The bridge was closed to traffic after engineers found cracks in the pillars.",
                  "The bridge was closed to traffic.", kDropped},
        Mechanism{"a place between commas", "en", "pt",
                  "Stone walls run along the old road, and in the wetter stretches wooden planks keep your feet dry.",
                  "Muros de pedra acompanham a velha estrada, e nos trechos mais úmidos, tábuas de madeira mantêm os "
                  "pés secos.",
                  "Muros de pedra acompanham a velha estrada, tábuas de madeira mantêm os pés secos.", kDropped}));

INSTANTIATE_TEST_SUITE_P(
    Months, Mechanisms,
    testing::Values(Mechanism{"a misspelled month", "en", "pt", "The bridge opened on Novemeber 26, 2008.",
                              "A ponte foi aberta em 26 de novembro de 2008.",
                              "A ponte foi aberta em 26 de outubro de 2008.", kDate},
                    Mechanism{"short months as a span", "pt", "en", "O parque fecha entre novembro e fevereiro.",
                              "The park is closed Nov-Feb.", "The park is closed Oct-Feb.", kDate}));

INSTANTIATE_TEST_SUITE_P(
    Sentences, Mechanisms,
    testing::Values(
        Mechanism{"a negation in one of two sentences", "en", "pt",
                  "The dam did not break. Nobody knows how much rain fell, but not all of it stayed.",
                  "A barragem não se rompeu. Ninguém sabe quanta chuva caiu, mas nem toda ela ficou.",
                  "A barragem se rompeu. Ninguém sabe quanta chuva caiu, mas nem toda ela não ficou.", kNegation},
        Mechanism{"never before its verb", "pt", "en", "O tesouro do capitão nunca seria encontrado.",
                  "The captain's treasure would never be found.", "The captain's treasure would be found.", kNegation},
        Mechanism{"not far", "pt", "en", "A vila fica não muito longe do porto.", "The village lies near the harbour.",
                  "The village lies near the harbour, near the harbour.", kDoubled}));

TEST(Mechanisms, ABodyAndATitleAreTwoNames) {
  EXPECT_FALSE(check("en", "pt", "The old town is a UNESCO World Heritage Site.",
                     "A cidade velha é um Patrimônio da Humanidade pela UNESCO.")
                   .has(Severity::kCritical));
}

TEST(Mechanisms, SignsOfUnitsAreNotUntranslated) {
  EXPECT_FALSE(
      check("en", "pt", "Gusts reached 480 km/h (133 m/s; 300 mph).", "Rajadas chegaram a 480 km/h (133 m/s; 300 mph).")
          .has(Severity::kCritical));
}

TEST(Mechanisms, ALostSentenceIsSaid) {
  EXPECT_TRUE(has(check("en", "pt", "It rained. The game was off.", "Choveu e o jogo não aconteceu."), kDropped,
                  Severity::kNote));
  EXPECT_FALSE(has(check("en", "pt", "It rained. The game was off.", "Choveu. O jogo não aconteceu."), kDropped,
                   Severity::kNote));
}

TEST(Mechanisms, FiguresOfWords) {
  const PairCheck sound = check("en", "pt", "The mayor opened the bridge.", "O prefeito abriu a ponte.");
  EXPECT_GT(sound.words.length, 4);
  EXPECT_EQ(sound.words.unmatched, 0);
  const PairCheck other =
      check("en", "pt", "The mayor opened the bridge.", "O prefeito abriu a geladeira enferrujada.");
  EXPECT_GT(other.words.unmatched, 0.2F);
  EXPECT_LT(other.words.missing, 0);
}

TEST(Mechanisms, DoubtIsSaidNotShouted) {
  EXPECT_TRUE(has(check("en", "pt", "The stars are trillions of miles apart.",
                        "As estrelas estão a trilhões de quilômetros umas das outras."),
                  kUnit, Severity::kWarning));
  EXPECT_TRUE(has(check("en", "pt", "The SK 39C crashed.", "O SK 39 caiu."), kUnit, Severity::kWarning));
  EXPECT_TRUE(has(check("pt", "en", "A escola tem internet sem custo.", "The school has free internet."), kNegation,
                  Severity::kWarning));
}

}  // namespace
}  // namespace dragoman::test
