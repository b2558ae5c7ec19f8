// Datelines on their way through a page: the place translated, the date localised, agency and dash where they were.
#include <gtest/gtest.h>
#include "../fake_engine.h"
#include "dragoman/page.h"

namespace dragoman {
namespace {

using testing::FakeEngine;

/// Knows one town, loses every month, and has small letters for all else.
std::string careless(std::string_view word) {
  if (word == "Lisbon") return "Lisboa";
  if (word == "Lisbon,") return "Lisboa,";
  if (word == "March" || word == "Mar.") return "";
  return std::string(word);
}

std::string translated(std::string_view page, const std::string& name = "page.html", const std::string& to = "pt") {
  FakeEngine engine{.word = careless};
  const Result<Page> read = Page::read(page, {.name = name});
  if (!read) return read.error().what;
  const auto out = translate_page(*read, engine.function(), {.from = "en", .to = to, .label_place = LabelPlace::kNone});
  return out ? out->bytes : out.error().what;
}

void expect_has(const std::string& bytes, std::string_view wanted) {
  EXPECT_NE(bytes.find(wanted), std::string::npos) << bytes;
}

TEST(Dateline, PlaceDateAndAgencyEachInTheirOwnWay) {
  expect_has(translated("<p>LISBON, March 3 (Reuters) - The port opened.</p>"),
             "<p>LISBOA, 3 de março (Reuters) - The port opened.</p>");
  expect_has(translated("<p>LISBON, Mar. 3, 2021 (AP) — The port opened. It is big.</p>"),
             "<p>LISBOA, 3 de março de 2021 (AP) — The port opened. It is big.</p>");
  expect_has(translated("<p>LISBON (AP) —&nbsp;The port opened.</p>"), "<p>LISBOA (AP) —&nbsp;The port opened.</p>");
  expect_has(translated("<p>Lisbon, 3 March (Reuters) – The port opened.</p>"),
             "<p>Lisboa, 3 de março (Reuters) – The port opened.</p>");
  expect_has(translated("<p>LISBON – The port opened.</p>"), "<p>LISBOA – The port opened.</p>");
}

TEST(Dateline, PlacesAreWrittenByTheirNamesOrStay) {
  const auto line = [](const std::string& place) {
    return translated("<p>" + place + ", March 4 (Reuters) - The mayor resigned.</p>");
  };
  for (const auto& [place, wanted] :
       std::vector<std::pair<std::string, std::string>>{{"MIAMI", "MIAMI"},
                                                        {"CHICAGO/NEW YORK", "CHICAGO/NOVA YORK"},
                                                        {"THE HAGUE", "HAIA"},
                                                        {"LOS ANGELES", "LOS ANGELES"},
                                                        {"LITTLE ROCK, Arkansas", "LITTLE ROCK, Arkansas"},
                                                        {"TALLAHASSEE, Florida", "TALLAHASSEE, Flórida"},
                                                        {"ABU DHABI, UAE", "ABU DHABI, EAU"},
                                                        {"READING", "READING"}}) {
    expect_has(line(place), "<p>" + wanted + ", 4 de março (Reuters) - The mayor resigned.</p>");
  }
}

TEST(Dateline, ALineThatIsAPlaceIsItsName) {
  expect_has(translated("<h2>United Nations</h2>"),
             "<h2>United Nations</h2>");  // an engine that tells no ranks is asked
  FakeEngine engine{.word = careless};
  const Result<Page> read = Page::read("<h2>United Nations</h2><h2>Nice</h2><h2>BAGHDAD</h2>", {.name = "a.html"});
  PageOptions options = {.from = "en", .to = "pt", .label_place = LabelPlace::kNone};
  options.vocabulary.word_pieces = testing::whole_words({{"nice", 9}});
  const auto out = translate_page(*read, engine.function(), options);
  ASSERT_TRUE(out);
  expect_has(out->bytes, ">Nações Unidas</h2>");
  expect_has(out->bytes, ">Nice</h2>");
  expect_has(out->bytes, ">BAGDÁ</h2>");
}

TEST(Dateline, MarkupStaysOnItsParts) {
  expect_has(translated("<p><b>LISBON</b>, <i>March 3</i> (<a href=x>Reuters</a>) - The <u>port</u> opened.</p>"),
             "<p><b>LISBOA</b>, <i>3 de março</i> (<a href=x>Reuters</a>) - The <u>port</u> opened.</p>");
  expect_has(translated("<p><strong>LISBON, March 3 (Reuters) -</strong> The port opened.</p>"),
             "<p><strong>LISBOA, 3 de março (Reuters) -</strong> The port opened.</p>");
}

TEST(Dateline, InDescriptionsToo) {
  expect_has(
      translated("<meta name=description content='LISBON, March 3 (AP) - The port opened.'><p>some words here</p>"),
      "content='LISBOA, 3 de março (AP) - The port opened.'");
}

TEST(Dateline, ADateWithoutARuleIsTheEngines) {
  expect_has(translated("<p>LISBON, Tuesday (AFP) - The port opened.</p>"), "<p>LISBOA, Tuesday (AFP) - The port");
  // No months are known of this language: nothing is invented.
  expect_has(translated("<p>LISBON, April 3 (AFP) - The port opened.</p>", "page.html", "eo"),
             "<p>LISBON, April 3 (AFP) - The port");
}

TEST(Dateline, IsOneSentenceOfItsBlock) {
  FakeEngine engine{.word = careless};
  const Result<Page> page = Page::read("<p>LISBON, March 3 (Reuters) - The port opened.</p>", {});
  ASSERT_TRUE(page);
  const auto out = translate_page(*page, engine.function(), {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  const Block& block = out->blocks.at(0);
  ASSERT_EQ(block.sentences.size(), 2U);
  const ByteRange source = block.sentences[0].source, target = block.sentences[0].target;
  EXPECT_EQ(block.source.substr(source.begin, source.end - source.begin), "LISBON, March 3 (Reuters)");
  EXPECT_EQ(block.target.substr(target.begin, target.end - target.begin), "LISBOA, 3 de março (Reuters)");
  EXPECT_EQ(engine.seen.find("March"), std::string::npos) << engine.seen;
}

TEST(Dateline, InPlainArticles) {
  expect_has(translated("The port opens\n\nLISBON, March 3 (Agency) - The port opened.\n", "story.txt"),
             "LISBOA, 3 de março (Agency) - The port opened.");
}

TEST(Dateline, FiguresTurnWhereThePageSaysOfWhichRegionItIs) {
  const std::string text = "<p>The port opened on 03/05/2024.</p><p>3/15/2024</p>";
  expect_has(translated("<html lang=\"en-US\">" + text), "<p>The port opened on 05/03/2024.</p><p>15/3/2024</p>");
  expect_has(translated("<html lang=\"en\">" + text), "<p>The port opened on 03/05/2024.</p><p>15/3/2024</p>");
  // The template says en-US, a date says that it is wrong.
  expect_has(translated("<html lang=\"en-US\"><p>The port opened on 03/05/2024.</p><p>Until 15/3/2024.</p>"),
             "<p>The port opened on 03/05/2024.</p><p>Until 15/3/2024.</p>");
}

}  // namespace
}  // namespace dragoman
