// WorkQueue: threads that answer requests. They mostly wait for the engine, so there are more of them than CPUs.
//
// Two lanes, so that a reader's paragraph does not stand behind an archive: half of the threads are for quick requests, and the others
// run at a lower priority, since the post-editing of an archive would else take the CPU from them. What stands in the queue is bounded; more is refused at once, which is kinder than to time out.
// Threads: push() and the counts from any; close() from one, and not from work.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace dragoman::server {

enum class Lane { kQuick, kLong };

class WorkQueue {
 public:
  using Work = std::function<void()>;

  WorkQueue(unsigned threads, std::size_t max_waiting);
  ~WorkQueue() { close(); }
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  /// What waits is not done any more, nothing new is taken; waits for what runs.
  void close();
  /// False if the lane is full (all its threads work, and `max_waiting` wait besides), or closed. `work` must not throw.
  bool push(Lane lane, Work work);
  std::size_t waiting() const;
  std::size_t running() const;

 private:
  struct LaneState {
    std::deque<Work> waiting;
    std::size_t running = 0, threads = 0;
    std::condition_variable changed = {};
  };
  void run(LaneState& lane);

  const std::size_t max_waiting_;
  mutable std::mutex mutex_;
  LaneState quick_, long_;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace dragoman::server
