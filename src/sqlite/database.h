// Database: the connections to one file. Readers take one from a pool, each with its own view of the file; the one that
// writes is used by one thread at a time.
// Threads: any.
#pragma once
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>
#include "dragoman/result.h"
#include "sqlite/schema.h"
#include "sqlite/sqlite.h"

namespace dragoman::sqlite {

struct DatabaseOptions {
  bool read_only = false;                    ///< the file must exist, and every call that would write is refused
  bool create = true;                        ///< make the file, and its folder, if there is none
  std::chrono::milliseconds patience{5000};  ///< how long to wait for others' locks
  int cache_kib = 96 << 10;  ///< memory of the connection that writes, at most: an import touches many indexes
};

class Database {
 public:
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, const Schema& schema,
                                                const DatabaseOptions& options);

  /// Runs `work` in a transaction that sees one state of the file.
  Status read(const std::function<Status(Connection&)>& work);
  /// Runs `work` in a transaction that is stored as a whole if `work` succeeds, else not at all.
  Status write(const std::function<Status(Connection&)>& work);
  const std::filesystem::path& file() const { return file_; }

 private:
  Database(std::filesystem::path file, const Schema& schema, const DatabaseOptions& options)
      : file_(std::move(file)), schema_(schema), options_(options) {}
  Result<std::unique_ptr<Connection>> connect() const;

  std::filesystem::path file_;
  const Schema& schema_;  // lives as long as the program
  DatabaseOptions options_;
  std::mutex pool_mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::mutex turn_mutex_;  // of `writing_`: whose turn it is with `writer_`; waited for with a limit
  std::condition_variable turn_;
  bool writing_ = false;
  std::unique_ptr<Connection> writer_;
};

/// Copies a database to a new file, also while others write; both are looked through. Versions older than the schema's are copied
/// as they are. Errors: kNotFound, schema.fault, kBusy, kIo.
Status copy_database(const std::filesystem::path& from, const Schema& schema, const std::filesystem::path& to);
/// Whether a file is a sound database of this kind. Errors: as above.
Status check_database(const std::filesystem::path& file, const Schema& schema);

}  // namespace dragoman::sqlite
