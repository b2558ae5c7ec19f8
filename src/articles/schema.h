// The tables of a store of articles, version by version. docs/formats/articles-database.md describes them.
#pragma once
#include "sqlite/database.h"

namespace dragoman::articles {

using sqlite::Blob;
using sqlite::Connection;
using sqlite::Database;
using sqlite::Query;
using sqlite::Transaction;

const sqlite::Schema& schema();

}  // namespace dragoman::articles
