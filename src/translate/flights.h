// Flights: sentences that a call has in work now, so that another call that wants the same waits for them instead of working, too.
//
// Whoever comes first leads: its task hands the pieces to the workers. The others join. When the workers are done, whoever looks first
// puts the result together, so nobody waits for the leader's thread, which its own reader may hold up. A leader that gives up
// takes the work with it; those who joined begin again, and one of them leads. Each waits as long as its own patience lasts.
// Threads: any.
#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "translate/packed.h"
#include "translate/scheduler.h"

namespace dragoman::translate {

class Flight {
 public:
  using Result = std::shared_ptr<const Translated>;
  explicit Flight(bool urgent) : urgent_(urgent) {}
  bool urgent() const { return urgent_; }

  // The leader:
  /// How the result is put together once the workers are done. Before they begin.
  void prepare(std::function<Result()> assemble);
  /// The workers are done; `good` false: without a result.
  void ready(bool good);
  /// Of a flight that is ready.
  Result result();
  /// What prepare() named is no more.
  void leave();

  // The others:
  /// Null: the leader has given up, or `patience` has ended.
  Result wait(const Patience& patience);
  bool failed() const;

 private:
  enum class State { kInWork, kReady, kDone, kFailed };
  Result assemble();  // with the mutex held

  const bool urgent_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  State state_ = State::kInWork;
  std::function<Result()> assemble_;
  Result done_;
};

class Flights {
 public:
  /// The leader's hold on a flight; where it ends, the flight does.
  class Lead {
   public:
    Lead() = default;
    Lead(Lead&& other) noexcept
        : flights_(std::exchange(other.flights_, nullptr)),
          key_(std::move(other.key_)),
          flight_(std::move(other.flight_)) {}
    Lead& operator=(Lead&&) = delete;
    ~Lead() { end(); }
    /// Nobody looks at the leader's things any more. The flight itself is there as long as this is.
    void end();
    /// Null for a hold on nothing.
    Flight* flight() const { return flight_.get(); }

   private:
    friend class Flights;
    Lead(Flights& flights, std::string_view key, std::shared_ptr<Flight> flight)
        : flights_(&flights), key_(key), flight_(std::move(flight)) {}
    Flights* flights_ = nullptr;
    std::string key_;
    std::shared_ptr<Flight> flight_;
  };
  /// One of the two.
  struct Seat {
    std::shared_ptr<Flight> joined;
    Lead lead;
  };
  /// An urgent caller does not wait for work that is not.
  Seat board(std::string_view key, bool urgent);

 private:
  void remove(const std::string& key, const Flight* flight);
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Flight>> flights_;  // guarded by mutex_
};

}  // namespace dragoman::translate
