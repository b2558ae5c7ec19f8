// Bylines: who surely wrote it, what is a place or a job; and credits of names that no agency is in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>
#include "document/news_forms.h"

namespace dragoman::document {
namespace {

using testing::ElementsAre;

std::string shown(std::string_view text, ByteRange range) {
  return std::string(text.substr(range.begin, range.end - range.begin));
}

std::vector<std::string> writers(std::string_view text) {
  std::vector<std::string> out;
  for (const BylineName& name : read_byline(text)) {
    if (name.writer) out.push_back(shown(text, name.range));
  }
  return out;
}

TEST(Writers, PlacesAndJobsAreNone) {
  EXPECT_THAT(writers("By Rose Hill, Cape Town"), ElementsAre("Rose Hill"));
  EXPECT_THAT(writers("By Rose Hill, Mark Pit and Al Bo"), ElementsAre("Rose Hill", "Mark Pit", "Al Bo"));
  EXPECT_THAT(writers("By Rose Hill and Mark Pit, Cape Town"), ElementsAre("Rose Hill", "Mark Pit"));
  EXPECT_THAT(writers("By Rose Hill, Harbour Correspondents"), ElementsAre("Rose Hill"));
  EXPECT_THAT(writers("Por Ana Prova, de Porto Alegre"), ElementsAre("Ana Prova"));
  EXPECT_THAT(writers("Por Ana Prova \u2014 Porto Alegre"), ElementsAre("Ana Prova"));
  EXPECT_THAT(writers("Por Maria de Lima"), ElementsAre("Maria de Lima"));
  EXPECT_THAT(writers("The port is open"), ElementsAre());
}

std::vector<std::string> kept(std::string_view text) {
  std::vector<std::string> out;
  for (const BylineName& name : read_byline(text)) out.push_back(shown(text, name.range));
  return out;
}

TEST(Writers, WhatStaysInTheLine) {
  EXPECT_THAT(kept("By Rose Hill, Harbour Correspondents"), ElementsAre("Rose Hill"));
  EXPECT_THAT(kept("Por Ana Prova, de Porto Alegre"), ElementsAre("Ana Prova"));
  EXPECT_THAT(kept("Por t7 \u2014 Porto Alegre"), ElementsAre("t7", "Porto Alegre"));
  EXPECT_THAT(kept("By Rose Hill, 5pm"), ElementsAre("Rose Hill"));
  EXPECT_THAT(kept("By More by XY4321"), ElementsAre());
  EXPECT_THAT(kept("by 5pm"), ElementsAre());
}

TEST(Writers, JobTitles) {
  std::vector<std::string> found;
  const std::string_view text = "Rose Hill, Chief Harbour Reporter, and Mark Pit";
  for (const ByteRange range : find_job_titles(text)) found.push_back(shown(text, range));
  EXPECT_THAT(found, ElementsAre("Chief Harbour Reporter"));
  EXPECT_TRUE(find_job_titles("Rose Hill in Rome").empty());
  EXPECT_TRUE(find_job_titles("Rose Hill, Senior Staff Engineer").empty());
}

std::string by_rule(std::string_view text, std::string_view from, std::string_view to) {
  std::string out(text);
  const PlaceNames places = [&](std::string_view name) -> std::optional<std::string> {
    if (name == "Lisbon") return "Lisboa";
    return name == "Lisboa" ? std::optional<std::string>("Lisbon") : std::nullopt;
  };
  const std::vector<Opening> changes = find_sign_off(text, true, from, to, places);
  for (std::size_t i = changes.size(); i-- > 0;)
    out.replace(changes[i].range.begin, changes[i].range.end - changes[i].range.begin, changes[i].counterpart);
  return out;
}

TEST(Writers, LinesByRule) {
  EXPECT_EQ(by_rule("By Rose Hill, Lisbon", "en", "pt"), "Por Rose Hill, Lisboa");
  EXPECT_EQ(by_rule("By Rose Hill \u2014 Lisbon", "en", "pt"), "Por Rose Hill \u2014 Lisboa");
  EXPECT_EQ(by_rule("Por Ana Prova, de Lisboa", "pt", "en"), "By Ana Prova, from Lisbon");
  EXPECT_EQ(by_rule("Written by Rose Hill. Edited by Mark Pit.", "en", "pt"),
            "Escrito por Rose Hill. Edi\u00E7\u00E3o de Mark Pit.");
  EXPECT_EQ(by_rule("Video by Mark Pit", "en", "pt"), "V\u00EDdeo de Mark Pit");
  EXPECT_EQ(by_rule("By Dr. Rose Hill", "en", "pt"), "Por Dr. Rose Hill");
}

std::string credit_of(std::string_view text) {
  const auto found = find_credit(text);
  return found ? shown(text, *found) : "";
}

TEST(Credits, OfNamesAlone) {
  EXPECT_EQ(credit_of("Boats leave the pier (Foto: Ana Prova/t7)"), "(Foto: Ana Prova/t7)");
  EXPECT_EQ(credit_of("Boats leave the pier. Foto: Ana Prova/t7"), "Foto: Ana Prova/t7");
  EXPECT_EQ(credit_of("Boats leave the pier. Pool photo by Mark Pit"), "Pool photo by Mark Pit");
  EXPECT_EQ(credit_of("Boats leave the pier. Wire/Mark Pit"), "Wire/Mark Pit");
  EXPECT_EQ(credit_of("Mark Pit/The Harbour Review of Books"), "Mark Pit/The Harbour Review of Books");
  for (const char* none :
       {"Town Votes: How to Read the Rent/Wage Tables for Small Flats", "Where AC/DC Began Their Tour",
        "Guide to Rent/Wage Tables", "Read: The Latest on Ferry/Tram Delays in Lyon"}) {
    EXPECT_EQ(credit_of(none), "") << none;
  }
}

TEST(Credits, InElementsOfTheirOwn) {
  for (const char* credit : {"Office of Works/Handout", "The Mail/Mark Pit", "Photo: Mark Pit", "Reuters"})
    EXPECT_TRUE(is_credit_element(credit, false)) << credit;
  EXPECT_TRUE(is_credit_element("Office of Works", true));
  for (const char* none : {"Office of Works", "click to enlarge", "and/or", "Queen Anne", ""})
    EXPECT_FALSE(is_credit_element(none, false)) << none;
  EXPECT_FALSE(is_credit_element("File photo", true));
}

TEST(Publications, WordsBeforeTheirNames) {
  EXPECT_TRUE(is_before_publication("Subscribe to"));
  EXPECT_TRUE(is_before_publication("mais da"));
  EXPECT_FALSE(is_before_publication("The"));
  EXPECT_FALSE(is_before_publication(""));
  const auto words = find_before_publication("Assine o Farol", 9, "pt", "en");
  ASSERT_TRUE(words);
  EXPECT_EQ(words->counterpart, "Subscribe to");
  EXPECT_EQ(words->range.end, 8U);
  EXPECT_FALSE(find_before_publication("Assine o Farol", 9, "pt", "ja"));
}

}  // namespace
}  // namespace dragoman::document
