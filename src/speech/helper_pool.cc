// The helper used last is taken first, so that with few requests the others grow old and go.
#include "speech/helper_pool.h"

#include <algorithm>
#include <utility>

namespace dragoman::speech {

HelperPool::HelperPool(Start start, unsigned most, std::chrono::milliseconds idle)
    : start_(std::move(start)), most_(std::max(most, 1U)), idle_time_(idle) {
  if (idle_time_.count() > 0) keeper_ = std::jthread([this](const std::stop_token& stop) { let_go(stop); });
}

HelperPool::~HelperPool() = default;

Status HelperPool::run(const Work& work, const std::stop_token& stop) {
  Status done;
  for (int attempt = 0; attempt < 2; ++attempt) {
    Result<std::unique_ptr<Helper>> helper = take(stop);
    if (!helper) return helper.error();
    done = work(**helper);
    const bool sound = done || done.error().code == ErrorCode::kNotFound;
    give(sound ? std::move(*helper) : nullptr);
    if (done || done.error().code != ErrorCode::kIo) break;
  }
  return done;
}

Result<std::unique_ptr<Helper>> HelperPool::take(const std::stop_token& stop) {
  {
    std::unique_lock lock(mutex_);
    const auto free = [&] { return !idle_.empty() || running_ < most_; };
    if (!waiting_.wait(lock, stop, free)) return Error{ErrorCode::kCancelled, 0, "speaking was cancelled"};
    if (!idle_.empty()) {
      std::unique_ptr<Helper> helper = std::move(idle_.back().helper);
      idle_.pop_back();
      return helper;
    }
    ++running_;
  }
  Result<std::unique_ptr<Helper>> helper = start_();
  if (!helper) give(nullptr);
  return helper;
}

/// Null: it is no more.
void HelperPool::give(std::unique_ptr<Helper> helper) {
  const std::scoped_lock lock(mutex_);
  if (helper) {
    idle_.push_back({std::move(helper), Clock::now()});
  } else {
    --running_;
  }
  waiting_.notify_one();
  resting_.notify_one();
}

void HelperPool::let_go(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (idle_.empty()) {
      resting_.wait(lock, stop, [&] { return !idle_.empty(); });
      continue;
    }
    const Clock::time_point oldest = idle_.front().since;
    resting_.wait_until(lock, stop, oldest + idle_time_,
                        [&] { return idle_.empty() || idle_.front().since != oldest; });
    std::vector<Idle> old;
    while (!idle_.empty() && Clock::now() >= idle_.front().since + idle_time_) {
      old.push_back(std::move(idle_.front()));
      idle_.erase(idle_.begin());
      --running_;
    }
    lock.unlock();
    old.clear();  // ends them, which others need not wait for
    lock.lock();
    waiting_.notify_all();
  }
}

}  // namespace dragoman::speech
