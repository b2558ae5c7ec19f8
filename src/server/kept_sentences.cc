// A row's number is the hash of its key, so the table needs no index; of two keys with one hash the later stays. `used` is a
// day: it is not worth a write each time that a sentence is found.
#include "server/kept_sentences.h"

#include <chrono>
#include <system_error>

#include "dragoman/version.h"
#include "memory/hash.h"

namespace dragoman::server {
namespace {

namespace fs = std::filesystem;
using sqlite::Blob;
using sqlite::Connection;
using sqlite::Query;

constexpr std::size_t kMostWaiting = std::size_t{16}
                                     << 20;               // bytes; what comes faster than the disk writes is left out
constexpr std::size_t kMostValue = std::size_t{1} << 20;  // bytes; longer entries are not a sentence's
constexpr auto kGather = std::chrono::milliseconds(300);
constexpr std::uint64_t kUsualRow =
    1024;  // bytes: rather more than a sentence takes, so that not too many are removed at once

constexpr const char* kTables = R"sql(
CREATE TABLE sentences (id INTEGER PRIMARY KEY, used INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL);
)sql";

/// "DrSe" in the file's header says that it is ours.
const sqlite::Schema& schema() {
  static const sqlite::Schema kSchema{.noun = "cache of sentences",
                                      .remedy = "let the server make one",
                                      .fault = ErrorCode::kBadMemory,
                                      .application = 0x44725365,
                                      .steps = {kTables},
                                      .erase = true};
  return kSchema;
}

std::int64_t today() {
  using Days = std::chrono::duration<std::int64_t, std::ratio<86400>>;
  return std::chrono::duration_cast<Days>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::int64_t id_of(std::string_view key) { return static_cast<std::int64_t>(memory::hash_of(key)); }

/// Moves a file that cannot be read, and what belongs to it, out of the way.
Status put_aside(const fs::path& file) {
  std::error_code error;
  fs::rename(file, fs::path(file).concat(".damaged"), error);
  if (error) return Error{ErrorCode::kIo, 0, file.string() + " is damaged and cannot be moved away; remove it"};
  for (const char* part : {"-wal", "-shm"}) fs::remove(fs::path(file).concat(part), error);
  return {};
}

}  // namespace

class KeptSentences::View : public SentenceStore {
 public:
  View(std::shared_ptr<KeptSentences> kept, std::string_view models)
      : kept_(std::move(kept)), prefix_(std::to_string(memory::hash_of(models)) + ' ' + version() + ' ') {}
  std::optional<std::string> find(std::string_view key) override { return kept_->find(prefix_ + std::string(key)); }
  void add(std::string_view key, std::string_view value) override { kept_->add(prefix_ + std::string(key), value); }

 private:
  const std::shared_ptr<KeptSentences> kept_;
  const std::string prefix_;
};

std::shared_ptr<SentenceStore> KeptSentences::of(std::shared_ptr<KeptSentences> kept, std::string_view models) {
  return std::make_shared<View>(std::move(kept), models);
}

Result<std::shared_ptr<KeptSentences>> KeptSentences::open(const fs::path& file, std::uint64_t max_bytes) {
  const sqlite::DatabaseOptions options{.cache_kib = 4096};
  Result<std::unique_ptr<sqlite::Database>> database = sqlite::Database::open(file, schema(), options);
  if (!database && database.error().code == schema().fault) {
    if (Status moved = put_aside(file); !moved) return moved.error();
    database = sqlite::Database::open(file, schema(), options);
  }
  if (!database) return database.error();
  return std::shared_ptr<KeptSentences>(new KeptSentences(std::move(*database), max_bytes));
}

KeptSentences::KeptSentences(std::unique_ptr<sqlite::Database> database, std::uint64_t max_bytes)
    : database_(std::move(database)), max_bytes_(max_bytes), writer_([this] { write_until_the_end(); }) {}

KeptSentences::~KeptSentences() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  writer_.join();
}

std::optional<std::string> KeptSentences::find(std::string key) {
  std::optional<std::string> value;
  std::int64_t used = 0;
  const Status read = database_->read([&](Connection& connection) -> Status {
    Query row = connection.query("SELECT key, value, used FROM sentences WHERE id = ?", id_of(key));
    if (row.next() && row.text(0) == key) {
      value = row.text(1);
      used = row.integer(2);
    }
    return row.status();
  });
  if (!read || !value) return std::nullopt;
  if (used != today()) put({std::move(key), {}});
  const std::lock_guard lock(mutex_);
  ++stats_.found;
  return value;
}

void KeptSentences::add(std::string key, std::string_view value) {
  if (value.size() <= kMostValue) put({std::move(key), std::string(value)});
}

void KeptSentences::put(Entry entry) {
  const std::size_t bytes = sizeof(Entry) + entry.key.size() + entry.value.size();
  const std::lock_guard lock(mutex_);
  if (waiting_bytes_ + bytes > kMostWaiting) {
    ++stats_.left_out;
    return;
  }
  waiting_bytes_ += bytes;
  waiting_.push_back(std::move(entry));
  if (waiting_.size() == 1) changed_.notify_all();
}

void KeptSentences::write_until_the_end() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    // One transaction for all that comes in a moment.
    changed_.wait_for(lock, kGather, [this] { return ends_ || in_a_hurry_; });
    const std::vector<Entry> entries = std::exchange(waiting_, {});
    waiting_bytes_ = 0;
    writing_ = true;
    lock.unlock();
    Status done = write(entries);
    lock.lock();
    writing_ = false;
    stats_.written += done ? entries.size() : 0;
    stats_.left_out += done ? 0 : entries.size();
    last_ = std::move(done);
    changed_.notify_all();
  }
}

Status KeptSentences::write(const std::vector<Entry>& entries) {
  const std::int64_t day = today();
  return database_->write([&](Connection& connection) -> Status {
    for (const Entry& entry : entries) {
      const std::int64_t id = id_of(entry.key);
      Status done = entry.value.empty() ? connection.run("UPDATE sentences SET used = ? WHERE id = ?", day, id)
                                        : connection.run("INSERT OR REPLACE INTO sentences VALUES (?, ?, ?, ?)", id,
                                                         day, Blob{entry.key}, Blob{entry.value});
      if (!done) return done;
    }
    return make_room(connection);
  });
}

/// Removes what was used longest ago, as long as the pages in use hold more than they may. Within a day the order is that of the
/// hashes: by chance.
Status KeptSentences::make_room(Connection& connection) {
  const auto number = [&](std::string_view sql) -> std::int64_t {
    Query row = connection.query(sql);
    return row.next() ? row.integer(0) : 0;
  };
  const std::int64_t page = number("PRAGMA page_size");
  const auto used = [&] {
    return static_cast<std::uint64_t>((number("PRAGMA page_count") - number("PRAGMA freelist_count")) * page);
  };
  std::uint64_t bytes = used(), removed = 0;
  const std::uint64_t enough = bytes > max_bytes_ ? max_bytes_ - max_bytes_ / 8 : max_bytes_;
  while (bytes > enough) {
    const std::int64_t oldest = number("SELECT min(used) FROM sentences");
    const auto most = static_cast<std::int64_t>((bytes - enough) / kUsualRow + 1);
    Status done = connection.run("DELETE FROM sentences WHERE id IN (SELECT id FROM sentences WHERE used = ? LIMIT ?)",
                                 oldest, most);
    if (!done) return done;
    if (connection.changes() == 0) break;
    removed += static_cast<std::uint64_t>(connection.changes());
    bytes = used();
  }
  const std::lock_guard lock(mutex_);
  stats_.bytes = bytes;
  stats_.removed += removed;
  return {};
}

Status KeptSentences::flush() {
  std::unique_lock lock(mutex_);
  in_a_hurry_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return waiting_.empty() && !writing_; });
  in_a_hurry_ = false;
  return last_;
}

Status KeptSentences::clear() {
  if (Status written = flush(); !written) return written;  // what waits would come back
  return database_->write([](Connection& connection) { return connection.run("DELETE FROM sentences"); });
}

KeptSentences::Stats KeptSentences::stats() const {
  const std::lock_guard lock(mutex_);
  return stats_;
}

}  // namespace dragoman::server
