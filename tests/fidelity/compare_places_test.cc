// Which known places two texts do not share: lost ones, made-up ones, parts of names.
#include "fidelity/compare_places.h"

#include <gtest/gtest.h>

#include <string>

namespace dragoman::fidelity {
namespace {

std::string compared(std::string_view source, std::string_view target) {
  const ComparedPlaces places = compare_places(source, target, "en", "pt");
  return std::to_string(places.lost) + " lost, " + std::to_string(places.other) + " other";
}

TEST(ComparePlaces, ThoseThatAreSaidInEitherFormAreThere) {
  EXPECT_EQ(compared("Storm in London", "Tempestade em Londres"), "0 lost, 0 other");
  EXPECT_EQ(compared("Storm in London", "Tempestade em London"), "0 lost, 0 other");
  EXPECT_EQ(compared("Coup in Niger", "Golpe no NÍGER"), "0 lost, 0 other");
  EXPECT_EQ(compared("Talks in Trinidad and Tobago", "Conversas em Trinidad e Tobago"), "0 lost, 0 other");
  EXPECT_EQ(compared("Storm at sea", "Tempestade no mar"), "0 lost, 0 other");
  EXPECT_EQ(compared("", ""), "0 lost, 0 other");
}

TEST(ComparePlaces, OthersAreLostOrMadeUp) {
  EXPECT_EQ(compared("Storm in London", "Tempestade no Rio de Janeiro"), "1 lost, 1 other");
  EXPECT_EQ(compared("Storm in London", "Tempestade"), "1 lost, 0 other");
  EXPECT_EQ(compared("Storm at sea", "Tempestade em Lisboa"), "0 lost, 1 other");
  EXPECT_EQ(compared("From Paris to Cairo", "De Paris a Roma"), "1 lost, 1 other");
}

TEST(ComparePlaces, NamesWithAPlaceInThemAreNone) {
  EXPECT_EQ(compared("Paris Hilton spoke", "Hilton falou"), "0 lost, 0 other");
  EXPECT_EQ(compared("So said Jordan Peterson", "Disse Peterson"), "0 lost, 0 other");
  EXPECT_EQ(compared("Michael Jordan spoke", "Michael Jordan falou"), "0 lost, 0 other");
  EXPECT_EQ(compared("In Paris, Hilton spoke", "Hilton falou"), "1 lost, 0 other");
}

}  // namespace
}  // namespace dragoman::fidelity
