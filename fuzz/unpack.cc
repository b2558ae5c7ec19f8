// Any bytes as a packed file: an error, or exactly the bytes that the digest counts, never more than allowed.
// max_len: 16384
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "store/files.h"
#include "store/unpack.h"

using namespace dragoman::store;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t kMostBytes = 1 << 16;
  // In memory where the system has such a place: writes are durable, and a disk would make them slow.
  static const std::string base = (is_folder("/dev/shm") ? std::string("/dev/shm") : std::string("/tmp")) +
                                  "/dragoman-fuzz-unpack-" + std::to_string(::getpid());
  static const bool cleans = std::atexit([] {
                               for (const char* end : {".in", ".out"}) ::unlink((base + end).c_str());
                             }) == 0;
  if (!cleans) std::abort();
  std::ofstream(base + ".in", std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  const auto unpacked = unpack_file(base + ".in", base + ".out", kMostBytes, {});
  const std::uint64_t written = file_size_or_zero(base + ".out");
  if (written > kMostBytes || (unpacked && unpacked->bytes != written)) std::abort();
  return 0;
}
