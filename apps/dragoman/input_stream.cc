#include "input_stream.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace dragoman::cli {
namespace {

constexpr std::size_t kReadBytes = std::size_t{64} << 10;
constexpr std::size_t kDocument = std::size_t{64} << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Error cannot_read(const std::string& name, int number) {
  const char* remedy = number == ENOENT   ? "; check the name"
                       : number == EISDIR ? "; give the files in it, for example "
                       : number == EMFILE ? "; close other files, or raise the limit on open ones (ulimit -n)"
                                          : "; check the file and its permissions";
  std::string what = "cannot read " + name + ": " + std::strerror(number) + remedy;
  if (number == EISDIR) what += name == "standard input" ? "FOLDER/*" : name + (name.ends_with('/') ? "*" : "/*");
  return {ErrorCode::kIo, 0, std::move(what)};
}

}  // namespace

Status check_readable(const std::string& path) {
  struct stat status {};
  if (path == "-") return {};
  if (path.empty()) {
    return Error{ErrorCode::kIo, 0, "a file has an empty name; give its name, or - for standard input"};
  }
  if (::stat(path.c_str(), &status) != 0) return cannot_read(path, errno);
  if (S_ISDIR(status.st_mode)) return cannot_read(path, EISDIR);
  if (::access(path.c_str(), R_OK) != 0) return cannot_read(path, errno);
  return {};
}

std::uint64_t known_size(const std::string& path) {
  struct stat status {};
  const bool standard = path == "-";
  if ((standard ? ::fstat(STDIN_FILENO, &status) : ::stat(path.c_str(), &status)) != 0) return 0;
  if (!S_ISREG(status.st_mode)) return 0;
  const off_t at = standard ? ::lseek(STDIN_FILENO, 0, SEEK_CUR) : 0;
  return static_cast<std::uint64_t>(std::max<off_t>(0, status.st_size - at));
}

Result<InputStream> InputStream::open(const std::string& path, const InputOptions& options) {
  const bool standard = path == "-";
  const std::string name = standard ? "standard input" : path;
  const int descriptor = standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_read(name, errno);
  InputStream stream(descriptor, name, options);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return cannot_read(name, errno);
  if (S_ISDIR(status.st_mode)) return cannot_read(name, EISDIR);
  if (S_ISREG(status.st_mode)) {
    (void)::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    if (const off_t at = ::lseek(descriptor, 0, SEEK_CUR); at >= 0) stream.begin_ = at;
  }
  return stream;
}

std::string InputStream::document() const {
  if (!begin_) return {};
  std::string text(kDocument, '\0');
  const ssize_t got = ::pread(descriptor_, text.data(), text.size(), *begin_);
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(0, got)));
  const bool more = text.size() == kDocument;
  if (const std::size_t last = text.rfind('\n'); more && last != std::string::npos) text.resize(last);
  if (const auto bad = find_bad_utf8(text)) text.resize(*bad);
  return text;
}

InputStream::InputStream(InputStream&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      begin_(other.begin_),
      name_(std::move(other.name_)),
      options_(other.options_) {}

InputStream::~InputStream() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

bool InputStream::paused() const {
  pollfd ready{descriptor_, POLLIN, 0};
  return ::poll(&ready, 1, 0) == 0;
}

Status InputStream::wait() const {
  while (true) {
    pollfd waits[2] = {{descriptor_, POLLIN, 0}, {options_.wake_descriptor, POLLIN, 0}};
    const int ready = ::poll(waits, options_.wake_descriptor < 0 ? 1 : 2, -1);
    if (ready < 0 && errno != EINTR) return cannot_read(name_, errno);
    if (ready <= 0) continue;
    if (waits[1].revents != 0) return Error{ErrorCode::kCancelled, 0, "interrupted"};
    return {};
  }
}

Result<std::size_t> InputStream::read_more() {
  if (Status ready = wait(); !ready) return ready.error();
  const std::size_t old = pending_.size();
  pending_.resize(old + kReadBytes);
  ssize_t got = -1;
  do got = ::read(descriptor_, pending_.data() + old, kReadBytes);
  while (got < 0 && errno == EINTR);
  pending_.resize(old + static_cast<std::size_t>(std::max<ssize_t>(0, got)));
  if (got < 0) return cannot_read(name_, errno);
  const std::size_t newline = std::string_view(pending_).substr(old).rfind('\n');
  if (newline != std::string_view::npos) whole_lines_ = old + newline + 1;
  return static_cast<std::size_t>(got);
}

Error InputStream::too_long(std::uint64_t line) const {
  return {ErrorCode::kTooLong, 0,
          name_ + ", line " + std::to_string(line) + ": longer than the limit of " + std::to_string(options_.max_line) +
              " bytes; break the line or raise --max-bytes"};
}

// What is wrong with whole lines, and how many bytes of good lines come before it.
std::optional<Error> InputStream::first_fault(std::string_view lines, std::size_t& good) const {
  const std::size_t bad =
      options_.invalid == InvalidBytes::kError ? find_bad_utf8(lines).value_or(lines.size()) : lines.size();
  std::uint64_t line = line_;
  for (good = 0; good < lines.size(); ++line) {
    const std::size_t newline = lines.find('\n', good);
    const std::size_t end = newline == std::string_view::npos ? lines.size() : newline;
    if (end - good > options_.max_line) return too_long(line);
    if (bad < lines.size() && bad <= end)
      return bad_utf8_error(name_, line, raw_offset_ + bad, lines.substr(bad), options_.may_replace);
    good = std::min(end + 1, lines.size());
  }
  return std::nullopt;
}

Result<bool> InputStream::deliver(std::size_t size, Block& block) {
  block = Block{};
  if (!std::exchange(started_, true) && pending_.starts_with(kByteOrderMark)) {
    block.byte_order_mark = true;
    raw_offset_ += kByteOrderMark.size();
    offset_ += kByteOrderMark.size();
    block.raw_bytes += kByteOrderMark.size();
    pending_.erase(0, kByteOrderMark.size());
    size -= kByteOrderMark.size();
    whole_lines_ -= std::min(whole_lines_, kByteOrderMark.size());
  }
  std::size_t good = 0;
  fault_ = first_fault(std::string_view(pending_).substr(0, size), good);
  if (fault_ && good == 0 && !block.byte_order_mark) return *fault_;
  block.text = pending_.substr(0, good);
  pending_.erase(0, good);
  whole_lines_ -= std::min(whole_lines_, good);
  block.raw_bytes += good;
  raw_offset_ += good;
  if (options_.invalid == InvalidBytes::kReplace && find_bad_utf8(block.text))
    block.text = replace_bad_utf8(block.text);
  block.offset = offset_;
  block.first_line = line_;
  offset_ += block.text.size();
  line_ += static_cast<std::uint64_t>(std::count(block.text.begin(), block.text.end(), '\n'));
  want_ = std::min(options_.block, want_ * 4);
  return true;
}

// Bytes of the next block out of more whole lines than are wanted: the last newline within reach, else the first
// beyond.
std::size_t InputStream::cut() const {
  if (whole_lines_ <= want_) return whole_lines_;
  std::size_t newline = pending_.rfind('\n', want_ - 1);
  if (newline == std::string::npos) newline = pending_.find('\n', want_);
  return newline + 1;
}

Result<bool> InputStream::next(Block& block) {
  if (fault_) return *fault_;
  while (true) {
    const bool over_long = pending_.size() - whole_lines_ > options_.max_line;
    if (whole_lines_ > 0 && (whole_lines_ >= want_ || at_end_ || over_long || paused())) return deliver(cut(), block);
    if (over_long) return too_long(line_);
    if (at_end_) return pending_.empty() ? Result<bool>(false) : deliver(pending_.size(), block);
    Result<std::size_t> got = read_more();
    if (!got) return got.error();
    if (*got == 0) at_end_ = true;
  }
}

}  // namespace dragoman::cli
