// The progress line: what it says, and that it fits the terminal.
#include "progress.h"

#include <gtest/gtest.h>

namespace dragoman::cli {
namespace {

TEST(Progress, TheLineShowsTheShare) {
  EXPECT_EQ(Progress::line({0, 100, "x"}, 80), "[>                       ]   0 %  x");
  EXPECT_EQ(Progress::line({50, 100, "x"}, 80), "[============>           ]  50 %  x");
  EXPECT_EQ(Progress::line({100, 100, "x"}, 80), "[========================] 100 %  x");
  EXPECT_EQ(Progress::line({200, 100, "x"}, 80), "[========================] 100 %  x");
}

TEST(Progress, WithoutATotalItCounts) { EXPECT_EQ(Progress::line({7, 0, "7 words"}, 80), "7 words"); }

TEST(Progress, ItNeverWraps) {
  EXPECT_EQ(Progress::line({0, 0, std::string(100, 'x')}, 40).size(), 39U);
  EXPECT_EQ(Progress::line({0, 0, "x"}, 0), "");
}

}  // namespace
}  // namespace dragoman::cli
