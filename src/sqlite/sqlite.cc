// SQLite's C functions, and its codes as sentences that say what to do.
#include "sqlite/sqlite.h"

#include <sqlite3.h>

#include <cstddef>
#include <new>
#include <utility>

#include "sqlite/schema.h"

namespace dragoman::sqlite {
namespace {

constexpr int kLongestValue = 1 << 27;  // bytes; a damaged file must not make us ask for more

Error io_error(int code, const std::string& name, const std::string& reason) {
  switch (code & 0xFF) {
    case SQLITE_READONLY:
      return {ErrorCode::kIo, 0,
              name + " cannot be written (" + reason +
                  "); check the rights of the file and its folder, or open it for reading only"};
    case SQLITE_FULL:
      return {ErrorCode::kIo, 0, name + ": the disk is full; free some space and try again, nothing was stored"};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::kIo, 0,
              name + " cannot be opened (" + reason +
                  "); check the path, and that file and folder may be read and written"};
    default:
      return {ErrorCode::kIo, 0, name + " cannot be read or written (" + reason + "); check the disk and try again"};
  }
}

}  // namespace

Error Connection::error(int code) const {
  const std::string reason = handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  switch (code & 0xFF) {
    case SQLITE_NOMEM: throw std::bad_alloc();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kBusy, 0,
              name_ + " is locked by another process or thread for more than " + std::to_string(patience_.count()) +
                  " ms; try again when the other is done"};
    case SQLITE_NOTADB:
      return {schema_.fault, 0,
              name_ + " is no " + std::string(schema_.noun) +
                  "; name another file, or move this one away to begin a new one"};
    case SQLITE_CORRUPT:
      return {schema_.fault, 0,
              name_ + " is damaged (" + reason +
                  "); bring it back from a copy, or save what can be read with sqlite3 FILE .recover"};
    case SQLITE_TOOBIG: return {ErrorCode::kTooLong, 0, name_ + ": an entry is too long (" + reason + "); shorten it"};
    case SQLITE_READONLY:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_PROTOCOL:
    case SQLITE_IOERR: return io_error(code, name_, reason);
    case SQLITE_ERROR:  // a file of ours whose tables somebody changed
    case SQLITE_SCHEMA:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return {schema_.fault, 0,
              name_ + " is not built as a " + std::string(schema_.noun) + " is (" + reason +
                  "); bring it back from a copy"};
    default: return {ErrorCode::kInternal, 0, name_ + ": " + reason + "; please report it"};
  }
}

Connection::Connection(const std::filesystem::path& file, const Schema& schema, std::chrono::milliseconds patience)
    : name_(file.string()), schema_(schema), patience_(patience) {}

Connection::~Connection() {
  for (auto& [sql, statements] : idle_) {
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  }
  sqlite3_close(handle_);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file, const Schema& schema,
                                                     const ConnectionOptions& options) {
  std::unique_ptr<Connection> made(new Connection(file, schema, options.patience));
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (options.create && !options.read_only) flags |= SQLITE_OPEN_CREATE;
  // "./" before a name that SQLite would take for an address or for memory.
  const std::string path = file.is_absolute() ? file.string() : "./" + file.string();
  if (const int code = sqlite3_open_v2(path.c_str(), &made->handle_, flags, nullptr); code != SQLITE_OK) {
    return made->error(code);
  }
  sqlite3* handle = made->handle_;
  sqlite3_busy_timeout(handle, static_cast<int>(options.patience.count()));
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kLongestValue);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  // FULL: a commit has reached the disk when it returns, so neither kill -9 nor a power cut takes it back.
  const std::string settings = std::string(schema.erase ? "PRAGMA secure_delete=ON;" : "PRAGMA secure_delete=OFF;") +
                               "PRAGMA synchronous=FULL; PRAGMA cell_size_check=ON; PRAGMA "
                               "journal_size_limit=67108864;"
                               "PRAGMA cache_size=-" +
                               std::to_string(options.cache_kib) + ";";
  if (Status set = made->script(settings.c_str()); !set) return set.error();
  return made;
}

Status Connection::script(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code);
  return {};
}

std::int64_t Connection::last_id() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Connection::changes() const { return sqlite3_changes64(handle_); }

Result<std::uint64_t> Connection::bytes_used() {
  std::uint64_t numbers[3] = {};  // pages, pages that hold nothing, bytes of a page
  int at = 0;
  for (const char* sql : {"PRAGMA page_count", "PRAGMA freelist_count", "PRAGMA page_size"}) {
    Query row = query(sql);
    if (!row.next()) return row.status() ? Error{ErrorCode::kInternal, 0, name_ + ": no answer"} : row.status().error();
    numbers[at++] = static_cast<std::uint64_t>(row.integer(0));
  }
  return (numbers[0] - numbers[1]) * numbers[2];
}

Status Connection::copy_to(Connection& fresh) {
  sqlite3_backup* copying = sqlite3_backup_init(fresh.handle_, "main", handle_, "main");
  if (copying == nullptr) return fresh.error(sqlite3_errcode(fresh.handle_));
  // In one step: one that is interrupted begins anew whenever somebody writes.
  const int code = sqlite3_backup_step(copying, -1);
  sqlite3_backup_finish(copying);
  if (code == SQLITE_DONE) return {};
  return sqlite3_errcode(handle_) == code ? error(code) : fresh.error(code);
}

Status Connection::look_through() {
  Query row = query("PRAGMA integrity_check(1)");
  const std::string found = row.next() ? std::string(row.text(0)) : "";
  if (!row.status()) return row.status();
  if (found == "ok") return {};
  return Error{schema_.fault, 0, name_ + " is damaged (" + found + "); bring it back from a copy"};
}

Result<sqlite3_stmt*> Connection::take(std::string_view sql) {
  std::vector<sqlite3_stmt*>& idle = idle_[sql];
  if (!idle.empty()) {
    sqlite3_stmt* statement = idle.back();
    idle.pop_back();
    return statement;
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return error(code);
  return statement;
}

void Connection::give_back(std::string_view sql, sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_[sql].push_back(statement);
}

Query::Query(Connection* connection, std::string_view sql) : connection_(connection), sql_(sql) {
  Result<sqlite3_stmt*> taken = connection->take(sql);
  if (taken) {
    statement_ = *taken;
  } else {
    status_ = taken.error();
  }
}

Query::Query(Query&& other) noexcept
    : connection_(other.connection_),
      sql_(other.sql_),
      statement_(std::exchange(other.statement_, nullptr)),
      status_(std::move(other.status_)) {}

Query::~Query() {
  if (statement_ != nullptr) connection_->give_back(sql_, statement_);
}

void Query::bind(int at, std::int64_t value) {
  if (statement_ != nullptr) sqlite3_bind_int64(statement_, at, value);
}

// Values are copied: callers may give temporaries.
void Query::bind(int at, std::string_view value) {
  if (statement_ == nullptr) return;
  sqlite3_bind_text64(statement_, at, value.data() != nullptr ? value.data() : "", value.size(), SQLITE_TRANSIENT,
                      SQLITE_UTF8);
}

void Query::bind(int at, Blob value) {
  if (statement_ == nullptr) return;
  sqlite3_bind_blob64(statement_, at, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT);
}

void Query::bind(int at, std::nullptr_t) {
  if (statement_ != nullptr) sqlite3_bind_null(statement_, at);
}

bool Query::next() {
  if (!status_) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) status_ = connection_->error(code);
  return false;
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Query::text(int column) const {
  // A blob asks for no conversion; our texts are stored as UTF-8 already.
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes != nullptr ? std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size)) : "";
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

Result<Transaction> Transaction::begin(Connection& connection, Kind kind) {
  const Status begun = connection.run(kind == Kind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
  if (!begun) return begun.error();
  return Transaction(&connection);
}

Transaction::~Transaction() {
  if (connection_ != nullptr) (void)connection_->run("ROLLBACK");
}

Status Transaction::commit() {
  Status done = connection_->run("COMMIT");
  if (done) connection_ = nullptr;
  return done;
}

}  // namespace dragoman::sqlite
