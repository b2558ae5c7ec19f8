#include "translate/flights.h"

namespace dragoman::translate {

void Flight::prepare(std::function<Result()> assemble) {
  const std::lock_guard lock(mutex_);
  assemble_ = std::move(assemble);
}

void Flight::ready(bool good) {
  const std::lock_guard lock(mutex_);
  if (state_ != State::kInWork) return;  // the leader has left
  state_ = good ? State::kReady : State::kFailed;
  changed_.notify_all();
}

Flight::Result Flight::assemble() {
  if (state_ == State::kReady) {
    done_ = assemble_();
    state_ = State::kDone;
  }
  return done_;
}

Flight::Result Flight::result() {
  const std::lock_guard lock(mutex_);
  return assemble();
}

void Flight::leave() {
  const std::lock_guard lock(mutex_);
  assemble_ = nullptr;
  if (state_ != State::kDone) state_ = State::kFailed;
  changed_.notify_all();
}

Flight::Result Flight::wait(const Patience& patience) {
  std::unique_lock lock(mutex_);
  const auto over = [this] { return state_ != State::kInWork; };
  if (patience.deadline) {
    changed_.wait_until(lock, patience.stop, *patience.deadline, over);
  } else {
    changed_.wait(lock, patience.stop, over);
  }
  return assemble();
}

bool Flight::failed() const {
  const std::lock_guard lock(mutex_);
  return state_ == State::kFailed;
}

void Flights::Lead::end() {
  if (flights_ == nullptr) return;
  std::exchange(flights_, nullptr)->remove(key_, flight_.get());
  flight_->leave();
}

Flights::Seat Flights::board(std::string_view key, bool urgent) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<Flight>& flight = flights_[std::string(key)];
  if (flight && (flight->urgent() || !urgent) && !flight->failed()) return {flight, {}};
  flight = std::make_shared<Flight>(urgent);  // those who joined another keep it
  return {nullptr, Lead(*this, key, flight)};
}

void Flights::remove(const std::string& key, const Flight* flight) {
  const std::lock_guard lock(mutex_);
  const auto found = flights_.find(key);
  if (found != flights_.end() && found->second.get() == flight) flights_.erase(found);
}

}  // namespace dragoman::translate
