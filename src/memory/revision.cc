#include "memory/revision.h"

#include "memory/schema.h"

namespace dragoman::memory {

Result<std::int64_t> revision_of(const std::filesystem::path& file, std::string_view space) {
  // A connection of its own: cheap beside what is saved by knowing, and nothing of the memory's needs to be held for it.
  const Result<std::unique_ptr<Connection>> connection = Connection::open(file, schema(), {.cache_kib = 64});
  if (!connection) return connection.error();
  Query row =
      (*connection)->query("SELECT coalesce(sum(term_revision + pair_revision), 0) FROM scopes WHERE space = ?", space);
  const std::int64_t revision = row.next() ? row.integer(0) : 0;
  if (!row.status()) return row.status().error();
  return revision;
}

}  // namespace dragoman::memory
