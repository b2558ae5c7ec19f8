#include "server/work_queue.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace dragoman::server {
namespace {

constexpr int kNicer = 10;  // steps of nice(2): about a tenth of the CPU that a thread of normal priority gets

}  // namespace

WorkQueue::WorkQueue(unsigned threads, std::size_t max_waiting) : max_waiting_(max_waiting) {
  quick_.threads = long_.threads = std::max(1U, threads / 2);
  for (std::size_t i = 0; i < quick_.threads; ++i) {
    threads_.emplace_back([this] { run(quick_); });
    threads_.emplace_back([this] {
      // Of this thread alone, on Linux; refused, it changes nothing.
      (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNicer);
      run(long_);
    });
  }
}

void WorkQueue::close() {
  std::deque<Work> dropped[2];  // what they hold goes without the lock
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    dropped[0].swap(quick_.waiting);
    dropped[1].swap(long_.waiting);
  }
  quick_.changed.notify_all();
  long_.changed.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

bool WorkQueue::push(Lane lane, Work work) {
  LaneState& state = lane == Lane::kQuick ? quick_ : long_;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (closed_ || state.running + state.waiting.size() >= state.threads + max_waiting_) return false;
    state.waiting.push_back(std::move(work));
  }
  state.changed.notify_one();
  return true;
}

void WorkQueue::run(LaneState& lane) {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    lane.changed.wait(lock, [&] { return closed_ || !lane.waiting.empty(); });
    if (lane.waiting.empty()) return;
    Work work = std::move(lane.waiting.front());
    lane.waiting.pop_front();
    ++lane.running;
    lock.unlock();
    work();
    work = nullptr;  // what it holds goes without the lock
    lock.lock();
    --lane.running;
  }
}

std::size_t WorkQueue::waiting() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return quick_.waiting.size() + long_.waiting.size();
}

std::size_t WorkQueue::running() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return quick_.running + long_.running;
}

}  // namespace dragoman::server
