// The memory's own file: the tables of version after version, which docs/formats/memory-database.md describes, and the words
// of room sqlite as this room uses them.
#pragma once
#include "sqlite/database.h"

namespace dragoman::memory {

using sqlite::Blob;
using sqlite::Connection;
using sqlite::Database;
using sqlite::Query;
using sqlite::Transaction;

const sqlite::Schema& schema();

}  // namespace dragoman::memory
