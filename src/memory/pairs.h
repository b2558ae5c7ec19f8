// The sentence pairs' rows, and exact look-up. All within the caller's transaction.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include "dragoman/memory.h"
#include "memory/postings.h"
#include "memory/scopes.h"
#include "memory/terms.h"

namespace dragoman::memory {

constexpr std::size_t kLongestSentence = 64 << 10;  // bytes

/// Checks a pair. Errors: kBadUtf8, kBadArgument (empty, no language), kTooLong.
Status check_pair(const StoredPair& pair);

/// Writes pairs of one transaction.
class PairWriter {
 public:
  /// `many`: an import, whose index is written in runs; call finish().
  PairWriter(Connection& connection, std::string_view space, bool many);
  Status begin();
  /// `pair` must be checked; gets its id. A row of the same source and target is changed, where something differs.
  Result<Stored> put(StoredPair& pair);
  Status finish();

 private:
  Result<std::optional<Stored>> change(StoredPair& pair, std::int64_t key, std::int64_t who,
                                       const OpenScope::Known& scope);
  Connection& connection_;
  OpenScope scope_;
  bool many_;
  People people_;
  PostingsWriter postings_;
};

/// The number that equal sources of a scope share.
std::int64_t pair_key(std::int64_t scope, std::string_view plain_source);
/// The approved pair that answers best, of the best scope that has one.
Result<std::optional<StoredPair>> exact_pair(Connection& connection, const std::vector<Scope>& scopes,
                                             std::string_view source);
/// One row, or nothing.
Result<std::optional<StoredPair>> pair_of(Connection& connection, std::int64_t id, const Scope& scope);
/// All pairs of a scope, oldest first.
Status each_stored_pair(Connection& connection, const Scope& scope,
                        const std::function<Status(const StoredPair&)>& each);
/// Pairs of these scopes whose id is below `before`, the newest first, until `each` says no.
Status newest_pairs(Connection& connection, const std::vector<Scope>& scopes, std::int64_t before,
                    const std::function<bool(StoredPair&)>& each);

}  // namespace dragoman::memory
