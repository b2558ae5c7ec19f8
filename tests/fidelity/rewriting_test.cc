// The source as the engine is given it, and the way back.
#include "fidelity/rewriting.h"
#include <gtest/gtest.h>

namespace dragoman::fidelity {
namespace {

TEST(Rewriting, PlacesComeBack) {
  const std::string source = "A strike, then peace";
  const Rewritten out(source, {{{2, 8}, "an attack"}, {{15, 20}, "calm"}});
  ASSERT_EQ(out.text(), "A an attack, then calm");
  EXPECT_FALSE(out.same());
  EXPECT_EQ(out.back({0, 1}), (ByteRange{0, 1}));
  EXPECT_EQ(out.back({2, 11}), (ByteRange{2, 8}));
  EXPECT_EQ(out.back({5, 6}), (ByteRange{2, 8}));    // inside what was replaced
  EXPECT_EQ(out.back({5, 13}), (ByteRange{2, 10}));  // over its end
  EXPECT_EQ(out.back({13, 17}), (ByteRange{10, 14}));
  EXPECT_EQ(out.back({18, 22}), (ByteRange{15, 20}));
  EXPECT_EQ(out.back({0, 22}), (ByteRange{0, 20}));
  EXPECT_EQ(out.back({3, 3}), (ByteRange{}));
}

TEST(Rewriting, NothingToReplace) {
  const Rewritten out("same", {});
  EXPECT_TRUE(out.same());
  EXPECT_EQ(out.text(), "same");
  EXPECT_EQ(out.back({1, 3}), (ByteRange{1, 3}));
}

TEST(Rewriting, OfOverlappingOnesTheFirstStays) {
  const Rewritten out("abcdef", {{{2, 5}, "Y"}, {{1, 3}, "X"}, {{5, 6}, ""}});
  EXPECT_EQ(out.text(), "aXde");
  EXPECT_EQ(out.back({1, 2}), (ByteRange{1, 3}));
  EXPECT_EQ(out.back({2, 4}), (ByteRange{3, 5}));
}

}  // namespace
}  // namespace dragoman::fidelity
