// Tables of replacements that no honest model has: rules that go in circles, replacements without end.
#include "text/charsmap.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace dragoman::text {
namespace {

/// A table whose one rule replaces any run of 'a', since its only path comes back to where it began.
std::string circle(const std::string& pool) {
  std::vector<std::uint32_t> units(512, 0xFF);  // the label of no node of ours
  units[0] = 0x100U << 10;                      // the root's children lie from 0x100 on
  units[0x161] = 'a' | 1U << 8 | std::uint32_t{'a'} << 10;
  units[0x100] = std::uint32_t{1} << 31;  // value: the pool's first string
  const auto bytes = static_cast<std::uint32_t>(units.size() * sizeof(units[0]));
  return std::string(reinterpret_cast<const char*>(&bytes), sizeof(bytes)) +
         std::string(reinterpret_cast<const char*>(units.data()), bytes) + pool;
}

TEST(Charsmap, ACircleIsLeftAndIsNoClosedTable) {
  const auto table = Charsmap::read(circle(std::string("b\0", 2)));
  ASSERT_TRUE(table);
  EXPECT_FALSE(table->closed());
  EXPECT_EQ(table->longest("aaab").length, 3u);
  EXPECT_EQ(table->longest("aaab").replacement, "b");
  EXPECT_EQ(table->longest(std::string(1000, 'a')).length, 128u);
}

TEST(Charsmap, LongReplacementsAndOpenEndsAreRefused) {
  EXPECT_TRUE(Charsmap::read(circle(std::string(128, 'b') + '\0')));
  EXPECT_FALSE(Charsmap::read(circle(std::string(129, 'b') + '\0')));
  EXPECT_FALSE(Charsmap::read(circle(std::string("c\0", 2) + std::string(10'000'000, 'b') + '\0')));
  EXPECT_FALSE(Charsmap::read(circle(std::string("c\0d", 3))));
}

}  // namespace
}  // namespace dragoman::text
