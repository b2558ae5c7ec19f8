// Memory's lists for people who look through it: the newest first, by languages and by what stands in them.
#include <algorithm>

#include "memory/memory_impl.h"
#include "memory/pairs.h"
#include "memory/plain.h"
#include "memory/terms.h"

namespace dragoman {

using namespace memory;  // NOLINT(google-build-using-namespace): the room behind this class

namespace {

constexpr std::size_t kMostEntries = 1000;

/// The scopes of a publication that a query asks for.
Result<std::vector<Scope>> asked_scopes(Connection& connection, const std::string& space, const EntryQuery& query) {
  Result<std::vector<Scope>> scopes = scopes_in(connection, space);
  if (!scopes) return scopes;
  std::erase_if(*scopes, [&](const Scope& scope) {
    return (!query.source.empty() && scope.languages.source.code != query.source) ||
           (!query.target.empty() && scope.languages.target.code != query.target);
  });
  return scopes;
}

/// Takes entries that have the wanted text until there are enough.
template <class Entry>
class Taking {
 public:
  explicit Taking(const EntryQuery& query)
      : wanted_(folded(query.text)), most_(std::clamp<std::size_t>(query.most, 1, kMostEntries)) {}
  bool operator()(Entry& entry) {
    if (has(entry.source) || has(entry.target)) taken.push_back(std::move(entry));
    return taken.size() < most_;
  }
  std::vector<Entry> taken;

 private:
  bool has(std::string_view text) const { return wanted_.empty() || folded(text).find(wanted_) != std::string::npos; }
  const std::string wanted_;
  const std::size_t most_;
};

/// `walk`: newest_terms or newest_pairs.
template <class Entry, class Walk>
Result<std::vector<Entry>> listed(Database& database, const std::string& space, const EntryQuery& query, Walk walk) {
  if (Status good = check_utf8(query.text, "what is looked for"); !good) return good.error();
  Taking<Entry> taking(query);
  const Status read = database.read([&](Connection& connection) -> Status {
    const Result<std::vector<Scope>> scopes = asked_scopes(connection, space, query);
    if (!scopes) return scopes.error();
    if (scopes->empty()) return {};
    return walk(connection, *scopes, query.before > 0 ? query.before : INT64_MAX, std::ref(taking));
  });
  if (!read) return read.error();
  return std::move(taking.taken);
}

}  // namespace

Result<std::vector<Term>> Memory::list_terms(const EntryQuery& query) const {
  return listed<Term>(*impl_->database, space_, query, newest_terms);
}

Result<std::vector<StoredPair>> Memory::list_pairs(const EntryQuery& query) const {
  return listed<StoredPair>(*impl_->database, space_, query, newest_pairs);
}

Result<Term> Memory::remove_term(std::int64_t id) const {
  Term term;
  const Status written = impl_->database->write([&](Connection& connection) -> Status {
    std::string space;
    {
      Query row = connection.query("SELECT s.space FROM terms t JOIN scopes s ON s.id = t.scope WHERE t.id = ?", id);
      if (row.next()) space = row.text(0);
      if (!row.status()) return row.status();
    }
    const Result<bool> removed = TermWriter(connection, space).remove(id, term);
    if (!removed) return removed.error();
    if (*removed) return {};
    return Error{ErrorCode::kNotFound, 0,
                 "there is no term with the number " + std::to_string(id) + "; list the terms to see theirs"};
  });
  if (!written) return written.error();
  return term;
}

}  // namespace dragoman
