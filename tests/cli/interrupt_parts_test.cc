// Interrupt and the screen where the system gives less than they want.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <chrono>
#include <future>

#include "interrupt.h"
#include "progress.h"

namespace dragoman::cli {
namespace {

TEST(Interrupt, WithoutDescriptorsSignalsKeepTheirEffect) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit none = before;
  none.rlim_cur = 0;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  {
    Interrupt interrupt;
    sigset_t blocked;
    pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
    EXPECT_EQ(sigismember(&blocked, SIGINT), 0);
    interrupt.stop();  // still asks everybody who holds the token
    EXPECT_TRUE(interrupt.stopped());
  }
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

TEST(Progress, ErasingGivesUpWhereSomebodyHangsOnTheScreen) {
  Progress::Pause hanging;
  std::future<void> erased = std::async(std::launch::async, [] { Progress::erase_if_possible(); });
  EXPECT_EQ(erased.wait_for(std::chrono::seconds(120)), std::future_status::ready);
}

}  // namespace
}  // namespace dragoman::cli
