// Tokens: where words and numbers end, and which form they are compared in.
#include <gtest/gtest.h>

#include <string>

#include "check/tokens.h"

namespace dragoman::check {
namespace {

std::string cut(std::string_view text) {
  std::string out;
  for (const Token& token : tokens_of(text)) {
    out += out.empty() ? "" : "|";
    out += part(text, token.range);
  }
  return out;
}

TEST(Tokens, WordsNumbersAndSigns) {
  EXPECT_EQ(cut("He paid $2,500.50, in 1960s."), "He|paid|$|2,500.50|,|in|1960|s|.");
  EXPECT_EQ(cut("U.S. troops at 6 a.m."), "U.S|.|troops|at|6|a.m|.");
  EXPECT_EQ(cut("Netanyahu's d’água Al-Sudani"), "Netanyahu's|d’água|Al|-|Sudani");
  EXPECT_EQ(cut("300\u00A0000 e 1\u202F234,5"), "300\u00A0000|e|1\u202F234,5");
  EXPECT_EQ(cut("\xFF\xC3 ok"), "\xFF|\xC3|ok");
}

TEST(Tokens, FormsForComparing) {
  const std::vector<Token> tokens = tokens_of("Erdoğan's ÁGUA iPhone US");
  ASSERT_EQ(tokens.size(), 4u);
  EXPECT_EQ(tokens[0].fold, "erdogan");
  EXPECT_EQ(tokens[1].lower, "água");
  EXPECT_EQ(tokens[1].fold, "agua");
  EXPECT_EQ(tokens[0].shape, Shape::kCapital);
  EXPECT_EQ(tokens[1].shape, Shape::kUpper);
  EXPECT_EQ(tokens[2].shape, Shape::kMixed);
  EXPECT_EQ(tokens[3].shape, Shape::kUpper);
}

}  // namespace
}  // namespace dragoman::check
