// Feeds: feeds of the web as they were fetched, and what became of them. A feed is fetched again when some minutes have passed.
// Threads: any; who works on a feed holds its lock, the others wait for what comes of it.
#pragma once
#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace dragoman::server {

struct Feed {
  std::string bytes, media_type;  ///< as fetched
  std::string url;                ///< after redirects
};

class Feeds {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Feeds(std::chrono::seconds life) : life_(life) {}

  struct Output {
    std::string key;  ///< all that it hangs on
    std::string bytes, media_type;
  };
  /// One feed; hold its lock while it is looked at.
  struct Slot {
    std::mutex mutex;
    Feed feed;
    Clock::time_point fetched = {};
    bool known = false;
    std::list<Output> outputs;  ///< newest first, a few languages
  };
  /// The slot of an address; the one used longest ago goes when there are too many.
  std::shared_ptr<Slot> slot(const std::string& url);
  bool is_fresh(const Slot& slot) const { return slot.known && Clock::now() < slot.fetched + life_; }
  std::chrono::seconds life() const { return life_; }

 private:
  const std::chrono::seconds life_;
  std::mutex mutex_;
  std::list<std::pair<std::string, std::shared_ptr<Slot>>> slots_;  // guarded by mutex_; used last first
};

}  // namespace dragoman::server
