// dragoman serve: translation over HTTP until a signal ends it.
#include <fmt/format.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <utility>

#include "dragoman/server.h"
#include "exit_codes.h"
#include "messages.h"
#include "serve_command.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

using namespace std::chrono_literals;

/// As many files as the system lets this process open: each connection is one.
void raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

/// The weights of a model that is unloaded go back to the system. glibc else learns from the first that are freed to take large
/// pieces from its heaps, where small ones keep them: a model reloaded 120 times left 200 MiB behind (bench/soak).
void keep_memory_flat() {
#ifdef __GLIBC__
  constexpr int kLarge = 256 << 10;
  (void)::mallopt(M_MMAP_THRESHOLD, kLarge);
#endif
}

/// INT and TERM end the server, HUP makes it look for changes. Blocked in all threads, so that this one can wait for them.
class Signals {
 public:
  Signals() {
    sigemptyset(&set_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  int wait() const {
    int signal = 0;
    while (sigwait(&set_, &signal) != 0) {
    }
    return signal;
  }
  /// Whether INT or TERM has come meanwhile.
  bool ends() const {
    const timespec at_once{};
    const int signal = sigtimedwait(&set_, nullptr, &at_once);
    return signal == SIGINT || signal == SIGTERM;
  }

 private:
  sigset_t set_{};
};

std::string address_text(const ServeCommand& command, std::uint16_t port) {
  const std::string& address = command.options.address;
  const bool v6 = address.find(':') != std::string::npos;
  return fmt::format("http://{}:{}", v6 ? "[" + address + "]" : address, port);
}

/// Lets answers end, for as long as the user has patience; a second signal ends it at once.
int end(Server& server, const ServeCommand& command, const Signals& signals) {
  say("ending: waiting for the requests that are being answered");
  const auto last = std::chrono::steady_clock::now() + std::chrono::duration<double>(command.drain_seconds);
  while (!server.drain(100ms)) {
    if (std::chrono::steady_clock::now() < last && !signals.ends()) continue;
    say("some requests were cut off");
    return kFailed;
  }
  say("all requests are answered; good-bye");
  return kOk;
}

/// Lines of the log. One that would have to wait for its reader is left out, since requests would wait with it.
class Log {
 public:
  void write(std::string_view line) {
    pollfd place{STDERR_FILENO, POLLOUT, 0};
    if (::poll(&place, 1, 0) != 1 || (place.revents & POLLOUT) == 0) {
      ++left_out_;
      return;
    }
    if (left_out_ > 0)
      say(fmt::format("{} lines of the log were left out: nobody read them", std::exchange(left_out_, 0)));
    to_stderr(std::string(line) + "\n");
  }

 private:
  std::uint64_t left_out_ = 0;
};

int run(CLI::App& verb, ServeCommand& command) {
  if (Status read = read_serve_settings(verb, command); !read) return usage_error("serve", read.error().what);
  raise_file_limit();
  keep_memory_flat();
  const Signals signals;  // before any thread
  ServerOptions options = server_options(command);
  if (command.log == "requests")
    options.log = [log = std::make_shared<Log>()](std::string_view line) { log->write(line); };
  Result<std::unique_ptr<Server>> server = Server::start(options);
  if (!server) return report(server.error());
  say("listening on " + address_text(command, (*server)->port()));
  while (signals.wait() == SIGHUP) {
    const Status done = (*server)->reload();
    say(done ? "looked for changed models and keys" : done.error().what);
  }
  return end(**server, command, signals);
}

constexpr const char* kServeExamples = R"(
Answers programs that speak LibreTranslate; give them the address that it says.
INT and TERM end it when what is being answered is done, HUP makes it look for
changed models and keys. The command line counts more than the environment, and
that more than the file. See docs/operating.md.
Examples:
  dragoman serve
  dragoman serve --config /etc/dragoman/serve.conf
)";

}  // namespace

Runner declare_serve(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("serve", "answer translation requests over HTTP");
  auto command = std::make_shared<ServeCommand>();
  add_serve_options(*verb, *command);
  verb->footer(kServeExamples);
  return {verb, [verb, command] { return run(*verb, *command); }};
}

}  // namespace dragoman::cli
