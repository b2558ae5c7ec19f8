// The lock is held only to look and to put: two threads may build the same index, and the later one wins.
#include "memory/term_cache.h"

#include <algorithm>

#include "memory/terms.h"

namespace dragoman::memory {
namespace {

constexpr std::size_t kMostLater = 1000;     // rows, before all is built anew
constexpr std::size_t kMostGlossaries = 64;  // scopes kept

Result<std::shared_ptr<const Glossary>> build(Connection& connection, const Scope& scope) {
  auto made = std::make_shared<Glossary>();
  auto index = std::make_shared<TermIndex>(scope.languages.source.code);
  const Status read = each_row(connection, scope, -1, [&](TermRow& row) {
    index->add(std::move(row.term));
    return Status();
  });
  if (!read) return read.error();
  made->revision = made->base_revision = scope.term_revision;
  made->base = std::move(index);
  return std::shared_ptr<const Glossary>(std::move(made));
}

/// `old` with the rows that changed since its large index was built; nullptr if they are too many.
Result<std::shared_ptr<const Glossary>> update(Connection& connection, const Scope& scope, const Glossary& old) {
  auto made = std::make_shared<Glossary>();
  auto later = std::make_shared<TermIndex>(scope.languages.source.code);
  std::size_t rows = 0;
  const Error enough{ErrorCode::kTooLong, 0, ""};
  const Status read = each_row(connection, scope, old.base_revision, [&](TermRow& row) {
    if (++rows > kMostLater) return Status(enough);
    made->replaced.insert(row.term.id);
    if (!row.removed) later->add(std::move(row.term));
    return Status();
  });
  if (rows > kMostLater) return std::shared_ptr<const Glossary>();
  if (!read) return read.error();
  made->revision = scope.term_revision;
  made->base_revision = old.base_revision;
  made->base = old.base;
  made->later = std::move(later);
  return std::shared_ptr<const Glossary>(std::move(made));
}

}  // namespace

void Glossary::find(std::string_view text, const std::vector<TextWord>& words, std::vector<Found>& found) const {
  const std::size_t before = found.size();
  base->find(text, words, found);
  if (later == nullptr) return;
  const auto begin = found.begin() + static_cast<std::ptrdiff_t>(before);
  found.erase(std::remove_if(begin, found.end(), [&](const Found& one) { return replaced.contains(one.term->id); }),
              found.end());
  later->find(text, words, found);
}

Result<std::shared_ptr<const Glossary>> TermCache::glossary(Connection& connection, const Scope& scope) {
  std::shared_ptr<const Glossary> old;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find(scope.id); found != known_.end()) old = found->second;
  }
  if (old != nullptr && old->revision == scope.term_revision) return old;
  Result<std::shared_ptr<const Glossary>> made = std::shared_ptr<const Glossary>();
  if (old != nullptr && old->base_revision <= scope.term_revision) made = update(connection, scope, *old);
  if (made && *made == nullptr) made = build(connection, scope);
  if (!made) return made;
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMostGlossaries && !known_.contains(scope.id)) known_.clear();
  std::shared_ptr<const Glossary>& kept = known_[scope.id];
  if (kept == nullptr || kept->revision < (*made)->revision) kept = *made;
  return *made;
}

}  // namespace dragoman::memory
