// StoredFiles: results that a client fetches by a name of their own, for half an hour. In memory, within a bound: the
// oldest go when a new one needs the room.
// Threads: any.
#pragma once
#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::server {

struct StoredFile {
  std::string id;    ///< unguessable
  std::string name;  ///< as the client is to save it
  std::string media_type, bytes;
};

class StoredFiles {
 public:
  using Clock = std::chrono::steady_clock;
  explicit StoredFiles(std::size_t max_bytes, Clock::duration life = std::chrono::minutes(30))
      : max_bytes_(max_bytes), life_(life) {}
  /// Returns the id. A file over the bound alone is kept until the next comes.
  std::string add(std::string name, std::string media_type, std::string bytes, Clock::time_point now = Clock::now());
  std::optional<StoredFile> find(std::string_view id, Clock::time_point now = Clock::now());

 private:
  struct Entry {
    StoredFile file;
    Clock::time_point end;
  };
  void forget(Clock::time_point now, std::size_t room);
  const std::size_t max_bytes_;
  const Clock::duration life_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // oldest first
  std::size_t bytes_ = 0;
};

/// `bytes` random bytes of the system, as hex digits.
std::string random_hex(std::size_t bytes);
/// A random UUID (RFC 9562, version 4).
std::string random_uuid();

}  // namespace dragoman::server
