// Choosing a table: the order, the environment's say, and names that do not exist.
#include <gtest/gtest.h>
#include <cstdlib>
#include <string>
#include "kernels/tables.h"

namespace dragoman::kernels {
namespace {

class Choose : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const char* value = std::getenv("DRAGOMAN_KERNEL")) before_ = value;
    unsetenv("DRAGOMAN_KERNEL");
  }
  void TearDown() override {
    if (!before_.empty()) setenv("DRAGOMAN_KERNEL", before_.c_str(), 1);
  }
  std::string before_;
};

TEST_F(Choose, ReferenceIsLastAndAlwaysRuns) {
  EXPECT_EQ(all_kernels().back(), &kReferenceKernels);
  EXPECT_TRUE(runs_here(kReferenceKernels));
}

TEST_F(Choose, BestThatRuns) {
  for (const Kernels* kernels : all_kernels())
    if (runs_here(*kernels)) {
      EXPECT_EQ(choose_kernels(""), kernels);
      break;
    }
}

TEST_F(Choose, ByName) {
  for (const Kernels* kernels : all_kernels())
    EXPECT_EQ(choose_kernels(kernels->name), runs_here(*kernels) ? kernels : nullptr);
  EXPECT_EQ(choose_kernels("abacus"), nullptr);
}

TEST_F(Choose, TheEnvironmentForcesOneUnlessTheCallerNamesOne) {
  setenv("DRAGOMAN_KERNEL", "reference", 1);
  EXPECT_EQ(choose_kernels(""), &kReferenceKernels);
  setenv("DRAGOMAN_KERNEL", "abacus", 1);
  EXPECT_EQ(choose_kernels(""), nullptr);
  EXPECT_EQ(choose_kernels("reference"), &kReferenceKernels);
  unsetenv("DRAGOMAN_KERNEL");
}

}  // namespace
}  // namespace dragoman::kernels
