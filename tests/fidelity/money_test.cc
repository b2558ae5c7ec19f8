// Currencies said once.
#include "fidelity/money.h"

#include <gtest/gtest.h>

#include "aligned.h"
#include "fidelity/money_signs.h"

namespace dragoman::fidelity {
namespace {

struct Case {
  const char *source, *target, *expected;
};

std::string mended(const Case& each, std::string_view from, std::string_view to) {
  return without_doubled_currency(each.source, testing::in_order(each.source, each.target), from, to).text;
}

TEST(Money, SignAndWordBecomeTheSign) {
  for (const Case& each : {
           Case{"A £300,000 yacht", "Um iate de £300.000 libras esterlinas", "Um iate de £300.000"},
           {"It cost £27 million.", "Custou £27 milhões de libras.", "Custou £27 milhões."},
           {"It cost €4.3 billion.", "Custou €4,3 mil milhões de euros.", "Custou €4,3 mil milhões."},
           {"about $0.50 each", "cerca de US $ 0,50 cada", "cerca de US$ 0,50 cada"},
           {"for US$ 3.2 billion", "por US$ 3,2 bilhões de dólares americanos", "por US$ 3,2 bilhões"},
           {"€40 a night", "€40 euros por noite", "€40 por noite"},
           {"costs ¥2,300, or $9", "custa ¥2.300 euros, ou $9", "custa ¥2.300, ou $9"},
           {"¥900 to ¥1,000", "¥900 ienes a ¥1.000 ienes", "¥900 a ¥1.000"},
           {"₽40 million", "₽40 milhões de RUB", "₽40 milhões"},
       }) {
    EXPECT_EQ(mended(each, "en", "pt-BR"), each.expected);
  }
  EXPECT_EQ(mended({"R$ 50 milhões", "R$50 million reais", ""}, "pt", "en"), "R$50 million");
}

TEST(Money, OtherWordsStay) {
  for (const Case& each : {
           Case{"$5 dollars", "$5 dólares", "$5 dólares"},                             // the source says so
           {"five pounds", "cinco libras", "cinco libras"},                            // no sign
           {"£300 in euros", "£300 em euros", "£300 em euros"},                        // another currency
           {"£300 for Librarians", "£300 para Libraristas", "£300 para Libraristas"},  // another word
           {"£5 realistic", "£5 realista", "£5 realista"},
           {"R$5 realistic", "R$5 realista", "R$5 realista"},
       }) {
    EXPECT_EQ(mended(each, "en", "pt"), each.expected);
  }
  EXPECT_EQ(mended({"£300", "£300 libras", ""}, "en", "xx"), "£300 libras");
}

TEST(Money, AmountsKeepTheirCurrency) {
  const auto own = [](const Case& each, std::string_view from, std::string_view to) {
    return with_own_currency(each.source, testing::in_order(each.source, each.target), from, to).text;
  };
  EXPECT_EQ(own({"pacote de R$ 2,5 bilhões", "package of $2.5 billion", ""}, "pt", "en"), "package of R$2.5 billion");
  EXPECT_EQ(own({"por R$ 5 e US$ 6", "for US$5 and $6", ""}, "pt-BR", "en"), "for R$5 and $6");
  EXPECT_EQ(own({"A$5 or $6", "US$ 5 ou US$ 6", ""}, "en", "pt"), "A$ 5 ou US$ 6");
  EXPECT_EQ(own({"It cost $5.", "Custou US$ 5.", ""}, "en", "pt"), "Custou US$ 5.");
  EXPECT_EQ(own({"It cost US$5.", "Custou $5.", ""}, "en", "pt"), "Custou $5.");
  EXPECT_EQ(own({"custa 5 reais", "costs $5", ""}, "pt", "en"), "costs $5");  // no sign to keep
  EXPECT_EQ(own({"R$ 5", "$7", ""}, "pt", "en"), "$7");                       // another number: not for this rule
}

TEST(Money, LockedSignsStandBeforeTheirAmounts) {
  const auto signed_again = [](const std::string& source, const std::string& target) {
    std::vector<ByteRange> signs;
    for (const std::string_view sign : {"£", "€"}) {
      for (std::size_t at = 0; (at = source.find(sign, at)) != std::string::npos; at += sign.size())
        signs.push_back({at, at + sign.size()});
    }
    std::ranges::sort(signs, {}, &ByteRange::begin);
    return with_money_signs(source, testing::in_order(source, target), signs, "en", "pt").text;
  };
  EXPECT_EQ(signed_again("It cost £1,250.50 in May.", "Custou GBP 1.250,50 em maio."), "Custou £1.250,50 em maio.");
  EXPECT_EQ(signed_again("from €25 to €99.50", "de 25 a 99,50 euros"), "de €25 a €99,50 euros");
  EXPECT_EQ(signed_again("£1.20, from £1.24", "GBP 1,20, de GBP 1,24"), "£1,20, de £1,24");
  EXPECT_EQ(signed_again("for £12 each", "por £12 cada"), "por £12 cada");
  EXPECT_EQ(signed_again("was $500 or €450", "foi US$ 500 ou US $ 450"), "foi US$ 500 ou €450");
  EXPECT_EQ(signed_again("for €450 now", "por R$ 450 agora"), "por €450 agora");
  EXPECT_EQ(signed_again("for £12 each", "por €12 cada"), "por £12 cada");
  EXPECT_EQ(signed_again("for £ 12 each", "por £ 12 cada"), "por £ 12 cada");
  EXPECT_EQ(signed_again("for £12 each", "por cada"), "por cada");
  EXPECT_EQ(signed_again("the £ fell 12 percent", "a caiu 12 por cento"), "a caiu 12 por cento");
}

TEST(Money, LongTextsTakeLinearTime) {
  std::string source, target;
  for (int i = 0; i < 30'000; ++i) source += "apples $3 ", target += "maçãs $3 ";
  EXPECT_EQ(without_doubled_currency(source, testing::in_order(source, target), "en", "pt").text, target);
  EXPECT_EQ(without_doubled_currency(source, testing::in_order(source, target + "dólares"), "en", "pt").text + " ",
            target);
}

TEST(Money, LinksStayOnTheirWords) {
  const std::string source = "£300 each", target = "£300 libras cada";
  const markup::AlignedText out =
      without_doubled_currency(source, testing::aligned(source, target, "0-0 0-1 1-2"), "en", "pt");
  ASSERT_EQ(out.links.size(), 2U);
  EXPECT_EQ(out.text.substr(out.links[1].target.begin), "cada");
}

}  // namespace
}  // namespace dragoman::fidelity
