// read(2) in a loop; the size is only asked for to tell the progress.
#include "memory/file_pieces.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

namespace dragoman::memory {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;

Error failed(const std::filesystem::path& file, int number, const char* what) {
  const ErrorCode code = number == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  return {code, 0, file.string() + " " + what + ": " + std::strerror(number) + "; check path and rights"};
}

struct Descriptor {
  int number = -1;
  explicit Descriptor(int opened) : number(opened) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

}  // namespace

Status each_piece(const std::filesystem::path& file, const std::stop_token& stop, const PieceProgress& progress,
                  const PieceTaker& take) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.number < 0) return failed(file, errno, "cannot be opened");
  struct stat facts {};
  const bool known = ::fstat(in.number, &facts) == 0 && S_ISREG(facts.st_mode);
  std::vector<char> buffer(kPiece);
  for (std::uint64_t done = 0;;) {
    if (stop.stop_requested())
      return Error{ErrorCode::kCancelled, 0, "stopped; nothing of " + file.string() + " was stored"};
    const ssize_t got = ::read(in.number, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(file, errno, "cannot be read");
    if (got == 0) return {};
    done += static_cast<std::uint64_t>(got);
    if (Status taken = take({buffer.data(), static_cast<std::size_t>(got)}); !taken) return taken;
    if (progress) progress(done, known ? static_cast<std::uint64_t>(facts.st_size) : 0);
  }
}

Result<std::string> whole_file(const std::filesystem::path& file, std::size_t most) {
  std::string bytes;
  const Status read = each_piece(file, {}, {}, [&](std::string_view piece) {
    if (bytes.size() + piece.size() > most) {
      return Status(Error{ErrorCode::kTooLong, most,
                          file.string() + " has over " + std::to_string(most >> 20) + " MiB; import it in parts"});
    }
    bytes += piece;
    return Status();
  });
  if (!read) return read.error();
  return bytes;
}

}  // namespace dragoman::memory
