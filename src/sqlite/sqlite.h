// Sqlite: connections and queries behind plain types; the only place that knows SQLite.
//
//   Query rows = connection.query("SELECT id, source FROM pairs WHERE key = ?", key);
//   while (rows.next()) use(rows.integer(0), rows.text(1));
//   if (!rows.status()) return rows.status().error();
//
// Prepared statements are kept and used again. Errors name the file and the remedy.
// Threads: a connection belongs to one thread at a time.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>
#include "dragoman/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dragoman::sqlite {

class Connection;

/// Bytes that are not text, to be bound.
struct Blob {
  std::string_view bytes;
};

/// The rows of a statement; it goes back to its connection when this goes.
class Query {
 public:
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();
  /// Whether there is another row. False after an error, too: ask status().
  bool next();
  const Status& status() const { return status_; }
  // Columns of the row, from 0. Views live until the next next().
  std::int64_t integer(int column) const;
  std::string_view text(int column) const;
  bool is_null(int column) const;

 private:
  friend class Connection;
  Query(Connection* connection, std::string_view sql);
  void bind(int at, std::int64_t value);
  void bind(int at, std::string_view value);
  void bind(int at, Blob value);
  void bind(int at, std::nullptr_t);
  Connection* connection_;
  std::string_view sql_;
  sqlite3_stmt* statement_ = nullptr;
  Status status_;
};

struct Schema;

struct ConnectionOptions {
  bool read_only = false, create = false;
  std::chrono::milliseconds patience{5000};
  int cache_kib = 8192;
};

class Connection {
 public:
  static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, const Schema& schema,
                                                  const ConnectionOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// `sql` must outlive the connection (a literal): statements are remembered under it. Values: integers, text, Blob.
  template <class... Values>
  Query query(std::string_view sql, const Values&... values) {
    Query rows(this, sql);
    int at = 0;
    (rows.bind(++at, values), ...);
    return rows;
  }
  /// Runs it to its end.
  template <class... Values>
  Status run(std::string_view sql, const Values&... values) {
    Query rows = query(sql, values...);
    while (rows.next()) {
    }
    return rows.status();
  }
  /// Several statements without values.
  Status script(const char* sql);
  std::int64_t last_id() const;
  /// Row count of the last INSERT, UPDATE or DELETE.
  std::int64_t changes() const;
  const std::string& name() const { return name_; }
  /// Bytes of the file that hold something.
  Result<std::uint64_t> bytes_used();
  /// All of it, as it is at one moment, into `fresh`, whose file must be new; others may write meanwhile.
  Status copy_to(Connection& fresh);
  /// Looks through all pages and indexes. Errors: schema.fault.
  Status look_through();
  /// The last fault of SQLite as an error that names the file.
  Error error(int code) const;

 private:
  friend class Query;
  Connection(const std::filesystem::path& file, const Schema& schema, std::chrono::milliseconds patience);
  Result<sqlite3_stmt*> take(std::string_view sql);
  void give_back(std::string_view sql, sqlite3_stmt* statement);
  sqlite3* handle_ = nullptr;
  std::string name_;
  const Schema& schema_;
  std::chrono::milliseconds patience_;
  std::unordered_map<std::string_view, std::vector<sqlite3_stmt*>> idle_;
};

/// Everything between begin and commit() happens, or nothing. Without commit() the destructor takes it back.
class Transaction {
 public:
  enum class Kind { kRead, kWrite };
  static Result<Transaction> begin(Connection& connection, Kind kind);
  Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Connection* connection) : connection_(connection) {}
  Connection* connection_;
};

}  // namespace dragoman::sqlite
