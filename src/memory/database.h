// Database: the connections to one file. Readers take one from a pool, each with its own view of the file; the one that
// writes is used by one thread at a time.
// Threads: any.
#pragma once
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>
#include "dragoman/memory.h"
#include "memory/sqlite.h"

namespace dragoman::memory {

class Database {
 public:
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, const MemoryOptions& options);

  /// Runs `work` in a transaction that sees one state of the file.
  Status read(const std::function<Status(Connection&)>& work);
  /// Runs `work` in a transaction that is stored as a whole if `work` succeeds, else not at all.
  Status write(const std::function<Status(Connection&)>& work);
  const std::filesystem::path& file() const { return file_; }
  const MemoryOptions& options() const { return options_; }

 private:
  Database(std::filesystem::path file, const MemoryOptions& options) : file_(std::move(file)), options_(options) {}
  Result<std::unique_ptr<Connection>> connect() const;

  std::filesystem::path file_;
  MemoryOptions options_;
  std::mutex pool_mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::mutex turn_mutex_;  // of `writing_`: whose turn it is with `writer_`; waited for with a limit
  std::condition_variable turn_;
  bool writing_ = false;
  std::unique_ptr<Connection> writer_;
};

}  // namespace dragoman::memory
