// Room on the disk: old versions go when there are more than are kept, and when the quota is used up.
// Threads: within one transaction that writes.
#pragma once
#include "articles/rows.h"

namespace dragoman::articles {

/// Removes all but the newest `keep` sources of an article.
Status prune_sources(Connection& connection, const ArticleRow& article, std::size_t keep);
/// Removes all but the newest `keep` versions of a translation; the newest approved one stays.
Status prune_versions(Connection& connection, const TranslationRow& translation, std::size_t keep);
/// Makes room for `bytes` within a quota (0: there is none). Error: kTooLong.
Status make_room(Connection& connection, std::uint64_t bytes, std::uint64_t quota);
/// Removes a translation's rows; its article stays.
Status remove_translation(Connection& connection, const ArticleRow& article, const TranslationRow& translation);
Status remove_article(Connection& connection, const ArticleRow& article);

}  // namespace dragoman::articles
