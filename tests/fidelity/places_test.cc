// Names of places between languages: the table, the CLDR's countries and cities, regions of a language, what is not known.
#include "fidelity/places.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace dragoman::fidelity {
namespace {

std::string name(std::string_view place, std::string_view source, std::string_view target) {
  return place_in_language(place, source, target).value_or("-");
}

TEST(Places, HaveTheirNamesInOtherLanguages) {
  const std::vector<std::tuple<std::string, std::string, std::string, std::string>> cases = {
      {"Lisbon", "en", "pt", "Lisboa"},
      {"Lisboa", "pt", "en", "Lisbon"},
      {"BAGHDAD", "en", "pt", "Bagdá"},
      {"Baghdad", "en", "ar", "بغداد"},
      {"بغداد", "ar", "en", "Baghdad"},
      {"The Hague", "en", "pt", "Haia"},
      {"Haia", "pt", "en", "The Hague"},
      {"Chicago", "en", "pt", "Chicago"},
      {"Chicago", "pt", "en", "Chicago"},
      {"SAO PAULO", "en", "pt", "São Paulo"},
      {"São Paulo", "pt", "en", "São Paulo"},
      {"Nova York", "pt", "en", "New York"},
      {"Nova Iorque", "pt-PT", "en", "New York"},
      {"New York", "en", "pt-PT", "Nova Iorque"},
      {"New York", "en-US", "pt-BR", "Nova York"},
      {"Moscow", "en", "pt-PT", "Moscovo"},
      {"Riyadh", "en", "pt", "Riad"},
      {"Turkey", "en", "pt", "Turquia"},
      {"Iran", "en", "pt-PT", "Irão"},
      {"West Bank", "en", "pt", "Cisjordânia"},
      {"Munich", "en", "de", "München"},
      {"Auckland", "en", "pt", "Auckland"},
      {"Salt Lake City", "pt", "en", "Salt Lake City"}};
  for (const auto& [place, source, target, wanted] : cases) {
    EXPECT_EQ(name(place, source, target), wanted) << place << " " << source << " " << target;
  }
}

TEST(Places, WhatIsNotKnownIsNotGuessed) {
  for (const char* place : {"Springfield", "", "Christmas", "Easter", "Center", "Nowhere, Texas", "the port", "001"}) {
    EXPECT_EQ(name(place, "en", "pt"), "-") << place;
  }
  EXPECT_EQ(name("Lisbon", "en", "xx"), "-");
  EXPECT_EQ(name("Lisbon", "xx", "pt"), "-");
}

}  // namespace
}  // namespace dragoman::fidelity
