// Time zones that a translation left out.
#include "fidelity/zones.h"
#include <gtest/gtest.h>
#include <string>
#include "aligned.h"

namespace dragoman::fidelity {
namespace {

std::string zoned(const std::string& source, const std::string& target) {
  const markup::AlignedText out = with_zones(source, testing::in_order(source, target), "pt");
  for (const markup::Link& link : out.links) EXPECT_LE(link.target.end, out.text.size());
  return out.text;
}

TEST(Zones, ComeBehindTheirTimes) {
  EXPECT_EQ(zoned("on March 5 at 8:02 p.m. ET.", "em 5 de março às 8:02 da noite."),
            "em 5 de março às 8:02 da noite ET.");
  EXPECT_EQ(zoned("from 18:02 GMT to 20:00 CET, 28:02", "das 18:02 às 20:00, 28:02"),
            "das 18:02 GMT às 20:00 CET, 28:02");
  EXPECT_EQ(zoned("at 8:02 pm EST", "8:02 p.m."), "8:02 p.m. EST");
}

TEST(Zones, AreNotSaidTwiceNorMadeUp) {
  EXPECT_EQ(zoned("at 8:02 p.m. ET", "às 8:02 ET"), "às 8:02 ET");
  EXPECT_EQ(zoned("at 8:02 ET", "na NET às 8:02"), "na NET às 8:02 ET");  // no part of a word
  EXPECT_EQ(zoned("at 8:02 et al", "às 8:02"), "às 8:02");
  EXPECT_EQ(zoned("at 8:02 NATO met", "às 8:02"), "às 8:02");
  EXPECT_EQ(zoned("in ET at 8:02", "às 8:02"), "às 8:02");
  EXPECT_EQ(zoned("at 8:02 ET", "às 18:02"), "às 18:02");  // another time
}

}  // namespace
}  // namespace dragoman::fidelity
