// Scopes: a publication and a pair of languages. Every term and every pair lies in one.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>
#include "dragoman/memory.h"
#include "memory/schema.h"

namespace dragoman::memory {

struct Scope {
  std::int64_t id = 0;
  Languages languages;
  std::int64_t term_revision = 0;  ///< grows with every change of a term
};

/// All scopes of a publication.
Result<std::vector<Scope>> scopes_in(Connection& connection, std::string_view space);
/// Those whose languages fit what is asked for, best first: equal tags, then those that say less, then those that say more.
Result<std::vector<Scope>> fitting_scopes(Connection& connection, std::string_view space, const Languages& languages);
/// Those of exactly these languages; all, if none are given.
Result<std::vector<Scope>> chosen_scopes(Connection& connection, std::string_view space,
                                         const std::optional<Languages>& languages);
/// The one with that id; null if it is not among them.
const Scope* scope_with(const std::vector<Scope>& scopes, std::int64_t id);
/// Finds or makes it.
Result<std::int64_t> scope_of(Connection& connection, std::string_view space, const Languages& languages);

/// What a revision counts.
enum class Revision : std::uint8_t { kTerms, kPairs };

/// The scope that is written to, with the revision that this transaction gives it.
class OpenScope {
 public:
  struct Known {
    std::int64_t scope = 0, revision = 0;
  };
  OpenScope(Connection& connection, std::string_view space, Revision revision)
      : connection_(connection), space_(space), revision_(revision) {}
  /// Finds or makes it and raises its revision, once as long as the languages stay the same.
  Result<Known> open(const Languages& languages);
  const std::string& space() const { return space_; }

 private:
  Connection& connection_;
  std::string space_;
  Revision revision_;
  Languages last_;
  Known last_known_;
};

/// Who did something, by number.
class People {
 public:
  explicit People(Connection& connection) : connection_(connection) {}
  Result<std::int64_t> number_of(const std::string& name);

 private:
  Connection& connection_;
  std::unordered_map<std::string, std::int64_t> known_;
};

/// Seconds since 1970.
std::int64_t now();
/// Both languages must be told. Error: kBadArgument.
Status check_languages(const Languages& languages);

}  // namespace dragoman::memory
