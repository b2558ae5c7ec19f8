// "Drag" in the file's header says that it is ours.
#include "memory/schema.h"

namespace dragoman::memory {
namespace {

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

}  // namespace

const sqlite::Schema& schema() {
  static const sqlite::Schema kSchema{
      "memory database", "add or import something to make one", ErrorCode::kBadMemory, 0x44726167, {kTables}};
  return kSchema;
}

}  // namespace dragoman::memory
