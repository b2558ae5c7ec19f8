// What a Memory holds: the file's connections and the glossaries in memory. Handles to several publications share it.
#pragma once
#include <memory>
#include "dragoman/memory.h"
#include "memory/schema.h"
#include "memory/term_cache.h"

namespace dragoman {

class Memory::Impl {
 public:
  explicit Impl(std::unique_ptr<memory::Database> file) : database(std::move(file)) {}
  std::unique_ptr<memory::Database> database;
  memory::TermCache cache;
};

namespace memory {

/// find_terms() within a transaction.
Result<std::vector<TermMatch>> terms_in(Connection& connection, TermCache& cache, const std::vector<Scope>& scopes,
                                        std::string_view text);
/// An error with the name of the file that was read before it.
Error in_file(const std::filesystem::path& file, Error error);

}  // namespace memory
}  // namespace dragoman
