// Pairs for which no data of ours exist: what CLDR knows must do.
#include "pairs.h"

namespace dragoman::test {
namespace {

using enum FindingKind;

TEST(OtherLanguages, DutchAndSwedish) {
  const char* const source = "Op 3 maart voeren 412 schepen naar Gotland, 90 kilometer ver.";
  EXPECT_FALSE(check("nl", "sv", source, "Den 3 mars seglade 412 fartyg till Gotland, 90 kilometer bort.")
                   .has(Severity::kCritical));
  EXPECT_TRUE(has(check("nl", "sv", source, "Den 3 maj seglade 412 fartyg till Gotland, 90 kilometer bort."), kDate,
                  Severity::kCritical));
  EXPECT_TRUE(has(check("nl", "sv", source, "Den 3 mars seglade 421 fartyg till Gotland, 90 kilometer bort."), kNumber,
                  Severity::kCritical));
  EXPECT_TRUE(has(check("nl", "sv", source, "Den 3 mars seglade 412 fartyg till Gotland, 90 meter bort."), kUnit,
                  Severity::kCritical));
  EXPECT_TRUE(has(check("nl", "sv", source, source), kUntranslated, Severity::kCritical));
}

TEST(OtherLanguages, NumbersInWordsComeFromTheSpellingRules) {
  EXPECT_FALSE(check("nl", "fi", "Er zonken zeven schepen.", "Seitsemän laivaa upposi.").has(Severity::kWarning));
  EXPECT_TRUE(
      has(check("nl", "fi", "Er zonken zeven schepen.", "Kahdeksan laivaa upposi."), kNumber, Severity::kCritical));
}

TEST(OtherLanguages, CountriesAndWeekdays) {
  EXPECT_FALSE(check("pl", "fi", "W Turcji w poniedziałek.", "Turkissa maanantai.").has(Severity::kCritical));
  EXPECT_TRUE(
      has(check("it", "sv", "Si vota lunedì in Turchia.", "Man röstar tisdag i Turkiet."), kDate, Severity::kCritical));
}

TEST(OtherLanguages, NounsWithCapitalsAreNoNames) {
  const PairCheck found = check("de", "en", "Die Regierung lobte das Abkommen mit den Bauern im Norden.",
                                "The government praised the Accord with farmers of the North.");
  EXPECT_FALSE(found.has(Severity::kCritical)) << told(found);
  EXPECT_TRUE(has(check("de", "en", "Olga Lindqvist lobte das Abkommen.", "Olga Hartvigsen praised the accord."),
                  kNameSwapped, Severity::kCritical));
}

TEST(OtherLanguages, GermanFormats) {
  EXPECT_FALSE(
      check("de", "en", "Das Haus kostete 2.500,75 Euro.", "The house cost 2,500.75 euros.").has(Severity::kCritical));
  EXPECT_TRUE(has(check("de", "en", "Das Haus kostete 2.500 Euro.", "The house cost 2.500 euros."), kNumber,
                  Severity::kCritical));
}

TEST(OtherLanguages, ScriptsWithoutBlanksAndFromTheRight) {
  EXPECT_FALSE(check("en", "ja", "The ship carried 412 people.", "船は412人を運んだ。").has(Severity::kCritical));
  EXPECT_TRUE(
      has(check("en", "ja", "The ship carried 412 people.", "船は421人を運んだ。"), kNumber, Severity::kCritical));
  EXPECT_TRUE(has(check("en", "ar", "Prices rose 412 percent.", "ارتفعت الأسعار بنسبة ٤٢١ في المئة."), kNumber,
                  Severity::kCritical));
  EXPECT_FALSE(has(check("en", "ar", "Prices rose 412 percent.", "ارتفعت الأسعار بنسبة ٤١٢ بالمئة."), kNumber,
                   Severity::kCritical));
}

}  // namespace
}  // namespace dragoman::test
