// HelperPool: a bounded number of helpers of one kind. A call takes one that is idle, or starts one while there are fewer than allowed, or
// waits. One that failed is ended, and the request goes to a new one, once. Those that nobody wanted for a while are let go.
// Threads: any.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "speech/helper.h"

namespace dragoman::speech {

class HelperPool {
 public:
  using Start = std::function<Result<std::unique_ptr<Helper>>()>;
  using Work = std::function<Status(Helper&)>;
  /// `idle`: how long one is kept that nobody wants; 0: for ever.
  HelperPool(Start start, unsigned most, std::chrono::milliseconds idle);
  ~HelperPool();  ///< No call may be running.
  HelperPool(const HelperPool&) = delete;
  HelperPool& operator=(const HelperPool&) = delete;

  /// Runs `work` with a helper; again with a new one if that one failed (kIo). Errors: of `work` and Start, kCancelled.
  Status run(const Work& work, const std::stop_token& stop);

 private:
  using Clock = std::chrono::steady_clock;
  struct Idle {
    std::unique_ptr<Helper> helper;
    Clock::time_point since;
  };
  Result<std::unique_ptr<Helper>> take(const std::stop_token& stop);
  void give(std::unique_ptr<Helper> helper);
  void let_go(const std::stop_token& stop);

  const Start start_;
  const unsigned most_;
  const std::chrono::milliseconds idle_time_;
  std::mutex mutex_;
  std::condition_variable_any waiting_, resting_;
  std::vector<Idle> idle_;  // guarded by mutex_; used last behind
  unsigned running_ = 0;    // guarded by mutex_
  std::jthread keeper_;     // last: it ends first
};

}  // namespace dragoman::speech
