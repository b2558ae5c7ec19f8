#include "progress.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>

#include "messages.h"

namespace dragoman::cli {
namespace {

// The screen's last line belongs to whoever holds this; `drawn` says whether a bar lies on it.
std::timed_mutex line_mutex;
bool drawn = false;

void erase_bar() {
  if (drawn) to_stderr("\r\033[K");
  drawn = false;
}

std::size_t terminal_columns() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

}  // namespace

Progress::Pause::Pause() {
  line_mutex.lock();
  erase_bar();
}
Progress::Pause::~Pause() { line_mutex.unlock(); }

void Progress::erase_if_possible() {
  std::unique_lock lock(line_mutex, std::chrono::milliseconds(100));
  pollfd screen{STDERR_FILENO, POLLOUT, 0};
  if (lock && ::poll(&screen, 1, 0) == 1 && (screen.revents & POLLOUT) != 0) erase_bar();
}

bool Progress::sensible(bool output_elsewhere) {
  const char* terminal = std::getenv("TERM");
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return isatty(STDERR_FILENO) == 1 && (output_elsewhere || isatty(STDOUT_FILENO) == 0);
}

std::string Progress::line(const State& state, std::size_t columns) {
  std::string out;
  if (state.total > 0) {
    constexpr std::size_t kBar = 24;
    const double share = std::min(1.0, static_cast<double>(state.done) / static_cast<double>(state.total));
    const auto filled = static_cast<std::size_t>(share * kBar);
    std::string percent = std::to_string(static_cast<int>(share * 100));
    out = "[" + std::string(filled, '=') + (filled < kBar ? ">" : "");
    out.resize(kBar + 1, ' ');
    out += "] " + std::string(3 - std::min<std::size_t>(3, percent.size()), ' ') + percent + " %";
  }
  if (!state.note.empty()) out += (out.empty() ? "" : "  ") + state.note;
  if (out.size() >= columns) out.resize(columns > 0 ? columns - 1 : 0);  // a wrapped line could not be erased
  return out;
}

Progress::Progress(bool wanted, std::function<State(double)> state) : state_(std::move(state)) {
  if (wanted) thread_ = std::thread([this] { run(); });
}

Progress::~Progress() {
  if (!thread_.joinable()) return;
  {
    std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
  Pause erase;
}

void Progress::run() {
  using SteadyClock = std::chrono::steady_clock;
  const auto start = SteadyClock::now();
  auto next = start + std::chrono::seconds(1);
  std::unique_lock lock(mutex_);
  while (!wake_.wait_until(lock, next, [this] { return stop_; })) {
    const double seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    const std::string text = "\r\033[K" + line(state_(seconds), terminal_columns());
    {
      std::lock_guard screen(line_mutex);
      to_stderr(text);
      drawn = true;
    }
    next += std::chrono::milliseconds(250);
  }
}

}  // namespace dragoman::cli
