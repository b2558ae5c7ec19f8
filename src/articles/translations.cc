// Articles: translations as they come in, and as they are seen.
#include "articles/articles_impl.h"

#include "articles/blocks.h"
#include "articles/room.h"
#include "store/digest.h"
#include "text/utf8.h"

namespace dragoman {

using namespace articles;  // NOLINT(google-build-using-namespace): the room behind this class

namespace {

constexpr std::size_t kLongestTag = 35;  // bytes; BCP 47 asks for 35

Status check_version(const ArticleVersion& version, std::string_view publish_url) {
  if (version.language.empty() || version.page.empty() || version.source_version == 0)
    return Error{ErrorCode::kBadArgument, 0,
                 "a translation has a language, a page and the version of its source; say all three"};
  if (Status fine = check_text("language", version.language, kLongestTag); !fine) return fine;
  return check_text("address of the translation", publish_url, kLongestAddress);
}

Result<TranslationRow> enter_translation(Connection& connection, const ArticleRow& article,
                                         const ArticleVersion& version, std::string_view publish_url) {
  if (Status made = connection.run("INSERT OR IGNORE INTO translations (article, language) VALUES (?, ?)", article.row,
                                   version.language);
      !made)
    return made.error();
  if (!publish_url.empty()) {
    if (Status set = connection.run("UPDATE translations SET publish_url = ? WHERE article = ? AND language = ?",
                                    publish_url, article.row, version.language);
        !set)
      return set.error();
  }
  return translation_of(connection, article, version.language);
}

/// Marks each correction as standing in these blocks or not; whether any does.
Result<bool> place_corrections(Connection& connection, const ArticleRow& article, const ArticleVersion& version) {
  std::vector<std::pair<std::int64_t, bool>> found;
  Query rows = connection.query("SELECT id, source FROM corrections WHERE article = ? AND language = ?", article.row,
                                version.language);
  while (rows.next()) found.emplace_back(rows.integer(0), has_sentence(version.blocks, rows.text(1)));
  if (!rows.status()) return rows.status().error();
  bool any = false;
  for (const auto& [id, placed] : found) {
    any = any || placed;
    if (Status set = connection.run("UPDATE corrections SET placed = ? WHERE id = ?", std::int64_t{placed}, id); !set)
      return set.error();
  }
  return any;
}

Status insert(Connection& connection, const TranslationRow& translation, const ArticleVersion& version,
              const std::string& blocks) {
  return connection.run(
      "INSERT INTO versions (translation, version, source_version, state, time, who, media_type, source_language,"
      " digest, page, blocks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      translation.row, static_cast<std::int64_t>(version.version), static_cast<std::int64_t>(version.source_version),
      static_cast<std::int64_t>(version.state), version.time, version.who, version.media_type, version.source_language,
      version.digest, Blob{version.page}, blocks);
}

/// Whether `fresh` adds nothing to what there is.
bool is_known(const ArticleVersion& before, const ArticleVersion& fresh) {
  if (before.source_version > fresh.source_version) return true;
  return before.source_version == fresh.source_version && before.digest == fresh.digest;
}

/// The longest headline: that of the page itself is often cut short.
std::string title_of(const std::vector<Block>& blocks) {
  constexpr std::size_t kLongestTitle = 300;  // bytes
  std::string title;
  for (const Block& block : blocks) {
    if (block.role == BlockRole::kHeadline && block.target.size() > title.size()) title = block.target;
  }
  if (title.size() <= kLongestTitle) return title;
  std::size_t end = kLongestTitle;
  while (end > 0 && text::is_continuation(title[end])) --end;  // no part of a character
  return title.substr(0, end);
}

/// What an overview tells of the version that is the newest now.
Status set_overview(Connection& connection, const TranslationRow& translation, const ArticleVersion& version) {
  return connection.run("UPDATE translations SET doubtful = ?, title = ? WHERE id = ?",
                        version.doubtful ? static_cast<std::int64_t>(*version.doubtful) : std::int64_t{-1},
                        title_of(version.blocks), translation.row);
}

/// The newest version says the same as `fresh`, but in its time nobody has judged its sentences.
Status add_judgement(Connection& connection, const TranslationRow& translation, const ArticleVersion& before,
                     const ArticleVersion& fresh) {
  if (translation.doubtful || !fresh.doubtful || before.source_version != fresh.source_version) return {};
  if (Status set =
          connection.run("UPDATE versions SET blocks = ? WHERE translation = ? AND version = ?",
                         blocks_json(fresh.blocks), translation.row, static_cast<std::int64_t>(before.version));
      !set)
    return set;
  return set_overview(connection, translation, fresh);
}

Status add_version(Connection& connection, const ArticleRow& article, const TranslationRow& translation,
                   const ArticleVersion& fresh, const ArticlesOptions& options) {
  const std::string blocks = blocks_json(fresh.blocks);
  if (Status room = make_room(connection, fresh.page.size() + blocks.size(), options.max_bytes); !room) return room;
  if (Status stored = insert(connection, translation, fresh, blocks); !stored) return stored;
  if (Status told_of = set_overview(connection, translation, fresh); !told_of) return told_of;
  if (Status pruned = prune_versions(connection, translation, options.versions); !pruned) return pruned;
  if (Status told = connection.run("UPDATE articles SET changed = ? WHERE id = ?", fresh.time, article.row); !told)
    return told;
  return remember(connection, article.article.id, {fresh.language, "translated", fresh.who, fresh.version, fresh.time});
}

}  // namespace

Result<ArticleVersion> Articles::put(std::string_view id, const ArticleVersion& version,
                                     std::string_view publish_url) const {
  if (Status fine = check_version(version, publish_url); !fine) return fine.error();
  ArticleVersion fresh = version;
  Result<std::string> digest = store::sha256_of(fresh.page);
  if (!digest) return digest.error();
  fresh.digest = std::move(*digest);
  fresh.time = impl_->now();
  return writing<ArticleVersion>(*impl_, [&](Connection& connection, ArticleVersion& out) -> Status {
    const Result<ArticleRow> article = article_of(connection, id);
    if (!article) return article.error();
    const Result<TranslationRow> translation = enter_translation(connection, *article, fresh, publish_url);
    if (!translation) return translation.error();
    Result<std::optional<ArticleVersion>> before = newest(connection, *translation, false);
    if (!before) return before.error();
    const bool older = *before && (*before)->source_version > fresh.source_version;
    if (!older) {
      const Result<bool> corrected = place_corrections(connection, *article, fresh);
      if (!corrected) return corrected.error();
      fresh.state = *corrected ? ArticleState::kCorrected : ArticleState::kMachine;
    }
    if (*before && is_known(**before, fresh)) {
      if (Status judged = add_judgement(connection, *translation, **before, fresh); !judged) return judged;
      out = std::move(**before);
      return {};
    }
    fresh.version = *before ? (*before)->version + 1 : 1;
    if (Status added = add_version(connection, *article, *translation, fresh, impl_->options); !added) return added;
    out = fresh;
    out.page.clear();
    out.blocks.clear();
    return {};
  });
}

Result<Sight> Articles::see(std::string_view id, std::string_view language) const {
  return reading<Sight>(*impl_, [&](Connection& connection, Sight& out) -> Status {
    const Result<ArticleRow> article = article_of(connection, id);
    if (!article) return article.error();
    const Result<TranslationRow> translation = translation_of(connection, *article, language);
    if (!translation) {
      if (translation.error().code != ErrorCode::kNotFound) return translation.error();
      if (article->article.withdrawn) out.shown = Shown::kWithdrawn;
      return {};
    }
    const Result<SightRow> sight = sight_of(connection, *article, *translation, impl_->now());
    if (!sight) return sight.error();
    out.shown = sight->shown;
    out.publish_url = translation->publish_url;
    if (!sight->version) return {};
    Result<ArticleVersion> whole = whole_version(connection, *translation, sight->version->version);
    if (!whole) return whole.error();
    out.version = std::move(*whole);
    return {};
  });
}

Result<ArticleVersion> Articles::version(std::string_view id, std::string_view language, std::uint32_t number) const {
  return reading<ArticleVersion>(*impl_, [&](Connection& connection, ArticleVersion& out) -> Status {
    const Result<ArticleRow> article = article_of(connection, id);
    if (!article) return article.error();
    const Result<TranslationRow> translation = translation_of(connection, *article, language);
    if (!translation) return translation.error();
    const Result<std::optional<ArticleVersion>> last = newest(connection, *translation, false);
    if (!last) return last.error();
    if (number == 0 && *last) number = (*last)->version;
    Result<ArticleVersion> whole = whole_version(connection, *translation, number);
    if (!whole) return whole.error();
    out = std::move(*whole);
    return {};
  });
}

Result<std::vector<ArticleVersion>> Articles::versions(std::string_view id, std::string_view language) const {
  return reading<std::vector<ArticleVersion>>(*impl_, [&](Connection& connection, auto& out) -> Status {
    const Result<ArticleRow> article = article_of(connection, id);
    if (!article) return article.error();
    const Result<TranslationRow> translation = translation_of(connection, *article, language);
    if (!translation) return translation.error();
    Query rows = connection.query(
        "SELECT version, source_version, state, time, who, media_type, source_language, digest FROM versions"
        " WHERE translation = ? ORDER BY version DESC",
        translation->row);
    while (rows.next()) out.push_back(version_in(rows, 0, translation->language));
    return rows.status();
  });
}

}  // namespace dragoman
