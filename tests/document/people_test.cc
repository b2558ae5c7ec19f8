// Names that stand alone, and what only looks like one.
#include "document/people.h"
#include <gtest/gtest.h>
#include <string>

namespace dragoman::document {
namespace {

TEST(People, AFirstNameAndOneMoreIsSomebody) {
  for (const char* name : {"Stephen Hill", "Brian O'Rook", "J. Marcos da Serra", "Teresa Campos", "Jürgen Berg",
                           "François Dubois-Roe", "João V. Pedra"}) {
    EXPECT_EQ(person_name(name), PersonName::kSure) << name;
  }
}

TEST(People, OtherWordsNeedProof) {
  for (const char* name : {"Rose Hill", "Will Stone", "Hope Waters", "Stephen Hill Returns", "Ana Maria Prova"})
    EXPECT_EQ(person_name(name), PersonName::kPerhaps) << name;
}

TEST(People, WhatIsNoName) {
  for (const char* text : {"", "Stephen", "Stephen hill", "The Hill", "Port Reopens", "George Street", "David 2024",
                           "Stephen Hill, 42", "Kevin: Why", "Brian Editor", "Harbour Stephen",
                           "Stephen Hill Returns To Town Again", "Maria-Theresienstraße"}) {
    EXPECT_EQ(person_name(text), PersonName::kNone) << text;
  }
  EXPECT_EQ(person_name("Stephen " + std::string(80, 'A')), PersonName::kNone);
}

TEST(People, RunningTextProvesThemInsideASentence) {
  EXPECT_TRUE(is_named_in("The mayor met Rose Hill on Monday.", "Rose Hill"));
  EXPECT_TRUE(is_named_in("It rained.\nThey asked Rose Hill.", "Rose Hill"));
  EXPECT_FALSE(is_named_in("Rose Hill is closed. Rose Hill reopens.", "Rose Hill"));
  EXPECT_FALSE(is_named_in("They asked Rose Hillman.", "Rose Hill"));
  EXPECT_FALSE(is_named_in("Now: Rose Hill", "Rose Hill"));
  EXPECT_FALSE(is_named_in("", "Rose Hill"));
}

}  // namespace
}  // namespace dragoman::document
