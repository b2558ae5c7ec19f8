// The application's number in the file's header says that it is ours, the user version which tables it has. A file that is
// neither empty nor ours is not touched.
#include "sqlite/schema.h"

#include <string>

#include "sqlite/sqlite.h"

namespace dragoman::sqlite {
namespace {

Result<std::int64_t> number_of(Connection& connection, std::string_view sql) {
  Query row = connection.query(sql);
  if (row.next()) return row.integer(0);
  if (!row.status()) return row.status().error();
  return 0;
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

/// Whether the file is ours, of a version that this program knows.
Status check_known(const Connection& connection, const Schema& schema, const Header& header) {
  if (header.application != schema.application || header.version < 1) {
    return Error{schema.fault, 0,
                 connection.name() + " is a database of another program; name another file, this one is left as it is"};
  }
  if (header.version <= schema.version()) return {};
  return Error{schema.fault, 0,
               connection.name() + " has version " + std::to_string(header.version) +
                   ", made by a newer dragoman; this one reads up to version " + std::to_string(schema.version()) +
                   ": update it, or export with the newer one"};
}

Status check(const Connection& connection, const Schema& schema, const Header& header) {
  if (Status known = check_known(connection, schema, header); !known) return known;
  if (header.version == schema.version()) return {};
  return Error{schema.fault, 0,
               connection.name() + " has version " + std::to_string(header.version) + " of a " +
                   std::string(schema.noun) + ", this dragoman reads version " + std::to_string(schema.version()) +
                   ": open it for writing once, that takes it there"};
}

/// In one transaction, so that neither a fault nor another process that does the same leaves half of it.
Status climb(Connection& connection, const Schema& schema) {
  Result<Transaction> transaction = Transaction::begin(connection, Transaction::Kind::kWrite);
  if (!transaction) return transaction.error();
  const Result<Header> header = header_of(connection);  // again: another process may have been faster
  if (!header) return header.error();
  if (!header->empty()) {
    if (Status known = check_known(connection, schema, *header); !known) return known;
  }
  for (auto step = static_cast<std::size_t>(header->version); step < schema.steps.size(); ++step) {
    if (Status made = connection.script(schema.steps[step]); !made) return made;
  }
  const std::string mark = "PRAGMA application_id=" + std::to_string(schema.application) +
                           "; PRAGMA user_version=" + std::to_string(schema.version()) + ";";
  if (Status marked = connection.script(mark.c_str()); !marked) return marked;
  return transaction->commit();
}

}  // namespace

Status check_kind(Connection& connection, const Schema& schema) {
  const Result<Header> header = header_of(connection);
  return header ? check_known(connection, schema, *header) : Status(header.error());
}

Status check_schema(Connection& connection, const Schema& schema) {
  const Result<Header> header = header_of(connection);
  if (!header) return header.error();
  return check(connection, schema, *header);
}

Status prepare_schema(Connection& connection, const Schema& schema, bool may_write, bool may_create) {
  const Result<Header> header = header_of(connection);
  if (!header) return header.error();
  if (!may_write) return check(connection, schema, *header);
  if (header->empty() && may_create) {
    // The journal's mode is part of the file and cannot be changed within a transaction. Two processes may do so at once.
    if (Status set = connection.run("PRAGMA journal_mode=WAL"); !set) return set;
    return climb(connection, schema);
  }
  if (Status known = check_known(connection, schema, *header); !known) return known;
  return header->version < schema.version() ? climb(connection, schema) : Status();
}

}  // namespace dragoman::sqlite
