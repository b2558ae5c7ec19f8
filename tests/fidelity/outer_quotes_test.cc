// Quotation marks at the ends of sentences.
#include "fidelity/outer_quotes.h"

#include <gtest/gtest.h>

#include "aligned.h"

namespace dragoman::fidelity {
namespace {

std::string quoted(std::string_view source, std::string_view target) {
  return with_outer_quotes(source, testing::in_order(std::string(source), std::string(target))).text;
}

TEST(OuterQuotes, WhatTheEndsLackIsAdded) {
  EXPECT_EQ(quoted("\"Sim.\"", "\"Yes."), "\"Yes.\"");
  EXPECT_EQ(quoted("Foi a minha vez.\"", "It was my turn."), "It was my turn.\"");
  EXPECT_EQ(quoted("“Foi a minha vez", "It was my turn"), "\"It was my turn");
  EXPECT_EQ(quoted("«Sim.»", "“Yes.."), "“Yes.\"");
  EXPECT_EQ(quoted("\"Não sei\", disse ela.", "I don't know\", she said."), "\"I don't know\", she said.");
  EXPECT_EQ(quoted("\"Foi tudo\".", "That was all."), "\"That was all.\"");
}

TEST(OuterQuotes, WhatIsThereOrWasLostInsideStays) {
  EXPECT_EQ(quoted("\"Sim.\"", "\"Yes\"."), "\"Yes\".");
  EXPECT_EQ(quoted("\"Sim\", disse.", "Yes, he said."), "Yes, he said.");  // the inner one is lost, too
  EXPECT_EQ(quoted("A \"casa\" ruiu.", "The house fell."), "The house fell.");
  EXPECT_EQ(quoted("Disse \"sim.\"", "He said yes."), "He said yes.");
  EXPECT_EQ(quoted("Sim...", "Yes.."), "Yes..");
  EXPECT_EQ(quoted("\"Sim.\"", ""), "");
}

}  // namespace
}  // namespace dragoman::fidelity
