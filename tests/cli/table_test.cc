// Tables for people: columns line up by characters, sizes have units.
#include "table.h"

#include <gtest/gtest.h>

namespace dragoman::cli {
namespace {

TEST(Table, ColumnsAreAlignedByCharacters) {
  EXPECT_EQ(table_text({{"NAME", "X"}, {"ção", "1"}, {"a", "2"}}), "NAME  X\nção   1\na     2\n");
}

TEST(Table, SizesHaveUnits) {
  EXPECT_EQ(size_text(0), "0 bytes");
  EXPECT_EQ(size_text(999), "999 bytes");
  EXPECT_EQ(size_text(1000), "1.0 kB");
  EXPECT_EQ(size_text(17180000), "17.2 MB");
  EXPECT_EQ(size_text(2500000000), "2.5 GB");
}

}  // namespace
}  // namespace dragoman::cli
