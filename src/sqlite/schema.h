// The tables of a database, how they came to be version by version, and whether a file is such a database.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::sqlite {

class Connection;

/// What a file is: told in its header, and in messages.
struct Schema {
  std::string_view noun;           ///< "memory database": for messages, behind "a" or "no"
  std::string_view remedy;         ///< what to do when there is no such file: "add or import something to make one"
  ErrorCode fault;                 ///< of a damaged, foreign or newer file
  std::int64_t application = 0;    ///< PRAGMA application_id; a file with another one is not touched
  std::vector<const char*> steps;  ///< steps[i] leads from version i to i + 1; an empty file has version 0
  bool erase = false;              ///< what is deleted is overwritten, not only forgotten
  std::int64_t version() const { return static_cast<std::int64_t>(steps.size()); }
};

/// Makes an empty file such a database (`may_create`), and takes an older one to the newest version, all of it or nothing.
/// With `may_write` false: checks alone, an older version is an error then. Errors: schema.fault, kBusy, kIo.
Status prepare_schema(Connection& connection, const Schema& schema, bool may_write, bool may_create);
/// Whether it is such a database, of this version or an older one.
Status check_kind(Connection& connection, const Schema& schema);
/// Checks alone.
Status check_schema(Connection& connection, const Schema& schema);

}  // namespace dragoman::sqlite
