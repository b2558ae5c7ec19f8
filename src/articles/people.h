// What people do to an article, as steps of a transaction.
// Threads: within one transaction.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include "articles/articles_impl.h"

namespace dragoman::articles {

/// A change of one article, with what is remembered of it.
Status change_article(const Articles::Impl& impl, std::string_view id, ArticleEvent event,
                      const std::function<Status(Connection&, const ArticleRow&)>& work);

/// Errors: kBadArgument, kTooLong, kBadUtf8.
Status check_correction(const Correction& correction);
/// Puts it in the place of an earlier one of the same sentence; `now` where it tells no time.
Status put_correction(Connection& connection, const ArticleRow& article, std::string_view language,
                      const Correction& correction, std::int64_t now);
/// Error: kNotFound.
Status drop_correction(Connection& connection, const ArticleRow& article, std::string_view language,
                       std::int64_t correction);

}  // namespace dragoman::articles
