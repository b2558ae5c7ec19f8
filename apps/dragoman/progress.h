// Progress: one line on standard error for long work, redrawn four times a second and erased at the end. It appears
// only when standard error is a terminal and standard output is not (there the output itself shows how far it is),
// and only after the work has taken a second.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace dragoman::cli {

class Progress {
 public:
  /// How far the work is: `done` of `total` bytes (total 0 = unknown) and a free text behind the bar.
  struct State {
    std::uint64_t done = 0, total = 0;
    std::string note;
  };
  /// `state` is asked from the drawing thread while this object lives. `wanted` false: nothing is ever drawn.
  Progress(bool wanted, std::function<State(double seconds)> state);
  ~Progress();  ///< erases the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// True when a bar makes sense: standard error is a terminal, standard output is none or `output_elsewhere`.
  static bool sensible(bool output_elsewhere);
  /// The line for a state: "[=====>    ]  52 %  note", at most `columns` wide.
  static std::string line(const State& state, std::size_t columns);

  /// Erases the bar unless somebody hangs in writing to the screen (stopped with Ctrl-S, say): never waits for long.
  static void erase_if_possible();

  /// While it lives no bar is on the screen; for messages. One at a time.
  class Pause {
   public:
    Pause();
    ~Pause();
    Pause(const Pause&) = delete;
    Pause& operator=(const Pause&) = delete;
  };

 private:
  void run();
  std::function<State(double)> state_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace dragoman::cli
