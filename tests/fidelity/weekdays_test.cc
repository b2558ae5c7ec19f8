// Weekdays as engines read them best.
#include "fidelity/weekdays.h"

#include <gtest/gtest.h>

namespace dragoman::fidelity {
namespace {

std::string plain(const std::string& text, std::string_view language = "en") {
  return Rewritten(text, plain_weekdays(text, language)).text();
}

TEST(Weekdays, BehindATimeOfDayTheyGetTheirWord) {
  EXPECT_EQ(plain("It opens at 9 a.m. Tuesday."), "It opens at 9 a.m. on Tuesday.");
  EXPECT_EQ(plain("About 11:30 p.m. Saturday, he left"), "About 11:30 p.m. on Saturday, he left");
  EXPECT_EQ(plain("By 5PM Friday's game was over"), "By 5PM on Friday's game was over");
  EXPECT_EQ(plain("At 7 pm Monday Jan. 3"), "At 7 pm on Monday Jan. 3");
  for (const char* same : {"It opens at 9 a.m. on Tuesday.", "I am Tuesday's child", "At 9 a.m. Sunny skies",
                           "9 a.m.\nMonday", "said Tuesday"})
    EXPECT_EQ(plain(same), same);
  EXPECT_EQ(plain("às 9 pm Tuesday", "pt"), "às 9 pm Tuesday");
}

TEST(Weekdays, BeforeADateTheyAreWhole) {
  EXPECT_EQ(plain("It starts Mon. Jan. 3."), "It starts Monday, Jan. 3.");
  EXPECT_EQ(plain("on Tues., March 4, in Ghent"), "on Tuesday, March 4, in Ghent");
  EXPECT_EQ(plain("at 5 p.m. Fri. Nov. 5"), "at 5 p.m. on Friday, Nov. 5");
  EXPECT_EQ(plain("Updated Tue, 12 October 2021"), "Updated Tuesday, 12 October 2021");
  EXPECT_EQ(plain("Updated Tue October 12, 2021"), "Updated Tuesday, October 12, 2021");
  EXPECT_EQ(plain("ter., 12 de outubro de 2021", "pt"), "terça-feira, 12 de outubro de 2021");
  for (const char* same : {"tem de ter 12 de nós", "o que ter, afinal", "ter"}) EXPECT_EQ(plain(same, "pt"), same);
  for (const char* same : {"He bought The Sun. Jan. sales rose", "on Fri. Page 3", "Mon. was wet", "Sat. 5", "Mon."})
    EXPECT_EQ(plain(same), same);
}

}  // namespace
}  // namespace dragoman::fidelity
