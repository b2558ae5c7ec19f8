// A term's key is what no two entries of a scope may share: the source as it is, or in small letters, by its kind of case.
// Removed rows stay as marks, so that others who hold the glossary in memory hear of them.
#include "memory/terms.h"

#include "memory/plain.h"
#include "text/utf8.h"

namespace dragoman::memory {
namespace {

constexpr std::int64_t kCaseFlag = 1, kExactFlag = 2;
constexpr int kLongestCircle = 64;

std::string key_of(std::string_view source, bool case_sensitive) {
  return case_sensitive ? "=" + std::string(source) : "~" + folded(source);
}

std::int64_t flags_of(const Term& term) {
  return (term.case_sensitive ? kCaseFlag : 0) | (term.exact ? kExactFlag : 0);
}

Status check_term_text(std::string_view text, std::size_t longest, const char* what) {
  if (Status good = check_utf8(text, what); !good) return good;
  if (text.size() <= longest) return {};
  return Error{ErrorCode::kTooLong, longest,
               std::string(what) + " has " + std::to_string(text.size()) + " bytes, over the limit of " +
                   std::to_string(longest) + "; shorten it"};
}

Error conflict(const Term& term, std::string_view other) {
  return {ErrorCode::kBadArgument, 0,
          "\"" + term.source + "\" is stored with the target \"" + std::string(other) + "\" already, not \"" +
              term.target + "\"; decide for one (remove the other, or replace it)"};
}

/// Of the columns id, source, target, flags, note, name and time.
Term term_from(const Query& row, const Languages& languages) {
  return {std::string(row.text(1)),
          std::string(row.text(2)),
          languages,
          (row.integer(3) & kCaseFlag) != 0,
          (row.integer(3) & kExactFlag) != 0,
          std::string(row.text(4)),
          std::string(row.text(5)),
          row.integer(6),
          row.integer(0)};
}

}  // namespace

Status tidy_term(Term& term) {
  if (Status told = check_languages(term.languages); !told) return told;
  if (Status fits = check_term_text(term.source, kLongestTerm, "the source term"); !fits) return fits;
  if (Status fits = check_term_text(term.target, kLongestTerm, "the target term"); !fits) return fits;
  if (Status fits = check_term_text(term.note, kLongestNote, "the note"); !fits) return fits;
  if (Status fits = check_term_text(term.who, kLongestTerm, "the name of who made it"); !fits) return fits;
  term.source = trimmed(term.source);
  term.target = trimmed(term.target);
  if (term.source.empty()) return Error{ErrorCode::kBadArgument, 0, "the source term is empty; give one"};
  if (term.target.empty()) {
    return Error{ErrorCode::kBadArgument, 0,
                 "\"" + term.source + "\" has no target term; give one, or say that it is not to be translated"};
  }
  return {};
}

// Where the key is stored already. `found` tells whether; a removed row is written anew.
Result<Stored> TermWriter::change(const OpenScope::Known& scope, const std::string& key, Term& term,
                                  OnConflict on_conflict, bool& found) {
  Query row = connection_.query(
      "SELECT id, source, target, flags, note, removed FROM terms WHERE scope = ? AND key = ?", scope.scope, key);
  found = row.next();
  if (!row.status()) return row.status().error();
  if (!found) return Stored::kUnchanged;
  term.id = row.integer(0);
  const bool removed = row.integer(5) != 0, other = row.text(2) != term.target;
  if (!removed && other && on_conflict == OnConflict::kError) return conflict(term, row.text(2));
  if (!removed && other && on_conflict == OnConflict::kKeep) return Stored::kUnchanged;
  if (!removed && !other && row.text(1) == term.source && row.integer(3) == flags_of(term) &&
      row.text(4) == term.note) {
    return Stored::kUnchanged;
  }
  const Result<std::int64_t> who = people_.number_of(term.who);
  if (!who) return who.error();
  const Status changed = connection_.run(
      "UPDATE terms SET source = ?, target = ?, flags = ?, note = ?, who = ?, time = ?, revision = ?, removed = 0 "
      "WHERE id = ?",
      term.source, term.target, flags_of(term), term.note, *who, term.when, scope.revision, term.id);
  if (!changed) return changed.error();
  return removed ? Stored::kAdded : Stored::kChanged;
}

Result<Stored> TermWriter::put(Term& term, OnConflict on_conflict) {
  const Result<OpenScope::Known> scope = scope_.open(term.languages);
  if (!scope) return scope.error();
  if (term.when == 0) term.when = now();
  const std::string key = key_of(term.source, term.case_sensitive);
  bool found = false;
  Result<Stored> changed = change(*scope, key, term, on_conflict, found);
  if (!changed || found) return changed;
  const Result<std::int64_t> who = people_.number_of(term.who);
  if (!who) return who.error();
  const Status added = connection_.run(
      "INSERT INTO terms (scope, key, source, target, flags, note, who, time, revision) VALUES (?, ?, ?, ?, ?, ?, ?, "
      "?, ?)",
      scope->scope, key, term.source, term.target, flags_of(term), term.note, *who, term.when, scope->revision);
  if (!added) return added.error();
  term.id = connection_.last_id();
  return Stored::kAdded;
}

Status TermWriter::check_circle(const Term& term) {
  const Result<OpenScope::Known> scope = scope_.open(term.languages);
  if (!scope) return scope.error();
  const std::string start = folded(term.source);
  std::string at = term.target, way = "\"" + term.source + "\"";
  for (int steps = 0; steps < kLongestCircle && !term.keeps_source(); ++steps) {
    way += " -> \"" + at + "\"";
    if (steps > 0 && folded(at) == start) {
      return Error{ErrorCode::kBadArgument, 0,
                   "terms in a circle: " + way + "; decide which of them is the translation"};
    }
    Query row = connection_.query(
        "SELECT target FROM terms WHERE scope = ? AND key IN (?, ?) AND removed = 0 ORDER BY key DESC", scope->scope,
        key_of(at, true), key_of(at, false));
    if (!row.next()) return row.status();
    std::string next(row.text(0));
    if (next == at) return {};  // that one stays as it is
    at = std::move(next);
  }
  return {};
}

Result<std::size_t> TermWriter::remove(std::string_view source, const Languages& languages) {
  const std::string tidy = trimmed(source);
  const Result<OpenScope::Known> scope = scope_.open(languages);
  if (!scope) return scope.error();
  const Status removed =
      connection_.run("UPDATE terms SET removed = 1, revision = ? WHERE scope = ? AND key IN (?, ?) AND removed = 0",
                      scope->revision, scope->scope, key_of(tidy, true), key_of(tidy, false));
  if (!removed) return removed.error();
  return static_cast<std::size_t>(connection_.changes());
}

Result<bool> TermWriter::remove(std::int64_t id, Term& term) {
  const Result<std::vector<Scope>> scopes = scopes_in(connection_, scope_.space());
  if (!scopes) return scopes.error();
  bool found = false;
  const Status looked = newest_terms(connection_, *scopes, id == INT64_MAX ? id : id + 1, [&](Term& one) {
    found = one.id == id;
    if (found) term = std::move(one);
    return false;
  });
  if (!looked) return looked.error();
  if (!found) return false;
  const Result<OpenScope::Known> scope = scope_.open(term.languages);
  if (!scope) return scope.error();
  if (Status removed =
          connection_.run("UPDATE terms SET removed = 1, revision = ? WHERE id = ?", scope->revision, term.id);
      !removed)
    return removed.error();
  return true;
}

Status newest_terms(Connection& connection, const std::vector<Scope>& scopes, std::int64_t before,
                    const std::function<bool(Term&)>& each) {
  Query rows = connection.query(
      "SELECT t.id, t.source, t.target, t.flags, t.note, p.name, t.time, t.scope FROM terms t JOIN people p ON p.id = "
      "t.who WHERE t.id < ? AND t.removed = 0 ORDER BY t.id DESC",
      before);
  while (rows.next()) {
    const Scope* scope = scope_with(scopes, rows.integer(7));
    if (scope == nullptr) continue;
    Term term = term_from(rows, scope->languages);
    if (!each(term)) return {};
  }
  return rows.status();
}

Status each_row(Connection& connection, const Scope& scope, std::int64_t after,
                const std::function<Status(TermRow&)>& each) {
  constexpr std::string_view kAll =
      "SELECT t.id, t.source, t.target, t.flags, t.note, p.name, t.time, t.revision, t.removed FROM terms t JOIN "
      "people p "
      "ON p.id = t.who WHERE t.scope = ? AND t.revision > ? AND t.removed = 0 ORDER BY t.key";
  constexpr std::string_view kLater =
      "SELECT t.id, t.source, t.target, t.flags, t.note, p.name, t.time, t.revision, t.removed FROM terms t JOIN "
      "people p "
      "ON p.id = t.who WHERE t.scope = ? AND t.revision > ?";
  Query rows = connection.query(after < 0 ? kAll : kLater, scope.id, after);
  while (rows.next()) {
    TermRow row;
    row.term = term_from(rows, scope.languages);
    row.revision = rows.integer(7);
    row.removed = rows.integer(8) != 0;
    if (Status done = each(row); !done) return done;
  }
  return rows.status();
}

}  // namespace dragoman::memory
