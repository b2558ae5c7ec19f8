// Amounts that a dash joins, as the engine is given them.
#include "fidelity/money_ranges.h"
#include <gtest/gtest.h>
#include <string>

namespace dragoman::fidelity {
namespace {

std::string said(std::string_view text, std::string_view language = "en") {
  return Rewritten(text, plain_money_ranges(text, language)).text();
}

TEST(MoneyRanges, AWordStandsForTheDash) {
  EXPECT_EQ(said("It is $5–$10, or €5-€10."), "It is $5 to $10, or €5 to €10.");
  EXPECT_EQ(said("a £5m–£10m deal"), "a £5m to £10m deal");
  EXPECT_EQ(said("$1.5 billion–$2 billion"), "$1.5 billion to $2 billion");
  EXPECT_EQ(said("US$5–US$10"), "US$5 to US$10");
  EXPECT_EQ(said("R$ 5 milhões–R$ 10 milhões", "pt-BR"), "R$ 5 milhões a R$ 10 milhões");
}

TEST(MoneyRanges, OtherDashesStay) {
  for (const char* text :
       {"5–10", "a loss of –$5", "the bill – $5 – was paid", "Acme–$5", "2020–21", "from £5–", "–"}) {
    EXPECT_EQ(said(text), text);
  }
  EXPECT_EQ(said("$5–$10", "eo"), "$5–$10");
}

}  // namespace
}  // namespace dragoman::fidelity
