// Lanes: quick work overtakes long work, and what waits is bounded.
#include "server/work_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace dragoman::server {
namespace {

TEST(WorkQueue, LongWorkLeavesThreadsToQuickWork) {
  std::promise<void> end;
  const std::shared_future<void> ended = end.get_future().share();
  WorkQueue queue(2, 10);  // a thread for each lane
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(queue.push(Lane::kLong, [ended] { ended.wait(); }));
  std::promise<void> quick;
  EXPECT_TRUE(queue.push(Lane::kQuick, [&] { quick.set_value(); }));
  EXPECT_EQ(quick.get_future().wait_for(std::chrono::seconds(120)), std::future_status::ready);
  while (queue.running() > 1) std::this_thread::yield();  // it has said so, and is about to go
  while (queue.waiting() > 2) std::this_thread::yield();
  end.set_value();
}

TEST(WorkQueue, IsBounded) {
  std::promise<void> begin, end;
  const std::shared_future<void> ended = end.get_future().share();
  WorkQueue queue(2, 2);
  EXPECT_TRUE(queue.push(Lane::kQuick, [&] {
    begin.set_value();
    ended.wait();
  }));
  begin.get_future().wait();
  EXPECT_TRUE(queue.push(Lane::kQuick, [] {}));
  EXPECT_TRUE(queue.push(Lane::kQuick, [] {}));
  EXPECT_FALSE(queue.push(Lane::kQuick, [] {}));
  EXPECT_TRUE(queue.push(Lane::kLong, [] {})) << "each lane has its own bound";
  end.set_value();
}

TEST(WorkQueue, AllIsDoneOnManyThreads) {
  std::atomic<int> done = 0;
  {
    WorkQueue queue(8, 2000);
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(queue.push(i % 2 == 0 ? Lane::kQuick : Lane::kLong, [&] { ++done; }));
    while (queue.waiting() > 0 || queue.running() > 0) std::this_thread::yield();
  }
  EXPECT_EQ(done, 1000);
}

}  // namespace
}  // namespace dragoman::server
