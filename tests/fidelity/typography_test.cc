// The marks of the page in place of those that the engine writes.
#include "fidelity/typography.h"
#include <gtest/gtest.h>

namespace dragoman::fidelity {
namespace {

std::string printed(std::string_view source, const std::string& target, std::string_view to = "pt-BR",
                    const std::vector<ByteRange>& kept = {}) {
  return with_typography(source, {target, {{{0, source.size()}, {0, target.size()}}}}, kept, to).text;
}

TEST(Typography, QuotationMarksOfThePage) {
  EXPECT_EQ(printed("He said “it’s over” and “no”.", "Disse \"acabou\" e \"não\"."), "Disse “acabou” e “não”.");
  EXPECT_EQ(printed("“Open, he said", "\"Abriu, disse"), "“Abriu, disse");
  EXPECT_EQ(printed("over,” he said", "acabou\", disse"), "acabou”, disse");
  EXPECT_EQ(printed("the ‘ghost fleet’ and", "a 'frota fantasma' e"), "a ‘frota fantasma’ e");
}

TEST(Typography, TheLanguagesOwnWhereItHasNotThoseOfThePage) {
  EXPECT_EQ(printed("„Es ist vorbei“, sagte er", "\"It is over\", he said", "en"), "“It is over”, he said");
  EXPECT_EQ(printed("He said “no”", "Er sagte \"nein\"", "de"), "Er sagte „nein“");
  EXPECT_EQ(printed("Dijo «no» y", "Il a dit \"non\" et", "fr"), "Il a dit «\u00a0non\u00a0» et");
  EXPECT_EQ(printed("« Non », dit-il", "\"No\", he said", "en"), "“No”, he said");
  EXPECT_EQ(printed("Er sagte »nein«", "Han sagde \"nej\"", "da"), "Han sagde »nej«");
  EXPECT_EQ(printed("He said “no”", "\"xx\"", "xx"), "“xx”");
}

TEST(Typography, TheEnginesOwnMarksAreTurned) { EXPECT_EQ(printed("open “%s”", "abrir ”%s\""), "abrir “%s”"); }

TEST(Typography, SingleMarksThatBecameDoubleOnes) {
  EXPECT_EQ(printed("‘It’s over,’ he said.", "\"Acabou\", disse."), "“Acabou”, disse.");
  EXPECT_EQ(printed("‘It’s over,’ he said.", "\"Es ist vorbei\", sagte er.", "de"), "„Es ist vorbei“, sagte er.");
  EXPECT_EQ(printed("“The ‘old port’ is shut,” he said.", "\"O \"velho porto\" fechou\", disse."),
            "“O ‘velho porto’ fechou”, disse.");
  EXPECT_EQ(printed("The ships’ crews said ‘no’.", "As tripulações disseram \"não\"."),
            "As tripulações disseram \"não\".");
  EXPECT_EQ(printed("‘No’", "\"xx\"", "xx"), "\"xx\"");
}

TEST(Typography, QuotationMarksThatDoNotMatchStay) {
  EXPECT_EQ(printed("“The end” of it", "\"O fim - \"O início\" dele"), "\"O fim - \"O início\" dele");
  EXPECT_EQ(printed("“The end” of it", "\"O fim \"dele"), "\"O fim \"dele");
  EXPECT_EQ(printed("\"No\" and “yes”", "\"Não\" e sim"), "\"Não\" e sim");
  EXPECT_EQ(printed("“No” and", "“Não” e"), "“Não” e");
  EXPECT_EQ(printed("plain", "\"Não\""), "\"Não\"");
}

TEST(Typography, Dashes) {
  EXPECT_EQ(printed("over – and left — for", "acabou - e saiu - para"), "acabou – e saiu — para");
  EXPECT_EQ(printed("over—and left", "acabou - e saiu"), "acabou — e saiu");
  EXPECT_EQ(printed("Ada – a well-known one", "Ada - uma bem-conhecida"), "Ada – uma bem-conhecida");
  EXPECT_EQ(with_typography("Ada – a", {"Ada - uma - a", {}}, {}, "pt").text, "Ada - uma - a");
  EXPECT_EQ(printed("Ada - a – b", "Ada - a - b"), "Ada - a – b");
  EXPECT_EQ(printed("in 2010–12 by 3-1", "por 3-1 em 2010-12"), "por 3-1 em 2010–12");
  EXPECT_EQ(printed("in 2010–12", "em 2010-2012"), "em 2010-2012");
}

TEST(Typography, OfDashesOneWasLost) {
  const auto out = with_typography(
      "a – b — c", {"a - b c", {{{0, 1}, {0, 1}}, {{2, 5}, {2, 3}}, {{6, 7}, {4, 5}}, {{12, 13}, {6, 7}}}}, {}, "pt");
  EXPECT_EQ(out.text, "a – b c");
}

TEST(Typography, DashesThatWereLeftOut) {
  EXPECT_EQ(printed("said “yes” – “no” was", "disse \"sim\" \"não\" era"), "disse “sim” – “não” era");
  EXPECT_EQ(printed("from 2010 – 2012.", "de 2010 2012."), "de 2010 – 2012.");
  EXPECT_EQ(printed("from 2010 – 2012.", "de 2012 2010."), "de 2012 2010.");
  EXPECT_EQ(printed("“a” “b” – “c”", "\"a\" \"b\" \"c\""), "“a” “b” “c”");
}

TEST(Typography, EllipsesAndApostrophes) {
  EXPECT_EQ(printed("and so on…", "e assim por diante..."), "e assim por diante…");
  EXPECT_EQ(printed("so… and...", "assim... e..."), "assim... e...");
  EXPECT_EQ(printed("it’s Lloyd’s", "é o Lloyd's"), "é o Lloyd’s");
  EXPECT_EQ(printed("it’s Lloyd's", "é o Lloyd's"), "é o Lloyd's");
}

TEST(Typography, WhatIsKeptStays) {
  EXPECT_EQ(printed("set “x” \"y\" now", "ponha \"x\" \"y\" já", "pt", {{12, 15}}), "ponha “x” \"y\" já");
}

TEST(Typography, LinksCoverWhatTheyCovered) {
  const markup::AlignedText given = {
      "\"sim\" - 1", {{{0, 3}, {0, 1}}, {{3, 6}, {1, 4}}, {{6, 9}, {4, 5}}, {{10, 13}, {6, 7}}, {{14, 15}, {8, 9}}}};
  const auto out = with_typography("“yes” – 1", given, {}, "pt");
  EXPECT_EQ(out.text, "“sim” – 1");
  ASSERT_EQ(out.links.size(), 5U);
  EXPECT_EQ(out.links[0].target, (ByteRange{0, 3}));
  EXPECT_EQ(out.links[1].target, (ByteRange{3, 6}));
  EXPECT_EQ(out.links[2].target, (ByteRange{6, 9}));
  EXPECT_EQ(out.links[3].target, (ByteRange{10, 13}));
  EXPECT_EQ(out.links[4].target, (ByteRange{14, 15}));
}

}  // namespace
}  // namespace dragoman::fidelity
