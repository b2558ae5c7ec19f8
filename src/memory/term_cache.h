// TermCache: the glossaries that have been asked for, kept in memory and brought up to date by what has changed since.
//
// A glossary is a large index that stays and a small one of later rows, which hides what it replaces; when the small one
// has grown, both become one. So a correction costs the next request next to nothing, whatever the glossary's size.
// Threads: any.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include "memory/schema.h"
#include "memory/scopes.h"
#include "memory/term_index.h"

namespace dragoman::memory {

struct Glossary {
  std::int64_t revision = 0, base_revision = 0;
  std::shared_ptr<const TermIndex> base, later;
  std::unordered_set<std::int64_t> replaced;  ///< ids in `base` that no longer count

  void find(std::string_view text, const std::vector<TextWord>& words, std::vector<Found>& found) const;
};

class TermCache {
 public:
  /// The scope's terms as of the transaction that `connection` is in and that read `scope`.
  Result<std::shared_ptr<const Glossary>> glossary(Connection& connection, const Scope& scope);

 private:
  std::mutex mutex_;
  std::unordered_map<std::int64_t, std::shared_ptr<const Glossary>> known_;  ///< by scope
};

}  // namespace dragoman::memory
