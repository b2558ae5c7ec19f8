// Memory: the terms and sentences a publication wants translated its own way, in one SQLite file.
//
//   Result<Memory> memory = Memory::open(Memory::default_file());
//   Languages pair = {*Language::parse("en"), *Language::parse("pt")};
//   memory->add_term({.source = "Iraq", .target = "Iraque", .languages = pair});
//   memory->correct("The port reopened.", "O porto reabriu.", pair, "ana");
//   Result<Advice> advice = memory->advise("The port reopened.", pair);   // advice->exact->target: "O porto reabriu."
//
// What is stored is on the disk when the call returns and is seen by the next call of any thread and any process that
// has the file open. Every call sees one state of the file; a call that fails has stored nothing.
// Name spaces: each publication has its own terms and sentences; in() gives a handle to another one of the same file.
// Languages: "pt" asked for finds what is stored for "pt", "pt-BR" and "pt-PT", "pt-BR" what is stored for "pt-BR" and
// "pt"; the same tag comes first.
// Threads: all methods may be called from any thread. Many may read at once, beside one that writes; writers wait for
// each other, those of other processes too, for MemoryOptions::patience at most.
// Errors of every method: kIo, kBusy (locked longer than that), kBadMemory (damaged, foreign or newer file; it is left
// as it is), kBadArgument, kBadUtf8, kTooLong. Each names the file and what to do.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/language.h"
#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman {

struct MemoryOptions {
  std::string space = {};                    ///< publication; "" is a space like any other
  bool read_only = false;                    ///< the file must exist, and every call that would write is refused
  bool create = true;                        ///< make the file, and its folder, if there is none
  std::chrono::milliseconds patience{5000};  ///< how long to wait for others' locks
};

/// The direction of an entry.
struct Languages {
  Language source, target;
  bool operator==(const Languages&) const = default;
};

/// An entry of a glossary.
struct Term {
  std::string source, target;  ///< white space trimmed and runs of it made one blank; equal: not to be translated
  Languages languages = {};
  bool case_sensitive = false;  ///< "US" is not "us"
  bool exact = false;           ///< no other ending than that of `source`; else plurals and the like match, too
  std::string note = {}, who = {};
  std::int64_t when = 0;  ///< seconds since 1970; 0 when given: now
  std::int64_t id = 0;    ///< of the stored entry
  bool keeps_source() const { return source == target; }
};

/// A term found in a text.
struct TermMatch {
  ByteRange range;  ///< in the text
  Term term;
  bool inflected = false;  ///< the text has another ending, so the target may need one, too
};

enum class PairStatus : std::uint8_t { kDraft, kApproved, kRejected };
enum class PairOrigin : std::uint8_t { kMachine, kEditor, kImport };
/// "draft", "approved", "rejected"; "machine", "editor", "import".
DRAGOMAN_API std::string_view status_name(PairStatus status);
DRAGOMAN_API std::string_view origin_name(PairOrigin origin);
DRAGOMAN_API std::optional<PairStatus> status_named(std::string_view name);
DRAGOMAN_API std::optional<PairOrigin> origin_named(std::string_view name);

/// A sentence and its translation.
struct StoredPair {
  std::string source, target;
  Languages languages = {};
  PairStatus status = PairStatus::kApproved;
  PairOrigin origin = PairOrigin::kEditor;
  std::string who = {};
  std::int64_t when = 0;  ///< seconds since 1970; 0 when given: now
  std::int64_t id = 0;
};

struct PairMatch {
  StoredPair pair;
  int score = 0;  ///< 0..100, see docs/formats/memory-database.md; 100: the same but for white space and quotes
};

struct FuzzyOptions {
  int least = 70;        ///< score, 1..100
  std::size_t most = 5;  ///< matches; 0: none are looked for
  bool drafts = false;   ///< also pairs that nobody has approved
};

/// All that is known of one sentence; what to do with it is the translator's to decide.
struct Advice {
  std::optional<StoredPair> exact;  ///< approved: use its target instead of the engine
  std::vector<PairMatch> fuzzy;     ///< best first, without the exact one; empty when `exact` is set
  std::vector<TermMatch> terms;     ///< in the order of the text, never overlapping; to be forced or kept
};

/// What to do with a term whose source has another target already.
enum class OnConflict : std::uint8_t { kError, kKeep, kReplace };

enum class GlossaryFormat : std::uint8_t { kCsv, kTsv, kTbx };

struct GlossaryImport {
  std::optional<GlossaryFormat> format = {};  ///< nothing: by the file's name, then its first bytes
  std::optional<Languages> languages = {};    ///< needed where the file does not say; else only these are taken
  OnConflict on_conflict = OnConflict::kError;
  std::string who = {};  ///< for entries that do not say
};

struct PairImport {
  std::optional<Languages> languages = {};    ///< only these; nothing: from each unit's source language to all others
  PairStatus status = PairStatus::kApproved;  ///< for units that do not say
  std::string who = {};                       ///< for units that do not say
  std::stop_token stop = {};                  ///< ends with kCancelled, nothing stored
  std::function<void(std::uint64_t done, std::uint64_t total)> progress = {};  ///< bytes of the file
};

/// Which entries a list has.
struct EntryQuery {
  std::string source = {}, target = {};  ///< codes of languages ("pt"), whatever the region; "": all
  std::string text = {};    ///< stands in one of the two sides, in small letters or capitals; valid UTF-8; "": all
  std::int64_t before = 0;  ///< the id of the last one seen; 0: begin with the newest
  std::size_t most = 100;   ///< 1,000 at most
};

/// What became of a file.
struct ImportCount {
  std::size_t added = 0, changed = 0, unchanged = 0;
  std::size_t skipped = 0;  ///< other languages, empty, deprecated, further synonyms
};

struct MemoryCount {
  Languages languages;
  std::size_t terms = 0, drafts = 0, approved = 0, rejected = 0;
};

/// What post-editing (post_edit.h, page.h) asks about each sentence.
using Advise = std::function<Result<Advice>(std::string_view sentence)>;

/// Receives a file piece by piece; its error ends the export and is returned.
using ByteSink = std::function<Status(std::string_view bytes)>;

class DRAGOMAN_API Memory {
 public:
  /// Opens the file, or makes it.
  static Result<Memory> open(const std::filesystem::path& file, const MemoryOptions& options = {});
  /// $DRAGOMAN_MEMORY, else $XDG_DATA_HOME/dragoman/memory.db (default ~/.local/share/...).
  static std::filesystem::path default_file();
  /// The same file, another publication; cheap.
  Memory in(std::string space) const;
  const std::filesystem::path& file() const;
  const std::string& space() const;

  // ---- terms
  /// Stores a term; one with the same source (and kind of case) is changed if `on_conflict` allows, or only its note
  /// differs. kBadArgument: empty, another target stored, or a circle (A becomes B, B becomes A).
  Result<Term> add_term(Term term, OnConflict on_conflict = OnConflict::kError) const;
  /// Removes what is stored for this source, in both kinds of case; the number of entries. kNotFound if there is none.
  Result<std::size_t> remove_term(std::string_view source, const Languages& languages) const;
  /// Removes the entry with that id, of whichever publication, and gives it. kNotFound if there is none.
  Result<Term> remove_term(std::int64_t id) const;
  /// Entries that are asked for, the newest first.
  Result<std::vector<Term>> list_terms(const EntryQuery& query) const;
  /// Calls `each` for every entry (of `languages`, if given) by source; its error ends the walk.
  Status each_term(const std::optional<Languages>& languages, const std::function<Status(const Term&)>& each) const;
  /// Terms in valid UTF-8 `text`, by whole words, longest first and apart, in the order of the text. An entry whose
  /// case is told beats one whose case is free; the word as written beats one with another ending.
  Result<std::vector<TermMatch>> find_terms(std::string_view text, const Languages& languages) const;
  /// All of the file or, on any error, nothing. kBadPage names line and fault of a malformed file.
  Result<ImportCount> import_terms(const std::filesystem::path& file, const GlossaryImport& options = {}) const;
  Status export_terms(GlossaryFormat format, const std::optional<Languages>& languages, const ByteSink& sink) const;

  // ---- sentences
  /// Stores a pair; one with the same source and target gets the new status, origin, who and when.
  Result<StoredPair> add(StoredPair pair) const;
  /// An editor's word: an approved pair that wins over all others of its source from the next call on.
  Result<StoredPair> correct(std::string_view source, std::string_view target, const Languages& languages,
                             std::string_view who) const;
  /// The approved pair whose source is the same but for white space, the form of quotation marks and the way accents are
  /// encoded: an editor's before others, then one with the very same bytes, then what was stored last.
  Result<std::optional<StoredPair>> exact(std::string_view source, const Languages& languages) const;
  /// Pairs with a like source, best first; exact ones are among them, with 100.
  Result<std::vector<PairMatch>> fuzzy(std::string_view source, const Languages& languages,
                                       const FuzzyOptions& options = {}) const;
  /// Pairs that are asked for, the newest first. Looks through all of them if it must.
  Result<std::vector<StoredPair>> list_pairs(const EntryQuery& query) const;
  /// Calls `each` for every pair (of `languages`, if given), oldest first; its error ends the walk.
  Status each_pair(const std::optional<Languages>& languages,
                   const std::function<Status(const StoredPair&)>& each) const;
  /// TMX 1.4b (and 1.1 to 1.4). All of the file or, on any error, nothing. Memory does not grow with the file.
  /// Others cannot write meanwhile. Errors as import_terms(), kCancelled.
  Result<ImportCount> import_pairs(const std::filesystem::path& file, const PairImport& options = {}) const;
  Status export_pairs(const std::optional<Languages>& languages, const ByteSink& sink) const;

  // ---- both
  /// exact(), else fuzzy(), and find_terms() in one state of the file.
  Result<Advice> advise(std::string_view sentence, const Languages& languages, const FuzzyOptions& options = {}) const;
  Result<std::vector<MemoryCount>> count() const;
  /// Reads every page of the file. kBadMemory with the first fault.
  Status verify() const;

 private:
  class Impl;
  Memory(std::shared_ptr<Impl> impl, std::string space);
  std::shared_ptr<Impl> impl_;
  std::string space_;
};

/// exact() and find_terms() of a copy of `memory`: what translation needs of it. A sentence over 64 KiB is not looked up.
DRAGOMAN_API Advise advising_with(const Memory& memory, const Languages& languages);

}  // namespace dragoman
