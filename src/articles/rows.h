// Rows of the store as values, and the small questions that several calls ask.
// Threads: within one transaction.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include "articles/schema.h"
#include "dragoman/articles.h"

namespace dragoman::articles {

/// An article with the key of its row.
struct ArticleRow {
  std::int64_t row = 0;
  Article article;
};

struct TranslationRow {
  std::int64_t row = 0;
  std::string language, publish_url;
  bool withdrawn = false;
  std::optional<std::size_t> doubtful = {};
  std::string title = {};
};

/// Errors: kNotFound, with the remedy.
Result<ArticleRow> article_of(Connection& connection, std::string_view id);
Result<TranslationRow> translation_of(Connection& connection, const ArticleRow& article, std::string_view language);
Result<std::vector<TranslationRow>> translations_of(Connection& connection, const ArticleRow& article);

/// The columns kVersionColumns of a row, from column `at`; without the text.
inline constexpr int kVersionColumnCount = 8;
ArticleVersion version_in(const Query& row, int at, const std::string& language);
/// The newest version of a translation, or the newest approved one; nothing if there is none.
Result<std::optional<ArticleVersion>> newest(Connection& connection, const TranslationRow& translation, bool approved);
/// One version with its page and blocks. Error: kNotFound.
Result<ArticleVersion> whole_version(Connection& connection, const TranslationRow& translation, std::uint32_t number);

/// Of a section, else of its publication, else automatic.
Result<PublishGate> gate_of(Connection& connection, std::string_view publication, std::string_view section);
/// What readers see of a translation at the time `now`: a version without its text.
struct SightRow {
  Shown shown = Shown::kUntranslated;
  std::optional<ArticleVersion> version = {};
};
Result<SightRow> sight_of(Connection& connection, const ArticleRow& article, const TranslationRow& translation,
                          std::int64_t now);

Status remember(Connection& connection, std::string_view article, const ArticleEvent& event);
/// The number that a query of one row and column gives; 0 if there is no row.
template <class... Values>
Result<std::int64_t> number_of(Connection& connection, std::string_view sql, const Values&... values) {
  Query row = connection.query(sql, values...);
  if (row.next()) return row.integer(0);
  if (!row.status()) return row.status().error();
  return 0;
}

inline constexpr std::size_t kLongestName = 200, kLongestAddress = 2000;  // bytes
/// "" , or what is wrong with a short text such as a name.
Status check_text(std::string_view what, std::string_view text, std::size_t most);

}  // namespace dragoman::articles
