// An empty file has no pages to map: it is open, with no bytes.
#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace dragoman::base {
namespace {

const char* remedy(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return "; check the name";
    case EMFILE:
    case ENFILE: return "; close other files, or raise the limit on open ones (ulimit -n)";
    case ENOMEM: return "; free some memory, or raise the limit on it (ulimit -v)";
    default: return "; check the file and its permissions";
  }
}

Error system_error(const std::filesystem::path& path, const char* verb, int error) {
  const ErrorCode code = error == ENOENT || error == ENOTDIR ? ErrorCode::kNotFound : ErrorCode::kIo;
  const std::string reason = std::generic_category().message(error);
  return {code, 0, std::string("cannot ") + verb + " " + path.string() + ": " + reason + remedy(error)};
}

/// Closes a descriptor at the end of a scope.
struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path, std::size_t max_bytes) {
  // O_NONBLOCK: opening a FIFO must not hang; it is refused below.
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.fd < 0) return system_error(path, "open", errno);
  struct stat status {};
  if (::fstat(file.fd, &status) != 0) return system_error(path, "examine", errno);
  if (!S_ISREG(status.st_mode))
    return Error{ErrorCode::kIo, 0, path.string() + " is not a regular file; check the name"};
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > max_bytes) {
    return Error{ErrorCode::kTooLong, 0,
                 path.string() + " has " + std::to_string(size) + " bytes, the limit is " + std::to_string(max_bytes) +
                     "; check the name, or raise max_bytes"};
  }
  MappedFile mapped;
  if (size == 0) return mapped;
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.fd, 0);
  if (address == MAP_FAILED) return system_error(path, "map", errno);
  mapped.data_ = static_cast<const char*>(address);
  mapped.size_ = size;
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

void MappedFile::release_pages(std::size_t begin, std::size_t size) const {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t first = (begin + page - 1) / page * page;
  const std::size_t last = (begin + size) / page * page;
  if (first < last && last <= size_) ::madvise(const_cast<char*>(data_) + first, last - first, MADV_DONTNEED);
}

}  // namespace dragoman::base
