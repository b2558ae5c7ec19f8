#include "page_input.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

namespace dragoman::cli {
namespace {

Error cannot_read_page(const std::string& name, int number) {
  return {ErrorCode::kIo, 0,
          "cannot read " + name + ": " + std::strerror(number) + "; check the path and its permissions"};
}

Error too_long(const std::string& name, std::size_t limit) {
  return {ErrorCode::kTooLong, 0,
          name + " has more than " + std::to_string(limit) + " bytes; allow more with --max-bytes"};
}

// Waits until there is something to read or the user wants to stop.
bool wait(int descriptor, const Interrupt& interrupt) {
  pollfd waits[2] = {{descriptor, POLLIN, 0}, {interrupt.wake_descriptor(), POLLIN, 0}};
  (void)::poll(waits, 2, -1);
  return !interrupt.stopped();
}

Result<std::string> read_all(int descriptor, const std::string& name, std::size_t limit, const Interrupt& interrupt) {
  struct stat now {};
  std::string bytes;
  if (::fstat(descriptor, &now) == 0 && S_ISREG(now.st_mode)) {
    if (static_cast<std::uint64_t>(now.st_size) > limit) return too_long(name, limit);
    bytes.reserve(static_cast<std::size_t>(now.st_size) + 1);
  }
  for (std::size_t have = 0;;) {
    if (!wait(descriptor, interrupt)) return Error{ErrorCode::kCancelled, 0, "interrupted"};
    bytes.resize(std::max(bytes.capacity(), have + (std::size_t{64} << 10)));
    const ssize_t got = ::read(descriptor, bytes.data() + have, bytes.size() - have);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) return cannot_read_page(name, errno);
    have += static_cast<std::size_t>(got);
    if (have > limit) return too_long(name, limit);
    if (got > 0) continue;
    bytes.resize(have);
    return bytes;
  }
}

struct Close {
  void operator()(const int* descriptor) const {
    if (*descriptor > STDERR_FILENO) ::close(*descriptor);
  }
};

Result<PageInput> read_file(const std::string& path, const PageCommand& command, const Interrupt& interrupt) {
  const bool standard = path == "-";
  PageInput input{{}, standard ? "standard input" : path, standard ? command.name : path, {}};
  const int descriptor = standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_read_page(input.name, errno);
  const std::unique_ptr<const int, Close> closes(&descriptor);
  Result<std::string> bytes = read_all(descriptor, input.name, command.max_bytes, interrupt);
  if (!bytes) return bytes.error();
  input.bytes = std::move(*bytes);
  return input;
}

}  // namespace

Result<PageInput> read_page_input(const std::string& input, const PageCommand& command, const Interrupt& interrupt) {
  if (!is_web_address(input)) return read_file(input, command, interrupt);
  FetchOptions options = fetch_options(command);
  options.stop = interrupt.token();
  Result<FetchedPage> fetched = fetch_page(input, options);
  if (!fetched) {
    Error error = fetched.error();
    if (error.code == ErrorCode::kNotFound) error.code = ErrorCode::kNetwork;  // not a model that is missing
    return error;
  }
  return PageInput{std::move(fetched->bytes), input, fetched->url, fetched->media_type};
}

Error named(const std::string& name, Error error) {
  if (error.code != ErrorCode::kCancelled) error.what = name + ": " + error.what;
  return error;
}

}  // namespace dragoman::cli
