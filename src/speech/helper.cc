// A socket pair serves as the helper's standard input and output: unlike a pipe, writing to one whose reader has gone can be an error
// without a signal. Waiting is in short steps, so that a call can be cancelled.
#include "speech/helper.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

extern char** environ;  // NOLINT(readability-identifier-naming,readability-redundant-declaration): POSIX's own name

namespace dragoman::speech {
namespace {

constexpr std::uint32_t kLongestFrame = std::uint32_t{4} << 20;
constexpr int kStepMs = 50;
using Clock = std::chrono::steady_clock;

Error ended(const char* what) {
  return {ErrorCode::kIo, 0, std::string("the voice helper ") + what + "; try again, or another voice"};
}

/// Starts `program` with `socket` as its standard input and output; 0 if all went well.
int spawn(const std::filesystem::path& program, std::string argument, int socket, pid_t& process) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  // Signals that this thread has blocked must end the helper all the same; the terminal's are for us, who end it.
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  std::string name = program.string();
  char* const arguments[] = {name.data(), argument.empty() ? nullptr : argument.data(), nullptr};
  const int failed = ::posix_spawn(&process, name.c_str(), &actions, &attributes, arguments, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  return failed;
}

}  // namespace

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

void put_u32(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((value >> shift) & 0xFF);
}

void add_samples(std::string_view bytes, std::vector<std::int16_t>& samples) {
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const unsigned value =
        static_cast<unsigned char>(bytes[at]) | static_cast<unsigned>(static_cast<unsigned char>(bytes[at + 1])) << 8;
    samples.push_back(static_cast<std::int16_t>(value));
  }
}

Result<std::unique_ptr<Helper>> Helper::start(const std::filesystem::path& program, const std::string& argument,
                                              std::chrono::milliseconds patience) {
  int sockets[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
    return Error{ErrorCode::kIo, 0, std::string("no socket for the voice helper: ") + std::strerror(errno)};
  }
  pid_t process = -1;
  const int failed = spawn(program, argument, sockets[1], process);
  ::close(sockets[1]);
  if (failed != 0) {
    ::close(sockets[0]);
    return Error{failed == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo, 0,
                 program.string() + " cannot be started: " + std::strerror(failed)};
  }
  std::unique_ptr<Helper> helper(new Helper(process, sockets[0], patience));
  if (Status greeted = helper->greet(); !greeted) return greeted.error();
  return helper;
}

Helper::~Helper() {
  ::close(socket_);
  ::kill(process_, SIGKILL);  // it keeps nothing
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Status Helper::greet() {
  Result<Frame> hello = receive({});
  if (!hello) return hello.error();
  if (hello->kind == 'X') return Error{ErrorCode::kIo, 0, "the voice helper: " + hello->payload};
  const std::string& text = hello->payload;
  const std::size_t first = text.find('\n'), second = text.find('\n', first + 1);
  if (hello->kind != 'H' || text.substr(0, first) != "dragoman-voice 1" || second == std::string::npos) {
    return Error{ErrorCode::kIo, 0, "the voice helper is of another version; install both programs from one release"};
  }
  engine_ = text.substr(first + 1, second - first - 1);
  rate_ = static_cast<unsigned>(std::strtoul(text.c_str() + second + 1, nullptr, 10));
  if (rate_ != 0 && (rate_ < 8000 || rate_ > 96000)) return ended("gives an impossible sample rate");
  return {};
}

Status Helper::send(char kind, std::string_view payload) {
  std::string frame(1, kind);
  put_u32(frame, static_cast<std::uint32_t>(payload.size()));
  frame += payload;
  for (std::string_view rest = frame; !rest.empty();) {
    const ssize_t done = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return ended("has ended");
    rest.remove_prefix(static_cast<std::size_t>(done));
  }
  return {};
}

Status Helper::fill(char* bytes, std::size_t size, const std::stop_token& stop) {
  const Clock::time_point until = Clock::now() + patience_;
  while (size > 0) {
    if (stop.stop_requested()) return Error{ErrorCode::kCancelled, 0, "speaking was cancelled"};
    pollfd waiting{socket_, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, kStepMs);
    if (ready < 0 && errno != EINTR) return ended("cannot be waited for");
    if (ready <= 0) {
      if (Clock::now() > until) return ended("says nothing");
      continue;
    }
    const ssize_t done = ::recv(socket_, bytes, size, 0);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return ended("has ended");
    bytes += done;
    size -= static_cast<std::size_t>(done);
  }
  return {};
}

Result<Frame> Helper::receive(const std::stop_token& stop) {
  char head[5];
  if (Status got = fill(head, sizeof head, stop); !got) return got.error();
  const std::uint32_t size = u32_at({head, sizeof head}, 1);
  if (size > kLongestFrame) return ended("sends what is no frame");
  Frame frame{head[0], std::string(size, '\0')};
  if (Status got = fill(frame.payload.data(), size, stop); !got) return got.error();
  return frame;
}

}  // namespace dragoman::speech
