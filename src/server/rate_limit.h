// RateLimit: how many requests a client may make a minute: a bucket that holds a minute's worth and fills steadily, so that a short
// burst is served and a flood is not.
// Threads: any.
#pragma once
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dragoman::server {

class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  /// `per_minute` 0: no limit.
  explicit RateLimit(unsigned per_minute) : per_minute_(per_minute) {}
  /// Takes `cost` from the client's bucket. Zero if it held that much; else nothing is taken, and how long to wait is returned.
  std::chrono::seconds take(std::string_view client, std::size_t cost, Clock::time_point now = Clock::now()) {
    return take(client, cost, per_minute_, now);
  }
  /// The same where each client has a limit of its own.
  std::chrono::seconds take(std::string_view client, std::size_t cost, unsigned per_minute, Clock::time_point now);

 private:
  struct Bucket {
    double level = 0, most = 0;
    Clock::time_point filled;
  };
  void forget_full(Clock::time_point now);
  const unsigned per_minute_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace dragoman::server
