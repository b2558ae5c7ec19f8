// Figures in the house's numerals: which change, which stay, and where their links go.
#include "fidelity/numerals.h"

#include <gtest/gtest.h>

#include <string>

#include "text/numerals.h"

namespace dragoman::fidelity {
namespace {

std::string written(const std::string& text, std::string_view system, std::string_view language) {
  return in_numerals("", {text, {}}, {}, system, language).text;
}

TEST(Numerals, ThoseOfTheLanguageWithTheirSeparators) {
  EXPECT_EQ(written("قال 12 رجلا إن 2,500.5 كيلومتر", "native", "ar"), "قال ١٢ رجلا إن ٢٬٥٠٠٫٥ كيلومتر");
  EXPECT_EQ(written("قال ١٢ رجلا إن ٢٬٥٠٠٫٥ كيلومتر", "latn", "ar"), "قال 12 رجلا إن 2,500.5 كيلومتر");
  EXPECT_EQ(written("۱۲ und 3", "latn", "de"), "12 und 3");
  EXPECT_EQ(written("2,500 लोग", "deva", "hi"), "२,५०० लोग");
  EXPECT_EQ(written("em 2.500,5 km", "native", "pt"), "em 2.500,5 km");
}

TEST(Numerals, WhatIsNoNumberKeepsItsSigns) {
  EXPECT_EQ(written("في 12.5.2026 الساعة 10:30", "native", "ar"), "في ١٢.٥.٢٠٢٦ الساعة ١٠:٣٠");
  EXPECT_EQ(written("الآن 12. ثم 7, ثم", "arab", "ar"), "الآن ١٢. ثم ٧, ثم");
}

TEST(Numerals, AddressesNamesAndWhatIsKeptStay) {
  EXPECT_EQ(written("عند https://a.org/2026 و @port24 و G20 و COVID-19 و 5G", "arab", "ar"),
            "عند https://a.org/2026 و @port24 و G20 و COVID-19 و 5G");
  const std::string source = "Take road 66 for 20 km.";
  EXPECT_EQ(in_numerals(source, {"خذ road 66 لمسافة 20 كم", {}}, {{5, 12}}, "arab", "ar").text,
            "خذ road 66 لمسافة ٢٠ كم");
}

TEST(Numerals, LinksMoveAlong) {
  const markup::AlignedText given = {"12 x", {{{0, 2}, {0, 2}}, {{3, 6}, {3, 4}}}};
  const markup::AlignedText out = in_numerals("12 men", given, {}, "arab", "ar");
  ASSERT_EQ(out.text, "١٢ x");
  ASSERT_EQ(out.links.size(), 2U);
  EXPECT_EQ(out.links[0].target, (ByteRange{0, 4}));
  EXPECT_EQ(out.links[1].target, (ByteRange{5, 6}));
  EXPECT_EQ(out.links[1].source, (ByteRange{3, 6}));
}

TEST(Numerals, NamesThatAreNotKnownChangeNothing) {
  EXPECT_EQ(written("12", "", "ar"), "12");
  for (const char* name : {"roman", "hebr", "no such", "latn\nx"}) {
    EXPECT_FALSE(text::numerals_of(name, "ar")) << name;
    EXPECT_EQ(written("12", name, "ar"), "12");
  }
}

}  // namespace
}  // namespace dragoman::fidelity
