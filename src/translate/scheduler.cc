#include "translate/scheduler.h"

#include <algorithm>
#include <atomic>
#include <new>
#include <system_error>
#include <utility>

namespace dragoman::translate {

/// The jobs of one engine. `turns_` and `urgent_` hold the calls that have waiting jobs; the first is served next, then goes last.
class Scheduler::Stage : public engine::JobSource {
 public:
  Stage(Scheduler& scheduler, const engine::Engine& engine) : scheduler_(scheduler), engine_(engine) {}
  const engine::Engine& engine() const { return engine_; }

  void take(std::size_t most, std::vector<engine::Job*>& into) override {
    into.reserve(into.size() + most);  // before a job is taken: a failure must not lose it
    const std::lock_guard lock(scheduler_.mutex_);
    if (scheduler_.later_stage_waits(*this)) return;
    if (serve(urgent_, most, into)) serve(turns_, most, into);
  }

  void take_urgent(std::size_t most, std::vector<engine::Job*>& into) override {
    if (!has_urgent_.load(std::memory_order_relaxed)) return;  // asked at every step: no lock as a rule
    into.reserve(into.size() + most);
    const std::lock_guard lock(scheduler_.mutex_);
    serve(urgent_, most, into);
    has_urgent_ = !urgent_.empty();
  }

  bool abandoned(const engine::Job& job) const override {
    const Patience& patience = static_cast<const Ticket&>(job).call->patience_;
    return patience.cancelled() || patience.late();
  }

  void finish(engine::Job& job) override {
    auto& ticket = static_cast<Ticket&>(job);
    if (ticket.watcher != nullptr) ticket.watcher->done(ticket);
    const std::lock_guard lock(scheduler_.mutex_);
    ticket.done = true;
    --ticket.call->running_;
    ticket.call->changed_.notify_all();  // under the lock: the call may end as soon as it is free
  }

  // With the mutex held:
  bool idle() const { return turns_.empty() && urgent_.empty(); }
  void add(Call& call, Ticket& ticket) {
    ticket.urgent = call.patience_.urgent;
    call.waiting_.push_back(&ticket);
    if (call.waiting_.size() == 1) (ticket.urgent ? urgent_ : turns_).push_back(&call);
    if (ticket.urgent) has_urgent_ = true;
  }
  /// Fails the next waiting job, so that a call learns that memory ran out.
  void fail_one() noexcept {
    if (idle()) return;
    std::list<Call*>& turns = urgent_.empty() ? turns_ : urgent_;
    Call& call = *turns.front();
    Ticket& ticket = *call.waiting_.front();
    call.waiting_.pop_front();
    if (call.waiting_.empty()) turns.pop_front();
    ticket.failed = ticket.done = true;
    call.changed_.notify_all();
  }
  void forget(Call& call) {
    turns_.remove(&call);
    urgent_.remove(&call);
    call.waiting_.clear();
  }

 private:
  /// Takes from the calls of a list in turn, at most `most` rows, which it counts down. False: the next one does not fit.
  static bool serve(std::list<Call*>& turns, std::size_t& most, std::vector<engine::Job*>& into) {
    while (most > 0 && !turns.empty()) {
      Call& call = *turns.front();
      Ticket& ticket = *call.waiting_.front();
      const auto rows = static_cast<std::size_t>(ticket.options.beam);
      if (rows > most && !into.empty()) return false;
      into.push_back(&ticket);
      call.waiting_.pop_front();
      ++call.running_;
      if (call.waiting_.empty()) {
        turns.pop_front();
      } else {
        turns.splice(turns.end(), turns, turns.begin());
      }
      most -= std::min(most, rows);
    }
    return true;
  }

  Scheduler& scheduler_;
  const engine::Engine& engine_;
  std::list<Call*> turns_, urgent_;
  std::atomic<bool> has_urgent_ = false;  // a hint: urgent_ itself is guarded
};

Call::Call(Scheduler& scheduler, std::size_t stage, Patience patience)
    : scheduler_(scheduler), stage_(stage), patience_(std::move(patience)) {}

Call::~Call() {
  std::unique_lock lock(scheduler_.mutex_);
  scheduler_.stages_[stage_]->forget(*this);
  changed_.wait(lock, [this] { return running_ == 0; });
}

void Call::submit(Ticket& ticket) {
  ticket.call = this;
  {
    const std::lock_guard lock(scheduler_.mutex_);
    scheduler_.stages_[stage_]->add(*this, ticket);
  }
  scheduler_.work_to_do_.notify_one();
}

bool Call::wait(const Ticket& ticket) {
  std::unique_lock lock(scheduler_.mutex_);
  const auto done = [&ticket] { return ticket.done; };
  if (patience_.deadline) {
    changed_.wait_until(lock, patience_.stop, *patience_.deadline, done);
  } else {
    changed_.wait(lock, patience_.stop, done);
  }
  if (ticket.failed) throw std::bad_alloc();
  return ticket.done && !ticket.hypotheses.empty();  // a dropped job is done, too, but has none
}

Scheduler::Scheduler(const std::vector<const engine::Engine*>& stages, unsigned workers, std::size_t max_rows)
    : max_rows_(max_rows) {
  for (const engine::Engine* engine : stages) stages_.push_back(std::make_unique<Stage>(*this, *engine));
  for (unsigned i = 0; i < std::clamp(workers, 1U, kMaxWorkers); ++i) {
    try {
      threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    } catch (const std::system_error&) {  // the system gives no more threads: those there are do the work
      if (threads_.empty()) throw std::bad_alloc();
      return;
    }
  }
}

Scheduler::~Scheduler() = default;

void Scheduler::work(const std::stop_token& stop) {
  std::vector<std::unique_ptr<engine::Worker>> workers(stages_.size());  // made when first needed
  for (;;) {
    std::size_t next = 0;
    {
      std::unique_lock lock(mutex_);
      const auto find = [&] {
        for (next = stages_.size(); next-- > 0;) {  // the last first: what is begun is finished
          if (!stages_[next]->idle()) return true;
        }
        return false;
      };
      if (!work_to_do_.wait(lock, stop, find)) return;
    }
    try {
      if (!workers[next]) workers[next] = std::make_unique<engine::Worker>(stages_[next]->engine(), max_rows_);
      workers[next]->run(*stages_[next]);
    } catch (const std::bad_alloc&) {
      if (workers[next]) workers[next]->fail(*stages_[next]);
      workers[next].reset();  // and with it what memory it holds
      const std::lock_guard lock(mutex_);
      stages_[next]->fail_one();
    }
  }
}

bool Scheduler::later_stage_waits(const Stage& stage) const {
  for (std::size_t s = stages_.size(); s-- > 0 && stages_[s].get() != &stage;) {
    if (!stages_[s]->idle()) return true;
  }
  return false;
}

}  // namespace dragoman::translate
