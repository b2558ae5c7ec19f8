// Glossaries: the dictionaries that clients have stored over DeepL's routes. One file of JSON each, replaced by a rename, so that
// what a client was told is stored survives kill -9; read once at the start, and then kept in memory.
// Threads: any. A Glossary does not change once made: a change makes another in its place.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/memory.h"
#include "dragoman/result.h"
#include "memory/term_index.h"
#include "server/glossary_entries.h"

namespace dragoman::server {

/// Terms of one direction.
class Dictionary {
 public:
  /// `source`, `target`: codes in small letters, without region.
  Dictionary(std::string source, std::string target, Entries entries);
  const std::string& source() const { return source_; }
  const std::string& target() const { return target_; }
  const Entries& entries() const { return entries_; }
  std::vector<TermMatch> terms_in(std::string_view sentence) const;

 private:
  std::string source_, target_;
  Entries entries_;
  memory::TermIndex index_;
};

struct Glossary {
  std::string id, name, owner;
  std::string created;  ///< "2026-11-30T12:00:00.000000Z"
  std::vector<std::shared_ptr<const Dictionary>> dictionaries;

  std::shared_ptr<const Dictionary> dictionary(std::string_view source, std::string_view target) const;
  /// Puts one in the place of that of its direction, or behind all others.
  void put(std::shared_ptr<const Dictionary> dictionary);
  std::size_t drop(std::string_view source, std::string_view target);
};

class Glossaries {
 public:
  using Shared = std::shared_ptr<const Glossary>;

  /// Reads what is stored. `folder` "": nothing is stored on disk. Errors: kIo, kBadArgument (a file that is no glossary).
  Status open(const std::filesystem::path& folder);
  /// Fills in id and creation time. Errors: kIo, kTooLong (too many).
  Result<Shared> add(Glossary glossary);
  /// Puts what `change` makes of a copy in its place; one change of all glossaries after the other, so that none is lost. Errors:
  /// kNotFound (it is gone, or another's), those of `change`, kIo.
  Result<Shared> update(std::string_view id, std::string_view owner, const std::function<Status(Glossary&)>& change);
  /// Errors: kNotFound, kIo.
  Status remove(std::string_view id, std::string_view owner);
  /// Of this owner; null if there is none.
  Shared find(std::string_view id, std::string_view owner) const;
  std::vector<Shared> of(std::string_view owner) const;  ///< oldest first

 private:
  Status store(const Glossary& glossary) const;
  Result<Shared> publish(Glossary glossary);
  std::filesystem::path folder_;
  std::mutex changing_;  // held over each change, the disk's part of it included
  mutable std::mutex mutex_;
  std::map<std::string, Shared, std::less<>> glossaries_;  // by id
};

/// All of the first, and of the others those that stand elsewhere; in the order of the text.
std::vector<TermMatch> joined(std::vector<TermMatch> first, std::vector<TermMatch> others);

/// What both have settled: the glossary's terms first, then those of the memory that stand elsewhere, and the memory's sentences.
/// Empty if there is neither.
Advise advising_with(const std::optional<Memory>& memory, std::shared_ptr<const Dictionary> glossary,
                     const Languages& languages);

}  // namespace dragoman::server
