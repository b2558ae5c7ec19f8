// Scheduler: the worker threads of a translator and the queues they are fed from. Jobs of all calls share the batches;
// calls take turns, so a short request does not wait for a long one to end, and urgent ones come first.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "engine/engine.h"

namespace dragoman::translate {

class Call;
class Scheduler;

struct Ticket;

/// Is told that a ticket is done before its call can know: until it has returned, nobody lets go of the ticket.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void done(const Ticket& ticket) noexcept = 0;
};

/// A job and who waits for it. Fill the base before submit(); read `hypotheses` after wait().
struct Ticket : engine::Job {
  Call* call = nullptr;
  Watcher* watcher = nullptr;  // told by a worker; not where memory runs out before one has taken the ticket
  bool done = false;           // guarded by the scheduler's mutex
};

/// When a call gives up.
struct Patience {
  std::stop_token stop;
  std::optional<std::chrono::steady_clock::time_point> deadline;
  bool urgent = false;  ///< its jobs overtake those of calls that are not
  bool cancelled() const { return stop.stop_requested(); }
  bool late() const { return deadline && std::chrono::steady_clock::now() >= *deadline; }
};

/// One caller's jobs at one stage of a route. Belongs to one thread.
class Call {
 public:
  Call(Scheduler& scheduler, std::size_t stage, Patience patience);
  /// Drops jobs that have not begun and blocks until no worker holds one of this call.
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  /// `ticket` must live until this call's end.
  void submit(Ticket& ticket);
  /// Blocks until `ticket` is done. False: the call was cancelled or is late. Throws std::bad_alloc if memory ran out
  /// while a worker held the ticket.
  bool wait(const Ticket& ticket);

 private:
  friend class Scheduler;
  Scheduler& scheduler_;
  const std::size_t stage_;
  const Patience patience_;
  std::condition_variable_any changed_;
  // Guarded by the scheduler's mutex:
  std::deque<Ticket*> waiting_;
  std::size_t running_ = 0;
};

class Scheduler {
 public:
  static constexpr unsigned kMaxWorkers = 256;
  /// `stages`: the engines of a route; each worker thread serves all of them. They must outlive the scheduler.
  /// `max_rows`: see engine::Worker.
  Scheduler(const std::vector<const engine::Engine*>& stages, unsigned workers, std::size_t max_rows);
  ~Scheduler();  ///< No call may be open.

 private:
  friend class Call;
  class Stage;
  void work(const std::stop_token& stop);
  bool later_stage_waits(const Stage& stage) const;  // with the mutex held

  std::mutex mutex_;
  std::condition_variable_any work_to_do_;
  std::vector<std::unique_ptr<Stage>> stages_;
  std::size_t max_rows_;
  std::vector<std::jthread> threads_;  // the last member: stops before the rest goes
};

}  // namespace dragoman::translate
