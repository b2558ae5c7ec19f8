// KeptSentences: translations of sentences in one file, so that a server that starts again has not forgotten them.
//
// The file is a cache: bounded, and what has not been asked for longest goes first. Writing is left to a thread of its own; what
// has not been written half a second later a crash may take. A file that is damaged is put aside, and a new one begun.
// Threads: any.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>
#include "dragoman/result.h"
#include "dragoman/translator.h"
#include "sqlite/database.h"

namespace dragoman::server {

class KeptSentences {
 public:
  struct Stats {
    std::uint64_t found = 0, written = 0, removed = 0;
    std::uint64_t left_out = 0;  ///< came faster than the disk is
    std::uint64_t bytes = 0;     ///< of the file, without what is free in it
  };
  /// The file holds at most `max_bytes` and what came since they were last counted. Errors: kIo, kBusy.
  static Result<std::shared_ptr<KeptSentences>> open(const std::filesystem::path& file, std::uint64_t max_bytes);
  ~KeptSentences();  ///< writes what waits
  KeptSentences(const KeptSentences&) = delete;
  KeptSentences& operator=(const KeptSentences&) = delete;

  /// Where the translator of these models keeps its sentences; `models` is all that tells them from others. It keeps `kept` alive.
  static std::shared_ptr<SentenceStore> of(std::shared_ptr<KeptSentences> kept, std::string_view models);
  /// Returns when all that was added before is written.
  Status flush();
  /// Forgets them all, and overwrites them: what is removed for good must not be read out of a cache.
  Status clear();
  Stats stats() const;

 private:
  class View;
  struct Entry {
    std::string key, value;  ///< no value: it was used today
  };
  KeptSentences(std::unique_ptr<sqlite::Database> database, std::uint64_t max_bytes);
  std::optional<std::string> find(std::string key);
  void add(std::string key, std::string_view value);
  void put(Entry entry);
  void write_until_the_end();
  Status write(const std::vector<Entry>& entries);
  Status make_room(sqlite::Connection& connection);

  const std::unique_ptr<sqlite::Database> database_;
  const std::uint64_t max_bytes_;
  mutable std::mutex mutex_;  ///< guards what follows
  std::condition_variable changed_;
  std::vector<Entry> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool ends_ = false, in_a_hurry_ = false, writing_ = false;
  Stats stats_;
  Status last_;         ///< how the last writing ended
  std::thread writer_;  // last: begins when all else is there
};

}  // namespace dragoman::server
