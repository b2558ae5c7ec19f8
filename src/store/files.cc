// Plain POSIX calls, so that errno (full disk, permission) reaches the sentence a person reads.
#include "store/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

namespace dragoman::store {
namespace {

std::string advice(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT: return "free some space there, or name another folder in DRAGOMAN_MODELS";
    case EFBIG: return "raise the file size limit (ulimit -f) or choose another file system";
    case EACCES:
    case EPERM:
    case EROFS: return "check who may write there, or name a folder of your own in DRAGOMAN_MODELS";
    case ENOENT:
    case ENOTDIR: return "check the name";
    case EMFILE:
    case ENFILE: return "close other files, or raise the limit on open ones (ulimit -n)";
    default: return "check the disk and try again";
  }
}

/// read() into `buffer`, repeated after interruptions.
ssize_t read_some(int descriptor, char* buffer, std::size_t size) {
  ssize_t got;
  do {
    got = ::read(descriptor, buffer, size);
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

Error file_error(std::string_view doing, const std::filesystem::path& path, int error_number) {
  bool missing = error_number == ENOENT || error_number == ENOTDIR;
  return {missing ? ErrorCode::kNotFound : ErrorCode::kIo, 0,
          "cannot " + std::string(doing) + " " + path.string() + ": " + std::generic_category().message(error_number) +
              "; " + advice(error_number)};
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe in its place must not hang us
  if (descriptor < 0) return file_error("open", path, errno);
  struct stat about {};
  std::string bytes;
  Status status;
  if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
    status = Error{ErrorCode::kIo, 0, path.string() + " is not a regular file; check the name"};
  } else {
    char buffer[1 << 16];
    ssize_t got = 0;
    while (bytes.size() <= max_bytes && (got = read_some(descriptor, buffer, sizeof(buffer))) > 0)
      bytes.append(buffer, static_cast<std::size_t>(got));
    if (got < 0) status = file_error("read", path, errno);
    if (bytes.size() > max_bytes)
      status = Error{ErrorCode::kTooLong, 0,
                     path.string() + " is larger than " + std::to_string(max_bytes) +
                         " bytes; check that this is the file you meant"};
  }
  ::close(descriptor);
  if (!status) return status.error();
  return bytes;
}

Result<std::vector<std::string>> list_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error), end;
  std::vector<std::string> names;
  while (!error && entry != end) {
    std::string name = entry->path().filename().string();
    if (!name.empty() && name[0] != '.') names.push_back(std::move(name));
    entry.increment(error);
  }
  if (error) return file_error("list", folder, error.value());
  std::sort(names.begin(), names.end());
  return names;
}

Status make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    Error failed = file_error("create", folder, error.value());
    failed.code = ErrorCode::kIo;
    return failed;
  }
  return {};
}

Status sync_folder(const std::filesystem::path& folder) {
  int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return file_error("open", folder, errno);
  // Some network file systems refuse fsync on a folder (EINVAL); the rename is then as durable as they make it.
  int failed = ::fsync(descriptor) != 0 && errno != EINVAL ? errno : 0;
  ::close(descriptor);
  if (failed) return file_error("flush", folder, failed);
  return {};
}

bool is_folder(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

std::uint64_t file_size_or_zero(const std::filesystem::path& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return 0;
  return static_cast<std::uint64_t>(about.st_size);
}

Result<FileWriter> FileWriter::open(const std::filesystem::path& path, std::uint64_t keep) {
  int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (keep == 0 ? O_TRUNC : 0);
  int descriptor = ::open(path.c_str(), flags, 0644);
  if (descriptor < 0) return file_error("write", path, errno);
  FileWriter writer(descriptor, path, keep);
  if (keep > 0 && (::ftruncate(descriptor, static_cast<off_t>(keep)) != 0 || ::lseek(descriptor, 0, SEEK_END) < 0))
    return file_error("continue", path, errno);
  return writer;
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : descriptor_(other.descriptor_), path_(std::move(other.path_)), size_(other.size_) {
  other.descriptor_ = -1;
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status FileWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return file_error("write", path_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(put));
    size_ += static_cast<std::uint64_t>(put);
  }
  return {};
}

Status FileWriter::finish() {
  int failed = ::fsync(descriptor_) != 0 && errno != EINVAL ? errno : 0;
  if (::close(descriptor_) != 0 && failed == 0) failed = errno;  // some systems report a full disk only here
  descriptor_ = -1;
  if (failed) return file_error("finish writing", path_, failed);
  return {};
}

Status write_file(const std::filesystem::path& path, std::string_view bytes) {
  Result<FileWriter> writer = FileWriter::open(path);
  if (!writer) return writer.error();
  if (Status written = writer->write(bytes); !written) return written;
  return writer->finish();
}

Result<FileLock> FileLock::take(const std::filesystem::path& path, std::stop_token stop, bool* waited) {
  int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (descriptor < 0) return file_error("lock", path, errno);
  FileLock lock(descriptor);
  while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return file_error("lock", path, errno);
    if (waited) *waited = true;
    if (stop.stop_requested())
      return Error{ErrorCode::kCancelled, 0, "cancelled while another process was installing the same model"};
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return lock;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace dragoman::store
