// Dates in digits back into words, where the source has them in words.
#include "fidelity/dates.h"
#include <gtest/gtest.h>

namespace dragoman::fidelity {
namespace {

std::string written(std::string_view source, const std::string& target, std::string_view from = "en",
                    std::string_view to = "pt-BR") {
  return write_dates_in_words(source, {target, {{{0, source.size()}, {0, target.size()}}}}, from, to).text;
}

TEST(Dates, InDigitsBecomeWords) {
  EXPECT_EQ(written("Jul 17, 2014", "17/07/2014"), "17 de julho de 2014");
  EXPECT_EQ(written("on 3 March 2021 at noon", "em 03/03/2021 ao meio-dia"), "em 3 de março de 2021 ao meio-dia");
  EXPECT_EQ(written("July 1, 2014 – July 17, 2014", "01/07/2014 – 17.07.2014"),
            "1 de julho de 2014 – 17 de julho de 2014");
  EXPECT_EQ(written("17 de julho de 2014", "7/17/2014", "pt", "en"), "July 17, 2014");
}

TEST(Dates, WithStopsAreDatesInWords) {
  const auto given = [](std::string_view text, std::string_view language) {
    return Rewritten(text, plain_dates(text, language)).text();
  };
  EXPECT_EQ(given("Em 5.mar.2024 e 21.dezembro.2018.", "pt-BR"), "Em 5 mar 2024 e 21 dezembro 2018.");
  for (const char* same : {"5.map.2024", "125.mar.2024", "5.mar.20245", "5.mar.24", "x5.mar.2024", "5.mar", "5.",
                           ".mar.2024", "5.mar.2024a", "1.2.2024", "5.m.2024"}) {
    EXPECT_EQ(given(same, "pt"), same);
  }
  EXPECT_EQ(given("5.mar.2024", "zh"), "5.mar.2024");
  EXPECT_EQ(written("5.mar.2024", "03/05/2024", "pt", "en"), "March 5, 2024");
}

TEST(Dates, InTheSourcesOrderAreSetRight) {
  const auto set = [](std::string_view source, const std::string& target, std::string_view from = "en",
                      std::string_view to = "pt-BR") {
    return with_dates_in_form(source, {target, {{{0, source.size()}, {0, target.size()}}}}, from, to).text;
  };
  EXPECT_EQ(set("March 4, 2026 8:02 pm", "4 de Março, 2026 8:02 da noite"), "4 de março de 2026 8:02 da noite");
  EXPECT_EQ(set("4 March 2026, 8:02", "4 Março 2026, 8:02"), "4 de março de 2026, 8:02");
  EXPECT_EQ(set("Tuesday, 05 June 2026", "Terça-feira, 05 Junho 2026"), "Terça-feira, 05 de junho de 2026");
  EXPECT_EQ(set("Posted on June 5, 2004", "Postado em junho 5, 2004"), "Postado em 5 de junho de 2004");
  EXPECT_EQ(set("5 de junho de 2026", "5 June 2026", "pt", "en"), "5 June 2026");
  EXPECT_EQ(set("5 de junho de 2026", "5 June, 2026", "pt", "en"), "June 5, 2026");
  EXPECT_EQ(set("closed on AUG. 9, 2008.", "fecharam em AUG. 9, 2008."), "fecharam em 9 de agosto de 2008.");
  EXPECT_EQ(set("May 1, 2020 to June 1, 2020", "maio 1, 2020 a junho 1, 2020"),
            "1 de maio de 2020 a 1 de junho de 2020");
  for (const char* same : {"5 de junho de 2026", "junho 6, 2026", "em junho de 2026", "05/06/2026"}) {
    EXPECT_EQ(set("June 5, 2026", same), same);
  }
}

TEST(Dates, OthersAreLeftAlone) {
  EXPECT_EQ(written("Jul 17, 2014", "17 de julho de 2014"), "17 de julho de 2014");
  EXPECT_EQ(written("07/17/2014", "17/07/2014"), "17/07/2014");
  EXPECT_EQ(written("Jul 17, 2014", "18/07/2014"), "18/07/2014");
  EXPECT_EQ(written("Jul 17, 2014", "17/07/20145"), "17/07/20145");
  EXPECT_EQ(written("Jul 17, 2014", "17/07/2014", "en", "xx"), "17/07/2014");
  EXPECT_EQ(written("", "17/07/2014"), "17/07/2014");
  EXPECT_EQ(written("Jul", ""), "");
}

TEST(Dates, LostMonthsComeBack) {
  const auto with_month = [](std::string_view source, const std::string& target) {
    return with_lost_months(source, {target, {{{0, source.size()}, {0, target.size()}}}}, "en", "pt-BR").text;
  };
  EXPECT_EQ(with_month("FARO, March 31 (Reuters) - Rain", "FARO 31 (Reuters) - Chuva"),
            "FARO 31 de março (Reuters) - Chuva");
  EXPECT_EQ(with_month("on 3 Sept. it rained", "no dia 3 choveu"), "no dia 3 de setembro choveu");
  EXPECT_EQ(with_month("since SEPT. 11 it rained", "desde SEPT. 11 choveu"), "desde 11 de setembro choveu");
  EXPECT_EQ(with_month("Sept. 11 or 3 Sept.", "Sept. 11 ou 3"), "11 de setembro ou 3 de setembro");
  EXPECT_EQ(with_month("JAN. 13, 2017", "13 de julho de 2017"), "13 de janeiro de 2017");
  EXPECT_EQ(with_month("Jan. 13 or July 13", "13 de julho ou 13 de julho"), "13 de julho ou 13 de julho");
  for (const char* same : {"31 de março", "em 31/3", "31 e 31", "às 31:00", "31,5", "mar 31", "dia 1"}) {
    EXPECT_EQ(with_month("March 31", same), same);
  }
  EXPECT_EQ(with_month("They may 31", "Eles 31"), "Eles 31");
  EXPECT_EQ(with_month("In March, 31 ships", "Em 31 navios"), "Em 31 navios");
}

TEST(Dates, InTheOtherLanguage) {
  EXPECT_EQ(date_in_language("March 3", "en", "pt-BR"), "3 de março");
  EXPECT_EQ(date_in_language("Sept. 29", "en", "de"), "29. September");
  EXPECT_EQ(date_in_language("03 January 2022", "en-GB", "fr"), "3 janvier 2022");
  EXPECT_EQ(date_in_language("12 de maio de 2021", "pt", "en"), "May 12, 2021");
  EXPECT_EQ(date_in_language("12 de maio", "pt", "en"), "May 12");
  for (const char* none : {"Tuesday", "March", "3", "Tuesday, March 3", "March 3, 21", "March 3 2021 4", ""}) {
    EXPECT_FALSE(date_in_language(none, "en", "pt")) << none;
  }
  EXPECT_FALSE(date_in_language("March 3", "en", "xx"));
  EXPECT_FALSE(date_in_language("March 3", "", "pt"));
}

TEST(Dates, LinksPointAtTheWholeDate) {
  const auto out = write_dates_in_words("Jul 17, 2014", {"17/07/2014", {{{4, 6}, {0, 2}}}}, "en", "pt");
  ASSERT_EQ(out.links.size(), 1U);
  EXPECT_EQ(out.links[0].source, (ByteRange{0, 12}));
  EXPECT_EQ(out.links[0].target, (ByteRange{0, out.text.size()}));
}

}  // namespace
}  // namespace dragoman::fidelity
