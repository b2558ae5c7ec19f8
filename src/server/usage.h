// Usage: how many characters and requests came with each key this month (UTC), against what it may have.
//
// Counting is done in memory and written by a thread of its own, at most half a second later, as sums to be added: so a crash takes no
// more than that, and two servers of one folder do not overwrite each other.
// Threads: any.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>
#include "dragoman/result.h"
#include "sqlite/database.h"

namespace dragoman::server {

/// Of its file.
const sqlite::Schema& usage_schema();

class Usage {
 public:
  using Month = std::int64_t;  ///< years since 0, times 12, and months since January
  static Month month_of(std::chrono::system_clock::time_point time);
  static Month now() { return month_of(std::chrono::system_clock::now()); }
  /// Until the next month begins.
  static std::chrono::seconds rest_of_month(std::chrono::system_clock::time_point time);

  struct Count {
    std::uint64_t characters = 0, requests = 0;
  };
  struct Charge {
    Month month = 0;
    std::uint64_t characters = 0;
  };

  /// `file` "": counted until the end only. Errors: those of a database.
  static Result<std::unique_ptr<Usage>> open(const std::filesystem::path& file);
  /// What the file says of a month, by name; nothing where there is no file. Errors: those of a database.
  static Result<std::map<std::string, Count>> read(const std::filesystem::path& file, Month month);
  ~Usage();  ///< writes what waits
  Usage(const Usage&) = delete;
  Usage& operator=(const Usage&) = delete;

  /// Takes characters from a key's month. Nothing if it has less left than that, or nothing at all. `limit` 0: none.
  std::optional<Charge> charge(std::string_view name, std::uint64_t characters, std::uint64_t limit,
                               Month month = now());
  /// What became of a charge: without an answer for it, it is taken back.
  void settle(std::string_view name, const Charge& charge, bool answered);
  void count_request(std::string_view name, Month month = now());
  Count this_month(std::string_view name, Month month = now()) const;
  /// Since the server started, by name.
  std::map<std::string, Count, std::less<>> since_start() const;
  /// Writings that failed; what they had is tried again with the next one.
  std::uint64_t failures() const;

 private:
  struct Key {
    Month month = 0;
    Count count = {};        // of that month
    Count since_start = {};  // of all
  };
  struct Change {
    std::int64_t characters = 0, requests = 0;
  };
  using Changes = std::map<std::pair<std::string, Month>, Change>;
  explicit Usage(std::unique_ptr<sqlite::Database> database) : database_(std::move(database)) {}
  Status load();
  Key& key_in(std::string_view name, Month month);  // with the mutex held
  void note(std::string_view name, Month month, Change change);
  void write_until_the_end();
  Status write(const Changes& changes);

  const std::unique_ptr<sqlite::Database> database_;  // null: none
  mutable std::mutex mutex_;                          // guards what follows
  std::condition_variable changed_;
  std::map<std::string, Key, std::less<>> keys_;
  Changes waiting_;
  std::uint64_t failures_ = 0;
  bool ends_ = false;
  std::thread writer_;
};

}  // namespace dragoman::server
