// Rows are found by a hash of the scope and the plain source; what the hash finds is compared before it counts.
#include "memory/pairs.h"

#include <tuple>

#include "memory/hash.h"
#include "memory/plain.h"
#include "text/utf8.h"

namespace dragoman::memory {
namespace {

#define DRAGOMAN_PAIR_COLUMNS "p.id, p.source, p.target, p.status, p.origin, w.name, p.time, p.revision"

StoredPair pair_from(const Query& row, const Languages& languages) {
  StoredPair pair;
  pair.id = row.integer(0);
  pair.source = std::string(row.text(1));
  pair.target = std::string(row.text(2));
  pair.languages = languages;
  const std::int64_t status = row.integer(3), origin = row.integer(4);
  pair.status = status >= 0 && status <= 2 ? static_cast<PairStatus>(status) : PairStatus::kDraft;
  pair.origin = origin >= 0 && origin <= 2 ? static_cast<PairOrigin>(origin) : PairOrigin::kImport;
  pair.who = std::string(row.text(5));
  pair.when = row.integer(6);
  return pair;
}

Status check_sentence(std::string_view text, const char* what) {
  if (Status good = check_utf8(text, what); !good) return good;
  if (text.size() > kLongestSentence) {
    return Error{ErrorCode::kTooLong, kLongestSentence,
                 std::string(what) + " has " + std::to_string(text.size()) + " bytes, over the limit of " +
                     std::to_string(kLongestSentence) + "; store sentences, not whole texts"};
  }
  if (trimmed(text).empty()) return Error{ErrorCode::kBadArgument, 0, std::string(what) + " is empty; give a sentence"};
  return {};
}

}  // namespace

Status check_pair(const StoredPair& pair) {
  if (Status told = check_languages(pair.languages); !told) return told;
  if (Status fits = check_sentence(pair.source, "the source"); !fits) return fits;
  if (Status fits = check_sentence(pair.target, "the target"); !fits) return fits;
  if (pair.who.size() <= kLongestTerm && !text::first_bad_utf8(pair.who)) return {};
  return Error{ErrorCode::kBadArgument, 0, "the name of who made it is too long or not UTF-8; give a short one"};
}

std::int64_t pair_key(std::int64_t scope, std::string_view plain_source) {
  return static_cast<std::int64_t>(hash_of(plain_source, static_cast<std::uint64_t>(scope)));
}

PairWriter::PairWriter(Connection& connection, std::string_view space, bool many)
    : connection_(connection),
      scope_(connection, space, Revision::kPairs),
      many_(many),
      people_(connection),
      postings_(connection) {}

Status PairWriter::begin() { return many_ ? postings_.begin_many() : Status(); }
Status PairWriter::finish() { return many_ ? postings_.finish_many() : Status(); }

Result<std::optional<Stored>> PairWriter::change(StoredPair& pair, std::int64_t key, std::int64_t who,
                                                 const OpenScope::Known& scope) {
  bool same = false, weaker = false;
  {
    Query row = connection_.query("SELECT id, source, target, status, origin FROM pairs WHERE key = ? AND scope = ?",
                                  key, scope.scope);
    while (pair.id == 0 && row.next()) {
      if (row.text(1) != pair.source || row.text(2) != pair.target) continue;
      pair.id = row.integer(0);
      same = row.integer(3) == static_cast<std::int64_t>(pair.status) &&
             row.integer(4) == static_cast<std::int64_t>(pair.origin);
      weaker = row.integer(4) == static_cast<std::int64_t>(PairOrigin::kEditor) && pair.origin != PairOrigin::kEditor;
    }
    if (!row.status()) return row.status().error();
  }
  if (pair.id == 0) return std::optional<Stored>();
  // An import says again what is known, and does not take an editor's name off it. An editor's word is stored again, since
  // the last word wins.
  if ((same || weaker) && many_) return std::optional<Stored>(Stored::kUnchanged);
  const Status changed =
      connection_.run("UPDATE pairs SET status = ?, origin = ?, who = ?, time = ?, revision = ? WHERE id = ?",
                      static_cast<std::int64_t>(pair.status), static_cast<std::int64_t>(pair.origin), who, pair.when,
                      scope.revision, pair.id);
  if (!changed) return changed.error();
  return std::optional<Stored>(Stored::kChanged);
}

Result<Stored> PairWriter::put(StoredPair& pair) {
  const Result<OpenScope::Known> scope = scope_.open(pair.languages);
  if (!scope) return scope.error();
  if (pair.when == 0) pair.when = now();
  pair.id = 0;
  const Result<std::int64_t> who = people_.number_of(pair.who);
  if (!who) return who.error();
  const std::string source = plain(pair.source);
  const std::int64_t key = pair_key(scope->scope, source);
  const Result<std::optional<Stored>> changed = change(pair, key, *who, *scope);
  if (!changed) return changed.error();
  if (*changed) return **changed;
  const Status added = connection_.run(
      "INSERT INTO pairs (scope, key, source, target, status, origin, who, time, revision) VALUES (?, ?, ?, ?, ?, ?, "
      "?, ?, ?)",
      scope->scope, key, pair.source, pair.target, static_cast<std::int64_t>(pair.status),
      static_cast<std::int64_t>(pair.origin), *who, pair.when, scope->revision);
  if (!added) return added.error();
  pair.id = connection_.last_id();
  const IndexWords words = index_words(source, scope->scope);
  const Status indexed = many_ ? postings_.add_many(pair.id, words) : postings_.add_one(pair.id, words);
  if (!indexed) return indexed.error();
  return Stored::kAdded;
}

Result<std::optional<StoredPair>> exact_pair(Connection& connection, const std::vector<Scope>& scopes,
                                             std::string_view source) {
  const std::string wanted = plain(source);
  for (const Scope& scope : scopes) {
    std::optional<StoredPair> best;
    std::tuple<bool, bool, std::int64_t, std::int64_t> best_rank;
    Query row =
        connection.query("SELECT " DRAGOMAN_PAIR_COLUMNS
                         " FROM pairs p JOIN people w ON w.id = p.who WHERE p.key = ? AND p.scope = ? AND p.status = 1",
                         pair_key(scope.id, wanted), scope.id);
    while (row.next()) {
      if (plain(row.text(1)) != wanted) continue;  // hashes that met by chance
      StoredPair pair = pair_from(row, scope.languages);
      const std::tuple rank(pair.origin == PairOrigin::kEditor, pair.source == source, row.integer(7), pair.id);
      if (best && rank < best_rank) continue;
      best_rank = rank;
      best = std::move(pair);
    }
    if (!row.status()) return row.status().error();
    if (best) return best;
  }
  return std::optional<StoredPair>();
}

Result<std::optional<StoredPair>> pair_of(Connection& connection, std::int64_t id, const Scope& scope) {
  Query row = connection.query("SELECT " DRAGOMAN_PAIR_COLUMNS
                               " FROM pairs p JOIN people w ON w.id = p.who WHERE p.id = ? AND p.scope = ?",
                               id, scope.id);
  if (row.next()) return std::optional<StoredPair>(pair_from(row, scope.languages));
  if (!row.status()) return row.status().error();
  return std::optional<StoredPair>();
}

Status each_stored_pair(Connection& connection, const Scope& scope,
                        const std::function<Status(const StoredPair&)>& each) {
  Query rows = connection.query("SELECT " DRAGOMAN_PAIR_COLUMNS
                                " FROM pairs p JOIN people w ON w.id = p.who WHERE p.scope = ? ORDER BY p.id",
                                scope.id);
  while (rows.next()) {
    if (Status done = each(pair_from(rows, scope.languages)); !done) return done;
  }
  return rows.status();
}

Status newest_pairs(Connection& connection, const std::vector<Scope>& scopes, std::int64_t before,
                    const std::function<bool(StoredPair&)>& each) {
  Query rows =
      connection.query("SELECT " DRAGOMAN_PAIR_COLUMNS
                       ", p.scope FROM pairs p JOIN people w ON w.id = p.who WHERE p.id < ? ORDER BY p.id DESC",
                       before);
  while (rows.next()) {
    const Scope* scope = scope_with(scopes, rows.integer(8));
    if (scope == nullptr) continue;
    StoredPair pair = pair_from(rows, scope->languages);
    if (!each(pair)) return {};
  }
  return rows.status();
}

}  // namespace dragoman::memory
