// One write for one line, so that a server that is killed leaves whole lines; a broken last one is closed before the next.
#include "server/reports.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace dragoman::server {
namespace {

Error broken(const std::filesystem::path& file) {
  return {ErrorCode::kIo, 0,
          "the report could not be kept in " + file.string() + ": " + std::strerror(errno) +
              "; look after the folder's permissions and room"};
}

/// Whether a file ends with a line's end, or is empty.
bool ends_well(int file, off_t size) {
  char last = '\n';
  return size == 0 || (::pread(file, &last, 1, size - 1) == 1 && last == '\n');
}

}  // namespace

Status Reports::add(std::string_view line) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::error_code ignored;
  std::filesystem::create_directories(file_.parent_path(), ignored);
  const int file = ::open(file_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return broken(file_);
  struct stat info {};
  const bool known = ::fstat(file, &info) == 0;
  std::string text = known && ends_well(file, info.st_size) ? "" : "\n";
  text.append(line) += '\n';
  Status status;
  if (known && static_cast<std::size_t>(info.st_size) + text.size() > max_bytes_) {
    status = Error{ErrorCode::kTooLong, max_bytes_,
                   file_.string() + " is full; move it away when its reports have been looked at"};
  } else if (!known || ::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
             ::fsync(file) != 0) {
    status = broken(file_);
  }
  ::close(file);
  return status;
}

}  // namespace dragoman::server
