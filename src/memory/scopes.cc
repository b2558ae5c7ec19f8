// Tags are stored as Language::tag() wrote them, so taking them apart needs no table of languages.
#include "memory/scopes.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace dragoman::memory {
namespace {

constexpr std::size_t kMostPeopleKept = 4096;

Language language_of(std::string_view tag) {
  Language language;
  for (bool first = true; !tag.empty(); first = false) {
    const std::string_view part = tag.substr(0, tag.find('-'));
    (first ? language.code : part.size() == 4 ? language.script : language.region) = std::string(part);
    tag.remove_prefix(std::min(part.size() + 1, tag.size()));
  }
  return language;
}

bool fits(const std::string& asked, const std::string& stored) {
  return asked.empty() || stored.empty() || asked == stored;
}

/// How well a stored language answers one that is asked for; 0: not at all.
int fitness(const Language& asked, const Language& stored) {
  if (asked == stored) return 3;
  if (asked.code != stored.code || !fits(asked.script, stored.script) || !fits(asked.region, stored.region)) return 0;
  return stored.script.empty() && stored.region.empty() ? 2 : 1;
}

int fitness(const Languages& asked, const Languages& stored) {
  const int source = fitness(asked.source, stored.source), target = fitness(asked.target, stored.target);
  return source == 0 || target == 0 ? 0 : source + 4 * target;
}

}  // namespace

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Status check_languages(const Languages& languages) {
  if (!languages.source.code.empty() && !languages.target.code.empty()) return {};
  return Error{ErrorCode::kBadArgument, 0, "source and target language must be told, for example en and pt"};
}

const Scope* scope_with(const std::vector<Scope>& scopes, std::int64_t id) {
  const auto found = std::ranges::find(scopes, id, &Scope::id);
  return found == scopes.end() ? nullptr : &*found;
}

Result<std::vector<Scope>> scopes_in(Connection& connection, std::string_view space) {
  std::vector<Scope> scopes;
  Query rows =
      connection.query("SELECT id, source, target, term_revision FROM scopes WHERE space = ? ORDER BY id", space);
  while (rows.next()) {
    scopes.push_back({rows.integer(0), {language_of(rows.text(1)), language_of(rows.text(2))}, rows.integer(3)});
  }
  if (!rows.status()) return rows.status().error();
  return scopes;
}

Result<std::vector<Scope>> fitting_scopes(Connection& connection, std::string_view space, const Languages& languages) {
  Result<std::vector<Scope>> scopes = scopes_in(connection, space);
  if (!scopes) return scopes;
  std::erase_if(*scopes, [&](const Scope& scope) { return fitness(languages, scope.languages) == 0; });
  std::stable_sort(scopes->begin(), scopes->end(), [&](const Scope& a, const Scope& b) {
    return fitness(languages, a.languages) > fitness(languages, b.languages);
  });
  return scopes;
}

Result<std::vector<Scope>> chosen_scopes(Connection& connection, std::string_view space,
                                         const std::optional<Languages>& languages) {
  Result<std::vector<Scope>> scopes = scopes_in(connection, space);
  if (scopes && languages) {
    std::erase_if(*scopes, [&](const Scope& scope) { return !(scope.languages == *languages); });
  }
  return scopes;
}

Result<std::int64_t> scope_of(Connection& connection, std::string_view space, const Languages& languages) {
  if (Status told = check_languages(languages); !told) return told.error();
  const std::string source = languages.source.tag(), target = languages.target.tag();
  {
    Query row =
        connection.query("SELECT id FROM scopes WHERE space = ? AND source = ? AND target = ?", space, source, target);
    if (row.next()) return row.integer(0);
    if (!row.status()) return row.status().error();
  }
  const Status made =
      connection.run("INSERT INTO scopes (space, source, target) VALUES (?, ?, ?)", space, source, target);
  if (!made) return made.error();
  return connection.last_id();
}

Result<OpenScope::Known> OpenScope::open(const Languages& languages) {
  if (last_known_.scope != 0 && last_ == languages) return last_known_;
  const Result<std::int64_t> scope = scope_of(connection_, space_, languages);
  if (!scope) return scope.error();
  const char* const raise =
      revision_ == Revision::kTerms
          ? "UPDATE scopes SET term_revision = term_revision + 1 WHERE id = ? RETURNING term_revision"
          : "UPDATE scopes SET pair_revision = pair_revision + 1 WHERE id = ? RETURNING pair_revision";
  Query row = connection_.query(raise, *scope);
  if (!row.next())
    return row.status() ? Error{ErrorCode::kInternal, 0, "a scope went away; please report it"} : row.status().error();
  last_known_ = {*scope, row.integer(0)};
  row.next();  // to its end, or the change is not made
  last_ = languages;
  return last_known_;
}

Result<std::int64_t> People::number_of(const std::string& name) {
  if (const auto found = known_.find(name); found != known_.end()) return found->second;
  if (known_.size() >= kMostPeopleKept) known_.clear();
  {
    Query row = connection_.query("SELECT id FROM people WHERE name = ?", name);
    if (row.next()) return known_[name] = row.integer(0);
    if (!row.status()) return row.status().error();
  }
  const Status made = connection_.run("INSERT INTO people (name) VALUES (?)", name);
  if (!made) return made.error();
  return known_[name] = connection_.last_id();
}

}  // namespace dragoman::memory
