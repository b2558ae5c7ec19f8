// The tables of a memory database, and whether a file is one. docs/formats/memory-database.md describes them.
#pragma once
#include "dragoman/result.h"
#include "memory/sqlite.h"

namespace dragoman::memory {

/// Makes a new, empty file a memory database. Otherwise checks that it is one, of a version that we know.
/// Errors: kBadMemory, kBusy, kIo.
Status prepare_schema(Connection& connection, bool may_create);
/// Checks alone.
Status check_schema(Connection& connection);

}  // namespace dragoman::memory
