// Articles: overviews, of one and of many.
#include <algorithm>

#include "articles/articles_impl.h"

namespace dragoman {

using namespace articles;  // NOLINT(google-build-using-namespace): the room behind this class

namespace {

constexpr std::size_t kMostListed = 1000;

Result<TranslationOverview> overview_of(Connection& connection, const ArticleRow& article,
                                        const TranslationRow& translation, std::int64_t now) {
  TranslationOverview out;
  out.language = translation.language;
  out.publish_url = translation.publish_url;
  out.doubtful = translation.doubtful;
  out.title = translation.title;
  const Result<std::optional<ArticleVersion>> last = newest(connection, translation, false);
  if (!last) return last.error();
  if (*last) {
    out.version = (*last)->version;
    out.source_version = (*last)->source_version;
    out.state = (*last)->state;
    out.time = (*last)->time;
  }
  const Result<SightRow> sight = sight_of(connection, article, translation, now);
  if (!sight) return sight.error();
  out.shown = sight->shown;
  if (sight->version) out.shown_version = sight->version->version;
  if (out.shown == Shown::kWithdrawn) out.state = ArticleState::kWithdrawn;
  const Result<std::int64_t> unplaced =
      number_of(connection, "SELECT count(*) FROM corrections WHERE article = ? AND language = ? AND placed = 0",
                article.row, translation.language);
  if (!unplaced) return unplaced.error();
  out.unplaced = static_cast<std::size_t>(*unplaced);
  return out;
}

Result<ArticleOverview> overview_of(Connection& connection, const ArticleRow& article, std::int64_t now) {
  ArticleOverview out{article.article, {}, article.row};
  const Result<std::vector<TranslationRow>> translations = translations_of(connection, article);
  if (!translations) return translations.error();
  for (const TranslationRow& one : *translations) {
    Result<TranslationOverview> more = overview_of(connection, article, one, now);
    if (!more) return more.error();
    out.translations.push_back(std::move(*more));
  }
  return out;
}

/// Whether an article belongs into the list; of its translations those stay that are asked for.
bool fits(ArticleOverview& article, const ArticleQuery& query) {
  std::vector<TranslationOverview>& all = article.translations;
  if (query.shown_only) std::erase_if(all, [](const auto& one) { return one.shown != Shown::kYes; });
  const auto wanted = [&](const TranslationOverview& one) {
    return (query.language.empty() || one.language == query.language) && (!query.state || one.state == *query.state);
  };
  const bool asks = !query.language.empty() || query.state || query.shown_only;
  return !asks || std::ranges::any_of(all, wanted);
}

/// An article and its place in the order that is asked for.
struct Listed {
  std::string id;
  std::int64_t place = 0;
};

// Newest first: an article's place is its row. Doubtful first: how many sentences are in doubt (one more, none is 1, not counted 0), then
// its row; both in one number, so that a list goes on where it ended. What was approved or taken back is in no doubt.
constexpr std::string_view kNewestFirst =
    "SELECT name, id FROM articles WHERE id < ? AND (? = '' OR publication = ?) AND (? = 0 OR section = ?)"
    " ORDER BY id DESC LIMIT 200";
constexpr std::string_view kDoubtfulFirst =
    "SELECT name, place FROM (SELECT name, (min(8000, 1 + coalesce((SELECT max(doubtful) FROM translations AS t WHERE"
    " t.article = articles.id AND t.withdrawn = 0 AND articles.withdrawn = 0 AND (?6 = '' OR t.language = ?6) AND "
    "(SELECT"
    " state FROM versions AS v WHERE v.translation = t.id ORDER BY version DESC LIMIT 1) < 2), -1)) << 40) + id AS "
    "place"
    " FROM articles WHERE (?2 = '' OR publication = ?3) AND (?4 = 0 OR section = ?5))"
    " WHERE place < ?1 ORDER BY place DESC LIMIT 200";

/// The next articles in that order.
Result<std::vector<Listed>> next_listed(Connection& connection, const ArticleQuery& query, std::int64_t before) {
  const auto rows_of = [&](std::string_view sql, const auto&... more) {
    return connection.query(sql, before, query.publication, query.publication, std::int64_t{query.section.has_value()},
                            query.section.value_or(""), more...);
  };
  std::vector<Listed> out;
  Query rows = query.order == ArticleOrder::kDoubtful ? rows_of(kDoubtfulFirst, query.language) : rows_of(kNewestFirst);
  while (rows.next()) out.push_back({std::string(rows.text(0)), rows.integer(1)});
  if (!rows.status()) return rows.status().error();
  return out;
}

}  // namespace

Result<ArticleOverview> Articles::find(std::string_view id) const {
  return reading<ArticleOverview>(*impl_, [&](Connection& connection, ArticleOverview& out) -> Status {
    const Result<ArticleRow> article = article_of(connection, id);
    if (!article) return article.error();
    Result<ArticleOverview> found = overview_of(connection, *article, impl_->now());
    if (!found) return found.error();
    out = std::move(*found);
    return {};
  });
}

Result<std::vector<ArticleOverview>> Articles::list(const ArticleQuery& query) const {
  const std::size_t most = std::min(std::max<std::size_t>(query.most, 1), kMostListed);
  return reading<std::vector<ArticleOverview>>(*impl_, [&](Connection& connection, auto& out) -> Status {
    std::int64_t before = query.before > 0 ? query.before : INT64_MAX;
    while (out.size() < most) {
      const Result<std::vector<Listed>> next = next_listed(connection, query, before);
      if (!next) return next.error();
      if (next->empty()) return {};
      for (const Listed& one : *next) {
        const Result<ArticleRow> article = article_of(connection, one.id);
        if (!article) return article.error();
        before = one.place;
        Result<ArticleOverview> found = overview_of(connection, *article, impl_->now());
        if (!found) return found.error();
        found->cursor = one.place;
        if (fits(*found, query)) out.push_back(std::move(*found));
        if (out.size() == most) return {};
      }
    }
    return {};
  });
}

Result<std::vector<std::string>> Articles::ids_at(std::string_view address) const {
  return reading<std::vector<std::string>>(*impl_, [&](Connection& connection, auto& out) -> Status {
    Query rows = connection.query("SELECT name FROM articles WHERE address = ? ORDER BY id DESC LIMIT 100", address);
    while (rows.next()) out.emplace_back(rows.text(0));
    return rows.status();
  });
}

}  // namespace dragoman
