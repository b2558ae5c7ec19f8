// Memory's sentences: one transaction for each call.
#include "memory/file_pieces.h"
#include "memory/fuzzy.h"
#include "memory/memory_impl.h"
#include "memory/pairs.h"
#include "memory/tmx.h"

namespace dragoman {

using namespace memory;  // NOLINT(google-build-using-namespace): the room behind this class

Result<StoredPair> Memory::add(StoredPair pair) const {
  if (Status fits = check_pair(pair); !fits) return fits.error();
  const Status written = impl_->database->write([&](Connection& connection) -> Status {
    const Result<Stored> stored = PairWriter(connection, space_, false).put(pair);
    return stored ? Status() : Status(stored.error());
  });
  if (!written) return written.error();
  return pair;
}

Result<StoredPair> Memory::correct(std::string_view source, std::string_view target, const Languages& languages,
                                   std::string_view who) const {
  return add({.source = std::string(source),
              .target = std::string(target),
              .languages = languages,
              .status = PairStatus::kApproved,
              .origin = PairOrigin::kEditor,
              .who = std::string(who)});
}

Result<std::optional<StoredPair>> Memory::exact(std::string_view source, const Languages& languages) const {
  if (Status fits = check_fuzzy(source, {}); !fits) return fits.error();
  std::optional<StoredPair> pair;
  const Status read = impl_->database->read([&](Connection& connection) -> Status {
    const Result<std::vector<Scope>> scopes = fitting_scopes(connection, space_, languages);
    if (!scopes) return scopes.error();
    Result<std::optional<StoredPair>> found = exact_pair(connection, *scopes, source);
    if (!found) return found.error();
    pair = std::move(*found);
    return {};
  });
  if (!read) return read.error();
  return pair;
}

Result<std::vector<PairMatch>> Memory::fuzzy(std::string_view source, const Languages& languages,
                                             const FuzzyOptions& options) const {
  if (Status fits = check_fuzzy(source, options); !fits) return fits.error();
  std::vector<PairMatch> matches;
  const Status read = impl_->database->read([&](Connection& connection) -> Status {
    const Result<std::vector<Scope>> scopes = fitting_scopes(connection, space_, languages);
    if (!scopes) return scopes.error();
    Result<std::vector<PairMatch>> found = fuzzy_pairs(connection, *scopes, source, options);
    if (!found) return found.error();
    matches = std::move(*found);
    return {};
  });
  if (!read) return read.error();
  return matches;
}

Status Memory::each_pair(const std::optional<Languages>& languages,
                         const std::function<Status(const StoredPair&)>& each) const {
  return impl_->database->read([&](Connection& connection) -> Status {
    const Result<std::vector<Scope>> scopes = chosen_scopes(connection, space_, languages);
    if (!scopes) return scopes.error();
    for (const Scope& scope : *scopes) {
      if (Status done = each_stored_pair(connection, scope, each); !done) return done;
    }
    return {};
  });
}

Result<ImportCount> Memory::import_pairs(const std::filesystem::path& file, const PairImport& options) const {
  ImportCount count;
  const Status written = impl_->database->write([&](Connection& connection) -> Status {
    PairWriter writer(connection, space_, true);
    if (Status begun = writer.begin(); !begun) return begun;
    TmxReader reader(options, [&](StoredPair& pair) -> Status {
      if (Status fits = check_pair(pair); !fits) return fits;
      const Result<Stored> stored = writer.put(pair);
      if (!stored) return stored.error();
      ++(*stored == Stored::kAdded ? count.added : *stored == Stored::kChanged ? count.changed : count.unchanged);
      return {};
    });
    const auto feed = [&](std::string_view piece) { return reader.feed(piece); };
    if (Status read = each_piece(file, options.stop, options.progress, feed); !read) return read;
    if (Status whole = reader.finish(); !whole) return whole;
    count.skipped = reader.skipped();
    return writer.finish();
  });
  if (!written) return in_file(file, written.error());
  return count;
}

Status Memory::export_pairs(const std::optional<Languages>& languages, const ByteSink& sink) const {
  if (Status head = sink(tmx_head()); !head) return head;
  Status walked = each_pair(languages, [&](const StoredPair& pair) { return sink(tmx_unit(pair)); });
  if (!walked) return walked;
  return sink(tmx_tail());
}

}  // namespace dragoman
