// A bucket that fills steadily.
#include "server/rate_limit.h"

#include <gtest/gtest.h>

namespace dragoman::server {
namespace {

using namespace std::chrono_literals;

TEST(RateLimit, AMinutesWorthThenASteadyTrickle) {
  RateLimit limit(60);
  const RateLimit::Clock::time_point start{};
  for (int i = 0; i < 60; ++i) EXPECT_EQ(limit.take("a", 1, start), 0s) << i;
  EXPECT_EQ(limit.take("a", 1, start), 1s);
  EXPECT_EQ(limit.take("b", 1, start), 0s) << "each client has a bucket of its own";
  EXPECT_EQ(limit.take("a", 5, start), 5s);
  EXPECT_EQ(limit.take("a", 5, start + 5s), 0s);
  EXPECT_EQ(limit.take("a", 1, start + 5s), 1s);
}

TEST(RateLimit, ALargeBatchCostsAFullBucket) {
  RateLimit limit(10);
  const RateLimit::Clock::time_point start{};
  EXPECT_EQ(limit.take("a", 1000, start), 0s);
  EXPECT_EQ(limit.take("a", 1000, start), 60s);
  EXPECT_EQ(limit.take("a", 1000, start + 60s), 0s);
}

TEST(RateLimit, NoLimit) {
  RateLimit limit(0);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(limit.take("a", 100), 0s);
}

TEST(RateLimit, ManyClientsAreForgotten) {
  RateLimit limit(60);
  const RateLimit::Clock::time_point start{};
  for (int i = 0; i < 30'000; ++i) limit.take(std::to_string(i), 1, start + std::chrono::milliseconds(i));
  EXPECT_EQ(limit.take("new", 60, start + 30s), 0s);
}

}  // namespace
}  // namespace dragoman::server
