// Splices against the obvious meaning: replace, insert, nest, render a part.
#include "document/splices.h"
#include <gtest/gtest.h>

namespace dragoman::document {
namespace {

TEST(Splices, NothingTouchedIsIdentical) {
  EXPECT_EQ(Splices("abc").render(), "abc");
  EXPECT_EQ(Splices("").render(), "");
}

TEST(Splices, ReplacesAndInserts) {
  Splices splices("0123456789");
  splices.replace({2, 4}, "ab");
  splices.insert(2, "<");
  splices.insert(2, "=");
  splices.insert(10, "!");
  splices.insert(0, "?");
  splices.replace({7, 8}, "");
  EXPECT_EQ(splices.render(), "?01<=ab45689!");
}

TEST(Splices, OuterReplacementSwallowsInner) {
  Splices splices("<a title=x>word</a>");
  splices.replace({9, 10}, "y");
  const std::string open = splices.render({0, 11});
  EXPECT_EQ(open, "<a title=y>");
  splices.insert(0, "^");
  splices.replace({0, 19}, open + "palavra</a>");
  EXPECT_EQ(splices.render(), "^<a title=y>palavra</a>");
}

TEST(Splices, NothingIsDoneInsideWhatIsGone) {
  Splices splices("0123456789");
  splices.replace({2, 6}, "ab");
  splices.insert(3, "x");
  splices.replace({4, 5}, "y");
  splices.insert(2, "<");
  splices.insert(6, ">");
  EXPECT_EQ(splices.render(), "01<ab>6789");
}

TEST(Splices, RenderOfAPartLeavesOutWhatStandsAtItsEnd) {
  Splices splices("abcd");
  splices.insert(2, "|");
  EXPECT_EQ(splices.render({0, 2}), "ab");
  EXPECT_EQ(splices.render({2, 4}), "|cd");
}

}  // namespace
}  // namespace dragoman::document
