// Numbers found, read in the formats of languages, and repaired in translations. Alignments are pairs of words split at
// blanks, source first.
#include "fidelity/numbers.h"

#include <gtest/gtest.h>

#include "aligned.h"
#include "fidelity/number_format.h"

namespace dragoman::fidelity {
namespace {

using testing::aligned;
using Kind = NumberFinding::Kind;

std::string digits(std::string_view text, std::string_view language = "en") {
  std::string out;
  for (const Number& number : find_numbers(text, language)) {
    out += (out.empty() ? "" : " ") + number.digits + (number.hour.empty() ? "" : "=" + number.hour) +
           (number.thousands != 0 ? "k" : "") + (number.ordinal ? "th" : "");
  }
  return out;
}

TEST(Numbers, AreFound) {
  EXPECT_EQ(digits("From 2,500 to 2.5, in 1990–95; 12:30 and 1.2.3."), "2500 25 1990 95 12 30 123");
  EXPECT_EQ(digits("at 9 p.m., 9:30pm, 12 am, 12:15 a.m. and 5 amps"), "9=21 9=21 30 12=0 12=0 15 5");
  EXPECT_EQ(digits("the 3rd and 21st, 3º"), "3th 21th 3th");
  EXPECT_EQ(digits("10\u00A0000 and 10\u202F000, 97’102; 10\u00A05"), "10000 10000 97 102 10 5");
  EXPECT_EQ(digits("10’000", "de-CH"), "10000");
  EXPECT_EQ(digits("40 mil pessoas, 3 milhões", "pt"), "40k 3");
  EXPECT_EQ(digits("x1 https://a.org/12?b=3 a7@b.cd #tag5 @user9"), "1");
  EXPECT_EQ(digits("٢٥٠٠ و ２５"), "2500 25");
  EXPECT_EQ(digits("no numbers"), "");
}

TEST(Numbers, TimesAreNoFractions) {
  EXPECT_EQ(digits("7.45 p.m., 6.40am, 02.00 EST, 20.45 local time"), "7=19 45 6=6 40 02 00 20 45");
  EXPECT_EQ(digits("2.05 percent, 6.40 amps, $7.45 p.m., 1.30.15 am, 12.345 EST"), "205 640 745 13015 12345");
  const auto repaired = [](const std::string& source, const std::string& target) {
    return repair_numbers(source, testing::in_order(source, target), "en", "pt").text.text;
  };
  EXPECT_EQ(repaired("Thu 02.00 EST", "Qui 02:00 EST"), "Qui 02:00 EST");
  EXPECT_EQ(repaired("at 6.40am sharp", "às 6h40 em ponto"), "às 6h40 em ponto");
  EXPECT_EQ(repaired("at 7.45pm sharp", "às 19h45 em ponto"), "às 7:45 da noite em ponto");
  EXPECT_EQ(repaired("at 8:30 pm", "às 20:30 da tarde"), "às 8:30 da noite");
  EXPECT_EQ(repaired("at 8:30 pm sharp", "às 20:30 da tardezinha"), "às 8:30 da noite da tardezinha");
  EXPECT_EQ(repaired("at 10:30 p.m. sharp", "às 10:30 da tarde em ponto"), "às 10:30 da noite em ponto");
  EXPECT_EQ(repaired("at 9:45 p.m. local time", "às 9:45 hora local tempo"), "às 9:45 da noite hora local tempo");
  EXPECT_EQ(repaired("at 7:30 p.m. local time", "às 19:30 hora local tempo"), "às 7:30 da noite hora local tempo");
  const auto english = [](const std::string& source, const std::string& target) {
    return repair_numbers(source, testing::in_order(source, target), "pt", "en").text.text;
  };
  EXPECT_EQ(english("abre às 9:00 aos sábados", "opens at 9:00 p.m. Saturdays"), "opens at 9:00 Saturdays");
  EXPECT_EQ(english("abre às 21:00 hoje", "opens at 9:00 p.m."), "opens at 21:00.");
  EXPECT_EQ(english("abre às 9:00 da noite", "opens at 9:00 p.m."), "opens at 9:00 p.m.");
  EXPECT_EQ(repaired("grew 2.05 percent", "cresceu 2.05 porcento"), "cresceu 2,05 porcento");
  EXPECT_EQ(repaired("6:32 PM", "6:32 PM"), "6:32 da tarde");
  EXPECT_EQ(repaired("at 2:20 a.m. ET", "às 2:20 a.m. ET"), "às 2:20 da madrugada ET");
}

TEST(Numbers, LabelsStay) {
  const auto repaired = [](const std::string& source, const std::string& target) {
    return repair_numbers(source, testing::in_order(source, target), "en", "pt").text.text;
  };
  EXPECT_EQ(repaired("Version 2.10 works", "Versão 2.10 funciona"), "Versão 2.10 funciona");
  EXPECT_EQ(repaired("Beta V.1.0 works", "Beta V.1.0 funciona"), "Beta V.1.0 funciona");
  EXPECT_EQ(repaired("About 2.10 metres", "Cerca 2.10 metros"), "Cerca 2,10 metros");
  EXPECT_EQ(repaired("Minecraft 1.8 - The Update", "Minecraft 1.8 - A Atualização"), "Minecraft 1.8 - A Atualização");
  EXPECT_EQ(repaired("Some 1.8 million", "Uns 1.8 milhões"), "Uns 1,8 milhões");
}

TEST(Numbers, GroupedOnesBehindASignOfMoney) {
  const auto repaired = [](const std::string& source, const std::string& target) {
    return repair_numbers(source, testing::in_order(source, target), "en", "pt").text.text;
  };
  EXPECT_EQ(repaired("fined $1,250.75, the court said", "multado $1.250.75, disse o tribunal"),
            "multado $1.250,75, disse o tribunal");
  EXPECT_EQ(repaired("earned £1,250.50 (€2.5bn).", "ganhou £1,250,50 (€2,5 bilhões)."),
            "ganhou £1.250,50 (€2,5 bilhões).");
}

TEST(Numbers, AreReadAndRewritten) {
  const NumberFormat en = number_format("en"), pt = number_format("pt-BR"), fr = number_format("fr"),
                     de = number_format("de");
  EXPECT_EQ(localised("2,500", en, pt), "2.500");
  EXPECT_EQ(localised("1,234,567.89", en, de), "1.234.567,89");
  EXPECT_EQ(localised("2.5", en, pt), "2,5");
  EXPECT_EQ(localised("2500", en, pt), "2500");
  EXPECT_EQ(localised("12,345", en, fr), "12\u202F345");
  EXPECT_EQ(localised("1.2.3", en, pt), "1.2.3");
  EXPECT_EQ(localised("1,23", en, pt), "1,23");
  EXPECT_EQ(localised("2.50", en, pt), "2,50");
  EXPECT_TRUE(read_number("2,500", en) == read_number("2.500", pt));
  EXPECT_TRUE(read_number("2.5", en) == read_number("2,50", pt));
  EXPECT_FALSE(read_number("2.500", en) == read_number("2.500", pt));
  EXPECT_FALSE(read_number("2.5", pt).has_value());
  EXPECT_EQ(number_format("es-MX").decimal, U'.');
  EXPECT_EQ(number_format("es-AR").decimal, U',');
}

struct Case {
  const char *source, *target, *pairs, *expected;
  std::vector<Kind> findings = {};
};
void PrintTo(const Case& each, std::ostream* out) { *out << each.source; }

class Repairs : public ::testing::TestWithParam<Case> {};

TEST_P(Repairs, EnglishToPortuguese) {
  const Case& each = GetParam();
  const RepairedNumbers out = repair_numbers(each.source, aligned(each.source, each.target, each.pairs), "en", "pt");
  EXPECT_EQ(out.text.text, each.expected);
  std::vector<Kind> kinds;
  for (const NumberFinding& finding : out.findings) kinds.push_back(finding.kind);
  EXPECT_EQ(kinds, each.findings);
  for (const markup::Link& link : out.text.links) EXPECT_LE(link.target.end, out.text.text.size());
}

INSTANTIATE_TEST_SUITE_P(
    All, Repairs,
    ::testing::Values(
        Case{"2,500 men", "2.500 homens", "0-0 1-1", "2.500 homens"},
        Case{"at 9 p.m. today", "hoje às 21h", "0-1 1-2 3-0", "hoje às 9 da noite", {Kind::kRewritten}},
        Case{"at 9 p.m. now", "às 21 horas agora", "0-0 1-1 2-1 3-3", "às 9 horas da noite agora", {Kind::kRewritten}},
        Case{"by 9 PM now", "até 21:00 agora", "0-0 1-1 3-2", "até 9 da noite agora", {Kind::kRewritten}},
        Case{"on 2/26 here", "em 26/02 aqui", "0-0 1-1 2-2", "em 26/2 aqui", {Kind::kRewritten}},
        Case{"at 3:12 PM", "às 15:12", "0-0 1-1", "às 3:12 da tarde", {Kind::kRewritten}},
        Case{"at 9:30 p.m. now", "às 21h30 agora", "0-0 1-1 3-2", "às 9:30 da noite agora", {Kind::kRewritten}},
        Case{
            "at 9:30 p.m. now", "às 21:30 p.m. agora", "0-0 1-1 2-2 3-3", "às 9:30 da noite agora", {Kind::kRewritten}},
        Case{"at 3:12 AM", "às 3h12", "0-0 1-1", "às 3h12"},
        Case{"40,000 homes", "40 mil casas", "0-0 0-1 1-2", "40.000 casas", {Kind::kRewritten}},
        Case{"two men", "2 homens", "0-0 1-1", "2 homens"},
        Case{"the 1st man", "o primeiro homem", "0-0 1-1 2-2", "o primeiro homem"},
        Case{"a 19th-century house",
             "uma casa do século XIX",
             "0-0 2-1 1-3 1-4",
             "uma casa do século 19",
             {Kind::kRewritten}},
        Case{"the 14 Louis", "o Luís XIV", "0-0 2-1 1-2", "o Luís XIV"},
        Case{"10,000 men", "10 000 homens", "0-0 0-1 1-2", "10 000 homens"},
        Case{"it cost 31 euros", "custou 13 euros", "1-0 2-1 3-2", "custou 31 euros", {Kind::kChanged}},
        Case{
            "it cost 31 euros", "custou trinta e um euros", "1-0 2-1 2-2 2-3 3-4", "custou 31 euros", {Kind::kChanged}},
        Case{"some 12 men died",
             "alguns homens morreram",
             "0-0 2-1 3-2",
             "alguns 12 homens morreram",
             {Kind::kInserted}},
        Case{"born in 1990, he", "nascido, ele", "0-0 3-1", "nascido 1990, ele", {Kind::kInserted}},
        Case{"a 2.5 km road", "uma estrada de 2.5 km", "0-0 1-3 2-4 3-1", "uma estrada de 2,5 km", {Kind::kRewritten}},
        Case{"on Windows 3.1 now", "no Windows 3.1 agora", "0-0 1-1 2-2 3-3", "no Windows 3.1 agora"},
        Case{"It lost 1,250 jobs", "Perdeu 1,250 vagas", "1-0 2-1 3-2", "Perdeu 1.250 vagas", {Kind::kRewritten}},
        Case{"400 km (2,500 mi) wide",
             "400 km de largura",
             "0-0 1-1 4-2 4-3",
             "400 km (2.500 mi) de largura",
             {Kind::kInserted}},
        Case{"Ann Lee (2004). Tea", "Ann Lee. Chá", "0-0 1-1 3-2", "Ann Lee (2004). Chá", {Kind::kInserted}},
        Case{"3.1 Trade", "3.1 Comércio", "0-0 1-1", "3.1 Comércio"},
        Case{"no men", "7 homens", "0-0 1-1", "7 homens", {Kind::kInvented}},
        Case{"a COVID-19 case", "um caso COVID", "0-0 1-2 2-1", "um caso COVID", {Kind::kLost}},
        Case{"12 men", "homens", "", "homens", {Kind::kLost}}, Case{"no numbers", "sem números", "", "sem números"},
        Case{"3 and 3 and 4", "3 e 4", "0-0 1-1 4-2", "3 e 3 4", {Kind::kInserted}}));

TEST(Repairs, OtherLanguages) {
  const std::string source = "Es kostet 2.500 Euro";
  EXPECT_EQ(repair_numbers(source, aligned(source, "It costs 2,400 euros", "0-0 1-1 2-2 3-3"), "de", "en").text.text,
            "It costs 2,500 euros");
  EXPECT_EQ(repair_numbers(source, aligned(source, "Il coûte 25 euros", "0-0 1-1 2-2 3-3"), "de", "fr").text.text,
            "Il coûte 2\u202F500 euros");
}

TEST(Repairs, ManyNumbersTakeLittleTime) {
  std::string source, target;
  for (int i = 0; i < 20000; ++i) source += std::to_string(i) + " x ", target += std::to_string(i * 7) + " x ";
  EXPECT_FALSE(repair_numbers(source, {target, {}}, "en", "pt").findings.empty());
  markup::AlignedText linked{target, {}};
  for (std::size_t at = 0; at + 1 < std::min(source.size(), target.size()); at += 2)
    linked.links.push_back({{at, at + 1}, {at, at + 1}});
  EXPECT_FALSE(repair_numbers(source, linked, "en", "pt").findings.empty());
}

TEST(Numbers, ClocksOf24HoursKeepTheirDigits) {
  const std::string source = "rodada será às 21h30.";
  const markup::AlignedText given = {"round will be at 9:30 p.m.",
                                     {{{0, 6}, {0, 5}}, {{18, 20}, {17, 18}}, {{21, 23}, {19, 21}}}};
  EXPECT_EQ(repair_numbers(source, given, "pt", "en").text.text, "round will be at 21:30.");
  const markup::AlignedText inside = {"at 9:30 PM, it began", {{{15, 17}, {3, 4}}, {{18, 20}, {5, 7}}}};
  EXPECT_EQ(repair_numbers("começou logo às 21h30", inside, "pt", "en").text.text, "at 21:30, it began");
}

TEST(Numbers, ALostHalfOfTheDayIsSaid) {
  const std::string source = "2015 8:02 pm UTC";
  const auto repaired = [&](const std::string& target, std::size_t at) {
    return repair_numbers(source, {target, {{{0, 4}, {0, 4}}, {{5, 6}, {at, at + 1}}}}, "en", "pt").text.text;
  };
  EXPECT_EQ(repaired("2015 8:02 UTC", 5), "2015 8:02 da noite UTC");
  EXPECT_EQ(repaired("2015 2:02 UTC", 5), "2015 8:02 da noite UTC");
  EXPECT_EQ(repaired("2015 8:02 da noite UTC", 5), "2015 8:02 da noite UTC");
}

}  // namespace
}  // namespace dragoman::fidelity
