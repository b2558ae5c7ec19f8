#include "output.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <optional>
#include <vector>

#include "exit_codes.h"
#include "messages.h"

namespace dragoman::cli {
namespace {

std::mutex temporaries_mutex;
std::vector<std::string>& temporaries() {
  static std::vector<std::string> paths;
  return paths;
}
void remember(const std::string& path) {
  std::lock_guard lock(temporaries_mutex);
  temporaries().push_back(path);
}
void forget(const std::string& path) {
  std::lock_guard lock(temporaries_mutex);
  std::erase(temporaries(), path);
}

std::string remedy(int number) {
  switch (number) {
    case ENOSPC:
    case EDQUOT: return "; make room, or write to another place";
    case EACCES:
    case EPERM:
    case EROFS: return "; write to a place that you may write to";
    case ENOENT:
    case ENOTDIR: return "; make its folder first";
    case EFBIG: return "; raise the limit on the size of files (ulimit -f), or write to another place";
    case EISDIR: return "; give a file name";
    case EMFILE:
    case ENFILE: return "; close other files, or raise the limit on open ones (ulimit -n)";
    default: return "; check the disk, or write to another place";
  }
}

Error cannot_write(const std::string& name, int number) {
  return {ErrorCode::kIo, 0, "cannot write " + name + ": " + std::strerror(number) + remedy(number)};
}

struct Place {
  std::string path;
  std::optional<int> descriptor;  // one that this process has open: /dev/stdout, /dev/fd/3
};

std::optional<int> number_of(const std::string& name) {
  int number = 0;
  const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
  return fault == std::errc() && end == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

// A link is followed, also one to a file that is not there yet, so that the link stays and the file behind it is
// replaced or made. Names of our own descriptors are links, too, to the files that were opened: those must not be
// replaced under whoever opened them.
Place resolved(const std::string& path) {
  constexpr int kMostLinks = 40;  // as many as Linux follows; stat() has refused longer chains
  std::error_code error;
  const std::filesystem::path descriptors = std::filesystem::canonical("/proc/self/fd", error);
  std::filesystem::path out = path;
  for (int links = 0; links < kMostLinks; ++links) {
    const std::filesystem::path folder = out.has_parent_path() ? out.parent_path() : ".";
    if (!descriptors.empty() && std::filesystem::canonical(folder, error) == descriptors) {
      if (const std::optional<int> number = number_of(out.filename().string())) return {path, number};
    }
    if (!std::filesystem::is_symlink(out, error)) break;
    const std::filesystem::path behind = std::filesystem::read_symlink(out, error);
    if (error) break;
    out = out.parent_path() / behind;
  }
  return {out.string(), std::nullopt};
}

// The mode of the file that is replaced, or what open() would have given a new one.
mode_t wanted_mode(bool exists, const struct stat& old) {
  if (exists) return old.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Result<Output> Output::open(const std::string& path) {
  if (path.empty() || path == "-") return Output(STDOUT_FILENO, "standard output");
  const Place place = resolved(path);
  if (place.descriptor) {
    const int own = *place.descriptor <= STDERR_FILENO ? *place.descriptor
                                                       : ::fcntl(*place.descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    return own < 0 ? Result<Output>(cannot_write(path, errno)) : Output(own, path);
  }
  struct stat old {};
  const bool exists = ::stat(path.c_str(), &old) == 0;
  if (!exists && errno == ELOOP) return cannot_write(path, ELOOP);
  if (exists && S_ISDIR(old.st_mode)) return cannot_write(path, EISDIR);
  if (exists && !S_ISREG(old.st_mode)) {  // a device or pipe: renaming over it would replace it
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return cannot_write(path, errno);
    return Output(descriptor, path);
  }
  if (exists && ::access(path.c_str(), W_OK) != 0) return cannot_write(path, errno);
  std::string temporary = place.path + ".part-XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return cannot_write(path, errno);
  (void)::fchmod(descriptor, wanted_mode(exists, old));
  remember(temporary);
  Output out(descriptor, path);
  out.path_ = place.path;
  out.temporary_ = temporary;
  return out;
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      name_(std::move(other.name_)),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      reader_gone_(other.reader_gone_) {}

Output::~Output() { discard(); }

void Output::discard() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  descriptor_ = -1;
  if (temporary_.empty()) return;
  ::unlink(temporary_.c_str());
  forget(temporary_);
  temporary_.clear();
}

Error Output::failed(int number) const { return cannot_write(name_, number); }

Status Output::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN) {  // somebody who shares the descriptor made it non-blocking
      pollfd wait{descriptor_, POLLOUT, 0};
      ::poll(&wait, 1, -1);
      continue;
    }
    if (written < 0) {
      reader_gone_ = errno == EPIPE;
      return failed(errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Status Output::finish() {
  if (descriptor_ <= STDERR_FILENO) return {};
  // Some file systems tell of a full disk only here.
  if (::close(std::exchange(descriptor_, -1)) != 0) return failed(errno);
  if (temporary_.empty()) return {};
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return failed(errno);
  forget(temporary_);
  temporary_.clear();
  return {};
}

void Output::remove_temporary_files() {
  std::lock_guard lock(temporaries_mutex);
  for (const std::string& path : temporaries()) ::unlink(path.c_str());
}

void take_place(CLI::Option& option) {
  const auto taken = [](std::string& name) {
    if (resolved(name).descriptor == STDOUT_FILENO) name = "-";
    return std::string(name.empty() ? "the name is empty; give a file name, or - for standard output" : "");
  };
  option.transform(CLI::Validator(taken, ""));
}

CLI::Option* add_output_option(CLI::App& verb, std::string& output, const std::string& help) {
  CLI::Option* option = verb.add_option("-o,--output", output, help);
  take_place(*option);
  return option;
}

int output_error(const Output& output, const Error& error) {
  return output.reader_gone() ? static_cast<int>(kBrokenPipe) : report(error);
}

int print(std::string_view text) {
  Result<Output> output = Output::open("");
  if (!output) return report(output.error());
  Status written = output->write(text);
  return written ? static_cast<int>(kOk) : output_error(*output, written.error());
}

}  // namespace dragoman::cli
