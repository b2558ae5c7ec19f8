#include "interrupt.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <system_error>

#include "exit_codes.h"
#include "output.h"
#include "progress.h"

namespace dragoman::cli {
namespace {

constexpr int kGraceMilliseconds = 2000;
constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

void raise_event(int descriptor) {
  const eventfd_t one = 1;
  (void)eventfd_write(descriptor, one);
}

sigset_t wanted_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : kSignals) {
    struct sigaction now {};
    if (sigaction(signal, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) sigaddset(&set, signal);
  }
  return set;
}

/// A signal that has come and that the watching thread has not read yet; 0 for none.
int pending_signal() {
  sigset_t pending;
  if (sigpending(&pending) != 0) return 0;
  for (const int signal : kSignals) {
    if (sigismember(&pending, signal) == 1) return signal;
  }
  return 0;
}

}  // namespace

Interrupt::Interrupt() {
  const sigset_t set = wanted_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signals_ = signalfd(-1, &set, SFD_CLOEXEC);
  wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  quit_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (signals_ >= 0 && quit_ >= 0) {
    try {
      thread_ = std::thread([this] { watch(); });
    } catch (const std::system_error&) {
      // No thread is left to watch; below.
    }
  }
  // Nobody would read the signals: let them end the program the hard way rather than not at all.
  if (!thread_.joinable()) pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

Interrupt::~Interrupt() {
  raise_event(quit_);
  if (thread_.joinable()) thread_.join();
  for (int descriptor : {signals_, wake_, quit_}) {
    if (descriptor >= 0) ::close(descriptor);
  }
}

void Interrupt::stop() {
  source_.request_stop();
  raise_event(wake_);
}

int Interrupt::exit_code_or(int otherwise) const {
  const int read = signal_.load(), signal = read != 0 ? read : pending_signal();
  return signal == 0 ? otherwise : kSignalBase + signal;
}

void Interrupt::watch() {
  while (true) {
    pollfd waits[2] = {{signals_, POLLIN, 0}, {quit_, POLLIN, 0}};
    const int ready = ::poll(waits, 2, signal_.load() == 0 ? -1 : kGraceMilliseconds);
    if (ready < 0) continue;
    if ((waits[1].revents & POLLIN) != 0) return;
    if (ready == 0 || signal_.load() != 0) {  // asked twice, or somebody does not listen
      Progress::erase_if_possible();
      Output::remove_temporary_files();
      _exit(exit_code_or(kFailed));
    }
    signalfd_siginfo info{};
    if (::read(signals_, &info, sizeof info) != static_cast<ssize_t>(sizeof info)) continue;
    signal_.store(static_cast<int>(info.ssi_signo));
    stop();
  }
}

}  // namespace dragoman::cli
