// Articles: the stories of publications with their translations, in one SQLite file: what was sent, what was made of it, who has
// corrected, approved or withdrawn it, and what readers may see.
//
//   Result<Articles> articles = Articles::open("/var/lib/dragoman/articles.db");
//   Result<Submitted> sent = articles->submit({.publication = "herald", .address = "https://herald.example/port", .bytes = html});
//   ... translate it ...
//   articles->put(sent->article.id, {.language = "pt", .source_version = sent->article.source_version, .page = translated});
//   Result<Sight> sight = articles->see(sent->article.id, "pt");      // what readers see, or why they see nothing
//
// An article is known by its publication and the address of its source; its id is made of both. Each new source and each new
// translation is a version; old ones are kept within a bound. Corrections belong to sentences, not to versions: when the
// source changes they hold in the next translation wherever their sentence still stands, and where it does not they are
// listed as not placed until somebody removes them.
//
// What is stored is on the disk when the call returns, and is seen by every thread and process that has the file open. Every
// call sees one state of the file; a call that fails has stored nothing.
// Threads: all methods may be called from any thread.
// Errors of every method: kIo, kBusy (locked, or changed by others meanwhile), kBadMemory (damaged, foreign or newer file; it is
// left as it is), kBadArgument, kBadUtf8, kTooLong (a limit, or the quota), kNotFound. Each says what to do.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/page.h"
#include "dragoman/result.h"

namespace dragoman {

struct ArticlesOptions {
  bool read_only = false;                    ///< the file must exist, and every call that would write is refused
  std::chrono::milliseconds patience{5000};  ///< how long to wait for others' locks
  std::uint64_t max_bytes = 0;               ///< of the file: old versions go for new ones, then kTooLong; 0: no limit
  std::size_t versions = 10;                 ///< kept of each source and translation, 1 at least
  std::function<std::int64_t()> now = {};    ///< seconds since 1970; empty: the system's clock
};

/// What became of a translation: made by the machine, corrected or approved by people, taken back.
enum class ArticleState : std::uint8_t { kMachine, kCorrected, kApproved, kWithdrawn };
/// Whether a section's translations are shown at once, or when somebody has approved them.
enum class PublishGate : std::uint8_t { kAutomatic, kApprove };
/// Why readers see a translation, or not.
enum class Shown : std::uint8_t { kYes, kEmbargo, kUnapproved, kWithdrawn, kUntranslated };
/// "machine", "corrected", "approved", "withdrawn"; "automatic", "approve"; "yes", "embargo", "unapproved", "withdrawn",
/// "untranslated".
DRAGOMAN_API std::string_view state_name(ArticleState state);
DRAGOMAN_API std::string_view gate_name(PublishGate gate);
DRAGOMAN_API std::string_view shown_name(Shown shown);
DRAGOMAN_API std::optional<ArticleState> article_state_named(std::string_view name);
DRAGOMAN_API std::optional<PublishGate> publish_gate_named(std::string_view name);

struct ArticleSource {
  std::string publication, address;  ///< together they are the article; 200 and 2,000 bytes at most
  std::string section = {};          ///< "" is a section like any other
  std::string language = {}, media_type = {},
              name = {};  ///< what the sender says about `bytes`, for reading them again
  std::string bytes = {};
  std::uint32_t version = 0;  ///< of what source() gives
};

struct Article {
  std::string id;  ///< 32 hex digits
  std::string publication, address, section;
  std::uint32_t source_version = 0;  ///< the newest, from 1
  std::int64_t created = 0, changed = 0;
  std::int64_t embargo = 0;  ///< readers see nothing before that time
  bool withdrawn = false;    ///< all its translations are, and those to come
};

struct Submitted {
  Article article;
  bool is_new = false;      ///< the article was not there
  bool is_changed = false;  ///< its source is another than before, or new
};

struct ArticleVersion {
  std::string language;
  std::uint32_t version = 0;         ///< of the translation, from 1; 0 when given to put()
  std::uint32_t source_version = 0;  ///< what it was made from
  ArticleState state = ArticleState::kMachine;
  std::int64_t time = 0;
  std::string who = {};  ///< who corrected or approved it
  std::string media_type = {}, source_language = {};
  std::string digest = {};         ///< of the page, SHA-256
  std::string page = {};           ///< bytes; empty where only an overview was asked for
  std::vector<Block> blocks = {};  ///< as `page`
  /// Given to put(): how many sentences somebody should look at; nothing: nobody has counted. Read from the overview.
  std::optional<std::size_t> doubtful = {};
};

/// A translation without its text.
struct TranslationOverview {
  std::string language, publish_url;
  std::uint32_t version = 0, source_version = 0;  ///< the newest
  ArticleState state = ArticleState::kMachine;    ///< of the newest, or kWithdrawn
  std::int64_t time = 0;
  Shown shown = Shown::kYes;
  std::uint32_t shown_version = 0;  ///< 0: none
  std::size_t unplaced = 0;         ///< corrections whose sentence the newest source no longer has
  std::string title =
      {};  ///< the newest one's headline, 300 bytes at most; "" for none, or if it is older than version 5 of the file
  std::optional<std::size_t> doubtful =
      {};  ///< sentences of the newest that somebody should look at, if they were counted
};

struct ArticleOverview {
  Article article;
  std::vector<TranslationOverview> translations;
  std::int64_t cursor = 0;  ///< for ArticleQuery::before; below 2^53
};

enum class ArticleOrder : std::uint8_t {
  kNewest,    ///< the newest first
  kDoubtful,  ///< most doubtful sentences first, in translations (into the query's language) that nobody has approved
};

struct ArticleQuery {
  std::string publication = {}, language = {};  ///< "": all
  std::optional<std::string> section = {};
  std::optional<ArticleState> state = {};  ///< that one of the translations (into `language`) has
  bool shown_only = false;                 ///< with a translation that readers see, and these translations only
  ArticleOrder order = ArticleOrder::kNewest;
  std::int64_t before = 0;  ///< the cursor of the last one seen, in the same order; 0: begin with the first
  std::size_t most = 50;
};

/// What readers see.
struct Sight {
  Shown shown = Shown::kUntranslated;
  std::optional<ArticleVersion> version = {};  ///< if shown
  std::string publish_url = {};
};

/// An editor's wording of a sentence.
struct Correction {
  std::int64_t id = 0;
  std::string source, target;  ///< the sentence, and what it is to be
  std::string who = {};
  std::int64_t time = 0;
  bool placed = true;  ///< the newest translation has it; false: its sentence is gone or has changed
};

/// Something that was done to an article: "source", "translated", "corrected", "uncorrected", "approved", "withdrawn", "restored",
/// "embargo", "removed", "replaced", "replacement-undone".
struct ArticleEvent {
  std::string language = {}, what = {}, who = {};
  std::uint32_t version = 0;
  std::int64_t time = 0;
};

class DRAGOMAN_API Articles {
 public:
  /// Opens the file, or makes it; an older version of the file is taken to the newest.
  static Result<Articles> open(const std::filesystem::path& file, const ArticlesOptions& options = {});
  const std::filesystem::path& file() const;
  /// The id of what has this publication and address.
  static Result<std::string> id_of(std::string_view publication, std::string_view address);

  // ---- what comes in
  /// Stores the source as a new version, unless the newest one has the same bytes.
  Result<Submitted> submit(const ArticleSource& source) const;
  /// The newest source.
  Result<ArticleSource> source(std::string_view id) const;
  /// Stores a translation as a new version; its state comes from the corrections that stand in it. If nothing but the time would
  /// change, the newest is kept; if a newer source has been translated meanwhile, too. `publish_url` as in PageOptions; "" keeps
  /// what there is. Gives what is now the newest, without its text.
  Result<ArticleVersion> put(std::string_view id, const ArticleVersion& version,
                             std::string_view publish_url = "") const;

  // ---- what goes out
  Result<ArticleOverview> find(std::string_view id) const;
  Result<std::vector<ArticleOverview>> list(const ArticleQuery& query) const;
  /// Articles of that address, in whichever publication, the newest first.
  Result<std::vector<std::string>> ids_at(std::string_view address) const;
  Result<Sight> see(std::string_view id, std::string_view language) const;
  /// For those who may see all: a version as it is, the newest with 0.
  Result<ArticleVersion> version(std::string_view id, std::string_view language, std::uint32_t number = 0) const;
  /// All that are kept, without text, newest first.
  Result<std::vector<ArticleVersion>> versions(std::string_view id, std::string_view language) const;
  Result<std::vector<ArticleEvent>> history(std::string_view id) const;  ///< newest first, 1,000 at most

  // ---- what people do
  /// Readers may see it. `number`: what was looked at; kBusy if it is not the newest any more. 0: whatever is the newest.
  Result<ArticleVersion> approve(std::string_view id, std::string_view language, std::uint32_t number,
                                 std::string_view who) const;
  /// Takes a translation back, all of them with language "", or lets readers see it again.
  Status withdraw(std::string_view id, std::string_view language, bool withdrawn, std::string_view who) const;
  /// Readers see nothing before that time (seconds since 1970; 0: at once).
  Status embargo(std::string_view id, std::int64_t until, std::string_view who) const;
  /// Stores a correction; an earlier one of the same sentence is replaced. It stands in the article when put() has been called
  /// with a translation that was made with advising_with().
  Status correct(std::string_view id, std::string_view language, const Correction& correction) const;
  Result<std::vector<Correction>> corrections(std::string_view id, std::string_view language) const;
  /// It stands in the article until put() is called again.
  Status remove_correction(std::string_view id, std::string_view language, std::int64_t correction,
                           std::string_view who = "") const;
  /// Removes a translation, or the article, with all that hangs on it; the bytes are overwritten in the file.
  Status remove(std::string_view id, std::string_view language, std::string_view who) const;

  /// Of a section without one of its own, its publication's (section "") counts, else kAutomatic.
  Status set_gate(std::string_view publication, std::string_view section, PublishGate gate) const;
  Result<PublishGate> gate(std::string_view publication, std::string_view section) const;

  class Impl;
  const std::shared_ptr<Impl>& impl() const { return impl_; }  ///< the library's own

 private:
  explicit Articles(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

/// The article's own corrections first, then what `settled` says; for PageOptions::advise.
DRAGOMAN_API Advise advising_with(const std::vector<Correction>& corrections, const Languages& languages,
                                  Advise settled);

/// A sitemap of the translations (into `language`, "": all) that readers see and that have an address of their own, newest first;
/// 50,000 at most.
DRAGOMAN_API Result<std::string> sitemap_of(const Articles& articles, std::string_view publication,
                                            std::string_view language = "");

struct ExportOptions {
  std::filesystem::path folder;                 ///< made if it is not there
  std::string publication = {}, language = {};  ///< "": all
};

struct ExportCount {
  std::size_t pages = 0;    ///< that readers see
  std::size_t written = 0;  ///< files that were not there, or were others
  std::size_t removed = 0;  ///< files of an earlier export that readers may not see any more
};

/// Writes what readers see as files: LANGUAGE/HOST/PATH of each source's address, and sitemap.xml. Files that an earlier export has
/// written and that are not part of this one are removed; no others are touched but those that are replaced.
DRAGOMAN_API Result<ExportCount> export_articles(const Articles& articles, const ExportOptions& options);

}  // namespace dragoman
