// Memory: opening, and all that touches both terms and sentences.
#include "dragoman/memory.h"

#include <cstdlib>
#include <utility>

#include "base/user_data.h"
#include "memory/fuzzy.h"
#include "memory/memory_impl.h"
#include "memory/pairs.h"
#include "memory/schema.h"
#include "text/utf8.h"

namespace dragoman {
namespace {

constexpr std::size_t kLongestSpace = 200;  // bytes

constexpr std::string_view kStatusNames[] = {"draft", "approved", "rejected"};
constexpr std::string_view kOriginNames[] = {"machine", "editor", "import"};

template <class Out>
std::optional<Out> named(const std::string_view (&names)[3], std::string_view name) {
  for (std::uint8_t i = 0; i < 3; ++i) {
    if (names[i] == name) return static_cast<Out>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view status_name(PairStatus status) { return kStatusNames[static_cast<std::size_t>(status)]; }
std::string_view origin_name(PairOrigin origin) { return kOriginNames[static_cast<std::size_t>(origin)]; }
std::optional<PairStatus> status_named(std::string_view name) { return named<PairStatus>(kStatusNames, name); }
std::optional<PairOrigin> origin_named(std::string_view name) { return named<PairOrigin>(kOriginNames, name); }

Memory::Memory(std::shared_ptr<Impl> impl, std::string space) : impl_(std::move(impl)), space_(std::move(space)) {}

Result<Memory> Memory::open(const std::filesystem::path& file, const MemoryOptions& options) {
  if (options.space.size() > kLongestSpace || text::first_bad_utf8(options.space)) {
    return Error{ErrorCode::kBadArgument, 0,
                 "the name of the space is over 200 bytes long or not UTF-8; give a short one"};
  }
  Result<std::unique_ptr<memory::Database>> database = memory::Database::open(
      file, memory::schema(), {.read_only = options.read_only, .create = options.create, .patience = options.patience});
  if (!database) return database.error();
  return Memory(std::make_shared<Impl>(std::move(*database)), options.space);
}

std::filesystem::path Memory::default_file() {
  if (const char* named = std::getenv("DRAGOMAN_MEMORY"); named != nullptr && *named != '\0') return named;
  const std::filesystem::path data = base::user_data_folder();
  return data.empty() ? data : data / "memory.db";
}

Memory Memory::in(std::string space) const { return {impl_, std::move(space)}; }
const std::filesystem::path& Memory::file() const { return impl_->database->file(); }
const std::string& Memory::space() const { return space_; }

Result<Advice> Memory::advise(std::string_view sentence, const Languages& languages,
                              const FuzzyOptions& options) const {
  if (Status fits = memory::check_fuzzy(sentence, options); !fits) return fits.error();
  Advice advice;
  const Status read = impl_->database->read([&](memory::Connection& connection) -> Status {
    const Result<std::vector<memory::Scope>> scopes = memory::fitting_scopes(connection, space_, languages);
    if (!scopes) return scopes.error();
    Result<std::optional<StoredPair>> exact = memory::exact_pair(connection, *scopes, sentence);
    if (!exact) return exact.error();
    advice.exact = std::move(*exact);
    Result<std::vector<TermMatch>> terms = memory::terms_in(connection, impl_->cache, *scopes, sentence);
    if (!terms) return terms.error();
    advice.terms = std::move(*terms);
    if (advice.exact || options.most == 0) return {};
    Result<std::vector<PairMatch>> fuzzy = memory::fuzzy_pairs(connection, *scopes, sentence, options);
    if (!fuzzy) return fuzzy.error();
    advice.fuzzy = std::move(*fuzzy);
    return {};
  });
  if (!read) return read.error();
  return advice;
}

Advise advising_with(const Memory& memory, const Languages& languages) {
  return [memory, languages](std::string_view sentence) -> Result<Advice> {
    if (sentence.size() > memory::kLongestSentence) return Advice{};
    return memory.advise(sentence, languages, {.most = 0});
  };
}

Result<std::vector<MemoryCount>> Memory::count() const {
  std::vector<MemoryCount> counts;
  const Status read = impl_->database->read([&](memory::Connection& connection) -> Status {
    const Result<std::vector<memory::Scope>> scopes = memory::scopes_in(connection, space_);
    if (!scopes) return scopes.error();
    for (const memory::Scope& scope : *scopes) {
      MemoryCount one{scope.languages};
      memory::Query terms = connection.query("SELECT count(*) FROM terms WHERE scope = ? AND removed = 0", scope.id);
      if (terms.next()) one.terms = static_cast<std::size_t>(terms.integer(0));
      if (!terms.status()) return terms.status();
      memory::Query pairs =
          connection.query("SELECT status, count(*) FROM pairs WHERE scope = ? GROUP BY status", scope.id);
      while (pairs.next()) {
        std::size_t* const fields[] = {&one.drafts, &one.approved, &one.rejected};
        const std::int64_t status = pairs.integer(0);
        if (status >= 0 && status <= 2) *fields[status] = static_cast<std::size_t>(pairs.integer(1));
      }
      if (!pairs.status()) return pairs.status();
      if (one.terms + one.drafts + one.approved + one.rejected > 0) counts.push_back(one);
    }
    return {};
  });
  if (!read) return read.error();
  return counts;
}

Status Memory::verify() const {
  return impl_->database->read([&](memory::Connection& connection) -> Status {
    memory::Query row = connection.query("PRAGMA integrity_check(1)");
    if (!row.next()) return row.status();
    if (row.text(0) == "ok") return {};
    return Error{ErrorCode::kBadMemory, 0,
                 file().string() + " is damaged (" + std::string(row.text(0)) +
                     "); bring it back from a copy, or save what can be read with sqlite3 FILE .recover"};
  });
}

}  // namespace dragoman
