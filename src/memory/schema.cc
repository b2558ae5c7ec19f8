// "Drag" in the file's header says that it is ours, the user version which tables it has. A file that is neither empty nor
// ours is not touched.
#include "memory/schema.h"

#include <string>

namespace dragoman::memory {
namespace {

constexpr std::int64_t kApplication = 0x44726167;  // "Drag"
constexpr std::int64_t kVersion = 1;

constexpr const char* kTables = R"sql(
CREATE TABLE scopes (
  id INTEGER PRIMARY KEY, space TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
  term_revision INTEGER NOT NULL DEFAULT 0, pair_revision INTEGER NOT NULL DEFAULT 0,
  UNIQUE (space, source, target));
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE terms (
  id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, key TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
  flags INTEGER NOT NULL, note TEXT NOT NULL, who INTEGER NOT NULL, time INTEGER NOT NULL, revision INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0, UNIQUE (scope, key));
CREATE INDEX terms_revision ON terms (scope, revision);
CREATE TABLE pairs (
  id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, key INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
  status INTEGER NOT NULL, origin INTEGER NOT NULL, who INTEGER NOT NULL, time INTEGER NOT NULL,
  revision INTEGER NOT NULL);
CREATE INDEX pairs_key ON pairs (key);
CREATE TABLE fresh (
  word INTEGER NOT NULL, pair INTEGER NOT NULL, length INTEGER NOT NULL, PRIMARY KEY (word, pair)) WITHOUT ROWID;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, level INTEGER NOT NULL, first_pair INTEGER NOT NULL, last_pair INTEGER NOT NULL,
  pairs INTEGER NOT NULL);
CREATE TABLE postings (
  run INTEGER NOT NULL, word INTEGER NOT NULL, count INTEGER NOT NULL, block BLOB,
  PRIMARY KEY (run, word)) WITHOUT ROWID;
)sql";

Result<std::int64_t> number_of(Connection& connection, std::string_view sql) {
  Query row = connection.query(sql);
  if (row.next()) return row.integer(0);
  if (!row.status()) return row.status().error();
  return 0;
}

Error foreign(const Connection& connection) {
  return {ErrorCode::kBadMemory, 0,
          connection.name() + " is a database of another program; name another file, this one is left as it is"};
}

struct Header {
  std::int64_t application = 0, version = 0, objects = 0;
  bool empty() const { return application == 0 && version == 0 && objects == 0; }
};

Result<Header> header_of(Connection& connection) {
  const Result<std::int64_t> application = number_of(connection, "PRAGMA application_id");
  if (!application) return application.error();
  const Result<std::int64_t> version = number_of(connection, "PRAGMA user_version");
  if (!version) return version.error();
  const Result<std::int64_t> objects = number_of(connection, "SELECT count(*) FROM sqlite_schema");
  if (!objects) return objects.error();
  return Header{*application, *version, *objects};
}

Status check(const Connection& connection, const Header& header) {
  if (header.application != kApplication) return foreign(connection);
  if (header.version > kVersion) {
    return Error{ErrorCode::kBadMemory, 0,
                 connection.name() + " has version " + std::to_string(header.version) +
                     ", made by a newer dragoman; this one reads up to version " + std::to_string(kVersion) +
                     ": update it, or export with the newer one"};
  }
  if (header.version < 1) return foreign(connection);
  return {};
}

Status create(Connection& connection) {
  // The journal's mode is part of the file and cannot be changed within a transaction. Two processes may do so at once.
  if (Status set = connection.run("PRAGMA journal_mode=WAL"); !set) return set;
  Result<Transaction> transaction = Transaction::begin(connection, Transaction::Kind::kWrite);
  if (!transaction) return transaction.error();
  const Result<Header> header = header_of(connection);
  if (!header) return header.error();
  if (!header->empty()) return check(connection, *header);  // another process was faster
  if (Status made = connection.script(kTables); !made) return made;
  const std::string mark = "PRAGMA application_id=" + std::to_string(kApplication) +
                           "; PRAGMA user_version=" + std::to_string(kVersion) + ";";
  if (Status marked = connection.script(mark.c_str()); !marked) return marked;
  return transaction->commit();
}

}  // namespace

Status check_schema(Connection& connection) {
  const Result<Header> header = header_of(connection);
  if (!header) return header.error();
  return check(connection, *header);
}

Status prepare_schema(Connection& connection, bool may_create) {
  const Result<Header> header = header_of(connection);
  if (!header) return header.error();
  if (header->empty() && may_create) return create(connection);
  return check(connection, *header);
}

}  // namespace dragoman::memory
