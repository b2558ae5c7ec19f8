// Loops of a translation's own.
#include "fidelity/loops.h"

#include <gtest/gtest.h>

namespace dragoman::fidelity {
namespace {

TEST(Loops, WhatIsSaidAgainAtOnceIsALoop) {
  EXPECT_EQ(count_loops("By Ada Lima in Faro", "O que é o que é o que és em Faro"), 1U);
  EXPECT_EQ(count_loops("the the", "a casa a casa a casa a casa"), 2U);
  EXPECT_EQ(count_loops("The port", "O porto porto"), 1U);
}

TEST(Loops, WhatIsNoLoop) {
  for (const char* fine :
       {"", "porto", "Não, não, não", "um a um", "de 2 2 e 2 2 mil", "o que é que o porto é", "que que"}) {
    EXPECT_EQ(count_loops("that that", fine), 0U) << fine;
  }
}

TEST(Loops, ASentenceOfManyWordsIsQuick) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "word" + std::to_string(i % 7) + " ";
  EXPECT_EQ(count_loops("x", text), 0U);
}

}  // namespace
}  // namespace dragoman::fidelity
