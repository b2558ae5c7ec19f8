// Hours of the day in the form of the other language.
#include "fidelity/hours.h"
#include <gtest/gtest.h>

namespace dragoman::fidelity {
namespace {

std::string timed(std::string_view source, const std::string& target, std::string_view from = "pt-BR",
                  std::string_view to = "en") {
  return with_hours_in_form(source, {target, {{{0, source.size()}, {0, target.size()}}}}, from, to).text;
}

TEST(Hours, CopiesAreWrittenWithMinutes) {
  EXPECT_EQ(timed("vai das 22h às 5h.", "goes from 22h to 5h."), "goes from 22:00 to 5:00.");
  EXPECT_EQ(timed("começa às 21h30", "starts at 21h30"), "starts at 21:30");
  EXPECT_EQ(timed("às 22 h e", "at 22 h and"), "at 22:00 and");
  EXPECT_EQ(timed("à 20h", "um 20h", "fr", "de"), "um 20:00");
}

TEST(Hours, WhatLastsStays) {
  EXPECT_EQ(timed("durou 3h e acabou às 3h", "lasted 3h and ended at 3h"), "lasted 3h and ended at 3:00");
  EXPECT_EQ(timed("as 24h de Le Mans", "the 24h of Le Mans"), "the 24h of Le Mans");
}

TEST(Hours, WithMinutesAreGivenPlainly) {
  const auto given = [](std::string_view text, std::string_view language) {
    return Rewritten(text, plain_hours(text, language)).text();
  };
  EXPECT_EQ(given("5 de março às 10h05, das 9h00 às 22 h 30", "pt-BR"), "5 de março às 10:05, das 9:00 às 22 h 30");
  EXPECT_EQ(given("às 22h e durou 3h05", "pt"), "às 22h e durou 3h05");
  EXPECT_EQ(given("at 10h05", "en"), "at 10h05");
}

TEST(Hours, OthersAreLeftAlone) {
  EXPECT_EQ(timed("às 22h", "at 10 p.m."), "at 10 p.m.");
  EXPECT_EQ(timed("às 22h", "à 22h", "pt", "fr"), "à 22h");
  EXPECT_EQ(timed("at 22h", "às 22h", "en", "pt"), "às 22h");
  for (const char* same : {"às 25h", "às 22h61", "às 22h5", "às 122h", "às 22hz", "às h", "às A22h"})
    EXPECT_EQ(timed(same, same), same);
}

}  // namespace
}  // namespace dragoman::fidelity
