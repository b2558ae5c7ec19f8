#include "articles/room.h"

namespace dragoman::articles {
namespace {

// One translation's version, or all: what is neither the newest nor the newest approved one.
constexpr std::string_view kDropOldVersions =
    "DELETE FROM versions WHERE version < (SELECT max(version) FROM versions AS v WHERE v.translation ="
    " versions.translation) AND version IS NOT (SELECT max(version) FROM versions AS v WHERE v.translation ="
    " versions.translation AND v.state = 2)";
constexpr std::string_view kDropFeedItems = "DELETE FROM feed_items";  // they can be made again
constexpr std::string_view kDropOldSources =
    "DELETE FROM sources WHERE version < (SELECT max(version) FROM sources AS s WHERE s.article = sources.article)";

/// Numbers, since a file of many GB is told of in them.
std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MB"; }

}  // namespace

Status prune_sources(Connection& connection, const ArticleRow& article, std::size_t keep) {
  return connection.run(
      "DELETE FROM sources WHERE article = ? AND version <= (SELECT max(version) FROM sources WHERE article = ?) - ?",
      article.row, article.row, static_cast<std::int64_t>(keep));
}

Status prune_versions(Connection& connection, const TranslationRow& translation, std::size_t keep) {
  return connection.run(
      "DELETE FROM versions WHERE translation = ? AND version <= (SELECT max(version) FROM versions WHERE translation ="
      " ?) - ? AND version IS NOT (SELECT max(version) FROM versions WHERE translation = ? AND state = 2)",
      translation.row, translation.row, static_cast<std::int64_t>(keep), translation.row);
}

Status make_room(Connection& connection, std::uint64_t bytes, std::uint64_t quota) {
  if (quota == 0) return {};
  const auto fits = [&]() -> Result<bool> {
    const Result<std::uint64_t> used = connection.bytes_used();
    if (!used) return used.error();
    return *used + bytes <= quota;
  };
  Result<bool> enough = fits();
  if (!enough) return enough.error();
  if (*enough) return {};
  for (const std::string_view drop : {kDropFeedItems, kDropOldVersions, kDropOldSources}) {
    if (Status dropped = connection.run(drop); !dropped) return dropped;
    enough = fits();
    if (!enough) return enough.error();
    if (*enough) return {};
  }
  return Error{ErrorCode::kTooLong, 0,
               connection.name() + " may hold " + megabytes(quota) +
                   " and has no room for another version; remove articles, or allow more"};
}

Status remove_translation(Connection& connection, const ArticleRow& article, const TranslationRow& translation) {
  if (Status done = connection.run("DELETE FROM versions WHERE translation = ?", translation.row); !done) return done;
  if (Status done = connection.run("DELETE FROM corrections WHERE article = ? AND language = ?", article.row,
                                   translation.language);
      !done)
    return done;
  if (Status done = connection.run(
          "DELETE FROM replaced WHERE article = ? AND replacement IN (SELECT id FROM replacements WHERE language = ?)",
          article.row, translation.language);
      !done)
    return done;
  if (Status done = connection.run("DELETE FROM unfinished WHERE article = ? AND language = ?", article.article.id,
                                   translation.language);
      !done)
    return done;
  return connection.run("DELETE FROM translations WHERE id = ?", translation.row);
}

Status remove_article(Connection& connection, const ArticleRow& article) {
  const Result<std::vector<TranslationRow>> translations = translations_of(connection, article);
  if (!translations) return translations.error();
  for (const TranslationRow& one : *translations) {
    if (Status done = remove_translation(connection, article, one); !done) return done;
  }
  if (Status done = connection.run("DELETE FROM deliveries WHERE article = ?", article.article.id); !done) return done;
  if (Status done = connection.run("DELETE FROM feed_items WHERE address = ?", article.article.address); !done)
    return done;
  for (const std::string_view sql : {std::string_view("DELETE FROM corrections WHERE article = ?"),
                                     std::string_view("DELETE FROM replaced WHERE article = ?"),
                                     std::string_view("DELETE FROM sources WHERE article = ?"),
                                     std::string_view("DELETE FROM articles WHERE id = ?")}) {
    if (Status done = connection.run(sql, article.row); !done) return done;
  }
  return {};
}

}  // namespace dragoman::articles
