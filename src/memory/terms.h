// The terms' rows: putting, removing, walking. All within the caller's transaction.
#pragma once
#include <functional>
#include <string>
#include "dragoman/memory.h"
#include "memory/scopes.h"

namespace dragoman::memory {

constexpr std::size_t kLongestTerm = 1000, kLongestNote = 10'000;  // bytes

/// Trims and checks a term. Errors: kBadUtf8, kBadArgument (empty, no language), kTooLong.
Status tidy_term(Term& term);

enum class Stored { kAdded, kChanged, kUnchanged };

/// Writes terms of one transaction; every scope that it changes gets one new revision.
class TermWriter {
 public:
  TermWriter(Connection& connection, std::string_view space)
      : connection_(connection), scope_(connection, space, Revision::kTerms), people_(connection) {}
  /// `term` must be tidy; gets its id. Error: kBadArgument for a conflict.
  Result<Stored> put(Term& term, OnConflict on_conflict);
  /// Whether following targets as if they were sources leads back to the term. Error: kBadArgument.
  Status check_circle(const Term& term);
  Result<std::size_t> remove(std::string_view source, const Languages& languages);
  /// Whether there was one with that id in this publication; `term` is what it said.
  Result<bool> remove(std::int64_t id, Term& term);

 private:
  Result<Stored> change(const OpenScope::Known& scope, const std::string& key, Term& term, OnConflict on_conflict,
                        bool& found);
  Connection& connection_;
  OpenScope scope_;
  People people_;
};

/// Rows of one scope by source; those later than `after` only, removed ones too, if `after` is not negative.
struct TermRow {
  Term term;
  std::int64_t revision = 0;
  bool removed = false;
};
Status each_row(Connection& connection, const Scope& scope, std::int64_t after,
                const std::function<Status(TermRow&)>& each);
/// Entries of these scopes whose id is below `before`, the newest first, until `each` says no.
Status newest_terms(Connection& connection, const std::vector<Scope>& scopes, std::int64_t before,
                    const std::function<bool(Term&)>& each);

}  // namespace dragoman::memory
