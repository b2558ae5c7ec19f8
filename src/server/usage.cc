#include "server/usage.h"

#include <algorithm>

#include "dragoman/server.h"

namespace dragoman::server {
namespace {

using sqlite::Connection;
using sqlite::Query;

constexpr auto kUsageGather = std::chrono::milliseconds(400);  // one transaction for all that comes in that time
constexpr Usage::Month kKeptMonths = 24;

constexpr const char* kUsageTables = R"sql(
CREATE TABLE usage (name TEXT NOT NULL, month INTEGER NOT NULL, characters INTEGER NOT NULL, requests INTEGER NOT NULL,
                    PRIMARY KEY (name, month)) WITHOUT ROWID;
)sql";

Status read_month(Connection& connection, Usage::Month month, std::map<std::string, Usage::Count>& out) {
  Query row = connection.query("SELECT name, characters, requests FROM usage WHERE month = ?", month);
  const auto count = [&](int column) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, row.integer(column)));
  };
  while (row.next()) out[std::string(row.text(0))] = {count(1), count(2)};
  return row.status();
}

}  // namespace

/// "DrUs" in the file's header says that it is ours.
const sqlite::Schema& usage_schema() {
  static const sqlite::Schema kSchema{.noun = "count of keys' usage",
                                      .remedy = "let the server make one",
                                      .fault = ErrorCode::kBadMemory,
                                      .application = 0x44725573,
                                      .steps = {kUsageTables}};
  return kSchema;
}

Usage::Month Usage::month_of(std::chrono::system_clock::time_point time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  return Month{static_cast<int>(day.year())} * 12 + static_cast<unsigned>(day.month()) - 1;
}

std::chrono::seconds Usage::rest_of_month(std::chrono::system_clock::time_point time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  const std::chrono::sys_days next = (day.year() / day.month() + std::chrono::months(1)) / std::chrono::day(1);
  return std::chrono::ceil<std::chrono::seconds>(next - time);
}

Result<std::unique_ptr<Usage>> Usage::open(const std::filesystem::path& file) {
  std::unique_ptr<sqlite::Database> database;
  if (!file.empty()) {
    auto opened = sqlite::Database::open(file, usage_schema(), {.cache_kib = 1024});
    if (!opened) return opened.error();
    database = std::move(*opened);
  }
  std::unique_ptr<Usage> made(new Usage(std::move(database)));
  if (made->database_ == nullptr) return made;
  if (Status loaded = made->load(); !loaded) return loaded.error();
  made->writer_ = std::thread([usage = made.get()] { usage->write_until_the_end(); });
  return made;
}

Result<std::map<std::string, Usage::Count>> Usage::read(const std::filesystem::path& file, Month month) {
  std::map<std::string, Count> out;
  const auto database = sqlite::Database::open(file, usage_schema(), {.read_only = true});
  if (!database && database.error().code == ErrorCode::kNotFound) return out;
  if (!database) return database.error();
  const Status done = (*database)->read([&](Connection& connection) { return read_month(connection, month, out); });
  if (!done) return done.error();
  return out;
}

Status Usage::load() {
  const Month month = now();
  std::map<std::string, Count> counts;
  Status done = database_->write([&](Connection& connection) -> Status {
    if (Status gone = connection.run("DELETE FROM usage WHERE month < ?", month - kKeptMonths); !gone) return gone;
    return read_month(connection, month, counts);
  });
  for (const auto& [name, count] : counts) keys_[name] = {month, count, {}};
  return done;
}

Usage::~Usage() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  if (writer_.joinable()) writer_.join();
}

Usage::Key& Usage::key_in(std::string_view name, Month month) {
  const auto found = keys_.find(name);
  Key& key = found != keys_.end() ? found->second : keys_[std::string(name)];
  if (key.month < month) {
    key.month = month;
    key.count = {};
  }
  return key;
}

void Usage::note(std::string_view name, Month month, Change change) {
  if (database_ == nullptr) return;
  Change& sum = waiting_[{std::string(name), month}];
  sum.characters += change.characters;
  sum.requests += change.requests;
  if (waiting_.size() == 1) changed_.notify_all();
}

std::optional<Usage::Charge> Usage::charge(std::string_view name, std::uint64_t characters, std::uint64_t limit,
                                           Month month) {
  const std::lock_guard lock(mutex_);
  Key& key = key_in(name, month);
  const std::uint64_t used = key.count.characters;
  if (limit > 0 && (used >= limit || characters > limit - used)) return std::nullopt;
  key.count.characters += characters;
  if (characters > 0) note(name, month, {static_cast<std::int64_t>(characters), 0});
  return Charge{month, characters};
}

void Usage::settle(std::string_view name, const Charge& charge, bool answered) {
  if (charge.characters == 0) return;
  const std::lock_guard lock(mutex_);
  Key& key = key_in(name, charge.month);
  if (answered) {
    key.since_start.characters += charge.characters;
    return;
  }
  if (key.month == charge.month) key.count.characters -= std::min(key.count.characters, charge.characters);
  note(name, charge.month, {-static_cast<std::int64_t>(charge.characters), 0});
}

void Usage::count_request(std::string_view name, Month month) {
  const std::lock_guard lock(mutex_);
  Key& key = key_in(name, month);
  ++key.count.requests;
  ++key.since_start.requests;
  note(name, month, {0, 1});
}

Usage::Count Usage::this_month(std::string_view name, Month month) const {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(name);
  return found != keys_.end() && found->second.month == month ? found->second.count : Count{};
}

std::map<std::string, Usage::Count, std::less<>> Usage::since_start() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, Count, std::less<>> out;
  for (const auto& [name, key] : keys_) out[name] = key.since_start;
  return out;
}

std::uint64_t Usage::failures() const {
  const std::lock_guard lock(mutex_);
  return failures_;
}

void Usage::write_until_the_end() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    changed_.wait_for(lock, kUsageGather, [this] { return ends_; });
    const Changes changes = std::exchange(waiting_, {});
    const bool last = ends_;
    lock.unlock();
    const Status done = write(changes);
    lock.lock();
    if (done) continue;
    ++failures_;
    if (last) return;
    // There are never more of them than keys and months.
    for (const auto& [key, change] : changes) note(key.first, key.second, change);
  }
}

Status Usage::write(const Changes& changes) {
  return database_->write([&](Connection& connection) -> Status {
    for (const auto& [key, change] : changes) {
      Status done = connection.run(
          "INSERT INTO usage VALUES (?1, ?2, max(0, ?3), max(0, ?4)) ON CONFLICT DO UPDATE SET "
          "characters = max(0, characters + ?3), requests = max(0, requests + ?4)",
          std::string_view(key.first), key.second, change.characters, change.requests);
      if (!done) return done;
    }
    return {};
  });
}

}  // namespace dragoman::server

namespace dragoman {

Result<std::vector<KeyUsage>> key_usage(const std::filesystem::path& data) {
  const auto counts = server::Usage::read(data / "usage.db", server::Usage::now());
  if (!counts) return counts.error();
  std::vector<KeyUsage> out;
  for (const auto& [name, count] : *counts) out.push_back({name, count.characters, count.requests});
  return out;
}

}  // namespace dragoman
