// The signs that the engine is given.
#include "fidelity/plain_signs.h"
#include <gtest/gtest.h>
#include <string>

namespace dragoman::fidelity {
namespace {

std::string given(std::string_view text) { return Rewritten(text, plain_signs(text, {})).text(); }

TEST(PlainSigns, DashesBetweenBlanksAreHyphens) {
  EXPECT_EQ(given("Sales fell – for the third time — and jobs went."),
            "Sales fell - for the third time - and jobs went.");
  EXPECT_EQ(given("rose to £3 –\u00A0a record –"), "rose to £3 -\u00A0a record -");
  EXPECT_EQ(given("bad—or so"), "bad - or so");
}

TEST(PlainSigns, OfShortDashesWithoutBlanksOnlyThoseBetweenWordsOrFigures) {
  EXPECT_EQ(given("US–China in 2010–12"), "US-China in 2010-12");
  EXPECT_EQ(given("at –5 degrees, he said–"), "at –5 degrees, he said–");
}

TEST(PlainSigns, CopyrightIsSaidOnce) {
  EXPECT_EQ(given("Copyright © 2024 Harbour Post"), "© 2024 Harbour Post");
  EXPECT_EQ(given("COPYRIGHT © 2024, a copyright, Copyright"), "© 2024, a copyright, Copyright");
}

}  // namespace
}  // namespace dragoman::fidelity
