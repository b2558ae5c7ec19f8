// Dates in figures come over whole, in their place.
#include "fidelity/figure_dates.h"
#include <gtest/gtest.h>
#include "aligned.h"

namespace dragoman::fidelity {
namespace {

std::string dated(const std::string& source, const std::string& target, const std::string& pairs,
                  std::string_view from = "en", std::string_view to = "pt-BR") {
  return with_dates_in_figures(source, testing::aligned(source, target, pairs), from, to).text;
}

TEST(FigureDates, TornOnesAreWholeAgain) {
  EXPECT_EQ(dated("He died on 2020-05-06.", "Ele morreu em 2020-06.", "0-0 1-1 2-2 3-3"), "Ele morreu em 2020-05-06.");
  EXPECT_EQ(dated("on 2020-05-06 and on 2021-01-02", "em 2020-05 e em 2021", "0-0 1-1 2-2 3-3 4-4"),
            "em 2020-05-06 e em 2021-01-02");
  EXPECT_EQ(dated("He died on 2020-05-06 here", "Morreu em 6 de maio de 2020 aqui", "1-0 2-1 3-2 3-3 3-4 3-5 3-6 4-7"),
            "Morreu em 2020-05-06 aqui");
  EXPECT_EQ(dated("at 2020-05-06T12:00:00Z it", "em 2020-05-06T12:00 isso", "0-0 1-1 2-2"),
            "em 2020-05-06T12:00:00Z isso");
}

TEST(FigureDates, LostOnesComeBack) {
  EXPECT_EQ(dated("He died on 2020-05-06 here", "Ele morreu aqui", "0-0 1-1 4-2"), "Ele morreu 2020-05-06 aqui");
}

TEST(FigureDates, TheDayIsFirstWhereTheTargetHasItSo) {
  EXPECT_EQ(dated("born on 12/31/1999.", "nascido em 3/12/1999.", "0-0 1-1 2-2"), "nascido em 31/12/1999.");
  EXPECT_EQ(dated("born on 12/31/1999.", "nascido em 12/31/1999.", "0-0 1-1 2-2"), "nascido em 31/12/1999.");
  EXPECT_EQ(dated("born on 12/31/1999.", "nascido em 31/12/1999.", "0-0 1-1 2-2", "en-US"), "nascido em 31/12/1999.");
  EXPECT_EQ(dated("born on 12/31/1999.", "geboren 1999.", "0-0 2-1", "en", "hu"), "geboren 1999/12/31.");
}

TEST(FigureDates, WhatCannotBeToldStaysAsItStands) {
  EXPECT_EQ(dated("born on 03/04/1999.", "nascido em 4/3/1999.", "0-0 1-1 2-2"), "nascido em 03/04/1999.");
  EXPECT_EQ(dated("born on 12/31/1999.", "nascido em 31/1999.", "0-0 1-1 2-2", "en-GB"), "nascido em 12/31/1999.");
  EXPECT_EQ(dated("em 31/12/1999.", "on 31/1999.", "0-0 1-1", "pt", "en"), "on 31/12/1999.");
}

TEST(FigureDates, OthersAreNone) {
  for (const char* none : {"2020-13-06", "5-4-10", "1/2/3/4", "2020-05-06-07", "$1/2/2000", "a/1/2/2000", "40/50/2000",
                           "https://example.com/2020-05-06", "555-12-1234", "1999-2000", "2020-05-06x"}) {
    EXPECT_EQ(dated(none, "7", "0-0"), "7") << none;
  }
  EXPECT_EQ(dated("2020-05-06", "", ""), "");
  std::string hostile;
  for (int i = 0; i < 100000; ++i) hostile += "1/";
  EXPECT_EQ(dated(hostile, hostile, "0-0"), hostile);
}

TEST(FigureDates, LinksPointAtTheWholeDate) {
  const auto out = with_dates_in_figures(
      "on 2020-05-06", {"em 2020-06", {{{0, 2}, {0, 2}}, {{3, 7}, {3, 7}}, {{8, 10}, {7, 10}}}}, "en", "pt");
  ASSERT_EQ(out.links.size(), 2U);
  EXPECT_EQ(out.links[1].source, (ByteRange{3, 13}));
  EXPECT_EQ(out.links[1].target, (ByteRange{3, 13}));
}

TEST(FigureDates, ARegionTellsWhichFigureIsTheDay) {
  EXPECT_EQ(dated("since 03/05/2024.", "desde 03/05/2024.", "0-0 1-1"), "desde 03/05/2024.");
  EXPECT_EQ(dated("since 03/05/2024.", "desde 03/05/2024.", "0-0 1-1", "en-US"), "desde 05/03/2024.");
  EXPECT_EQ(dated("since 03/05/2024.", "desde 03/05/2024.", "0-0 1-1", "en-GB"), "desde 03/05/2024.");
  EXPECT_TRUE(turns_dates_in_figures("3/15/2024", "en", "pt"));
  EXPECT_TRUE(turns_dates_in_figures("3/5/2024", "en-US", "pt"));
  EXPECT_FALSE(turns_dates_in_figures("3/5/2024", "en", "pt"));
  EXPECT_FALSE(turns_dates_in_figures("15/3/2024", "en-US", "pt"));
  EXPECT_TRUE(shows_day_first("on 15/3/2024"));
  for (const char* text : {"3/15/2024", "3/5/2024", "2024/15/3", "24/7", ""})
    EXPECT_FALSE(shows_day_first(text)) << text;
}

}  // namespace
}  // namespace dragoman::fidelity
