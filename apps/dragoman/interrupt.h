// Interrupt: turns Ctrl-C, TERM and HUP into a stop token that the library understands and a descriptor that wakes a
// thread waiting in poll(). A second signal, or two seconds without an end, ends the program on the spot (after
// removing temporary files). Where the system has no descriptor or thread left for it, signals keep their usual effect
// and nothing is watched. Signals that the caller had ignored (nohup, a shell's background job) stay ignored.
//
// Make it before any other thread: the signals are blocked in the thread that makes it and in all it starts.
#pragma once
#include <atomic>
#include <stop_token>
#include <thread>

namespace dragoman::cli {

class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Asks everything to stop, without a signal: the first error ends the rest of the work. Any thread.
  void stop();
  std::stop_token token() const { return source_.get_token(); }
  bool stopped() const { return source_.stop_requested(); }
  /// Becomes readable, for ever, when stop is requested.
  int wake_descriptor() const { return wake_; }
  /// 128 + the signal that arrived, else `otherwise`.
  int exit_code_or(int otherwise) const;

 private:
  void watch();
  std::stop_source source_;
  std::atomic<int> signal_ = 0;
  int signals_ = -1, wake_ = -1, quit_ = -1;  // signalfd, eventfd, eventfd
  std::thread thread_;
};

}  // namespace dragoman::cli
