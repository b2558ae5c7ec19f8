// A sitemap (sitemaps.org, 0.9) of what readers see, with the other languages of each story beside it as search engines ask for it.
#include <algorithm>

#include "articles/articles_impl.h"
#include "base/markup_text.h"

namespace dragoman {
namespace {

constexpr std::size_t kMostAddresses = 50'000;             // of one file, as the protocol has it
constexpr std::size_t kMostBytes = std::size_t{50} << 20;  // likewise

/// "2026-11-30": search engines want no more.
std::string day_of(std::int64_t seconds) {
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day date(day);
  const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
         two(static_cast<unsigned>(date.day()));
}

/// The entries of one article: an address for each translation that has one.
std::vector<std::string> entries_of(const ArticleOverview& article, std::string_view language) {
  std::string others;
  for (const TranslationOverview& one : article.translations) {
    if (one.publish_url.empty()) continue;
    others += "<xhtml:link rel=\"alternate\" hreflang=\"" + base::escape_markup(one.language) + "\" href=\"" +
              base::escape_markup(one.publish_url) + "\"/>";
  }
  std::vector<std::string> out;
  for (const TranslationOverview& one : article.translations) {
    if (one.publish_url.empty() || (!language.empty() && one.language != language)) continue;
    out.push_back("<url><loc>" + base::escape_markup(one.publish_url) + "</loc><lastmod>" + day_of(one.time) +
                  "</lastmod>" + others + "</url>\n");
  }
  return out;
}

}  // namespace

Result<std::string> sitemap_of(const Articles& articles, std::string_view publication, std::string_view language) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
  ArticleQuery query{.publication = std::string(publication), .shown_only = true, .most = 1000};
  constexpr std::string_view kEnd = "</urlset>\n";
  for (std::size_t addresses = 0;;) {
    const Result<std::vector<ArticleOverview>> some = articles.list(query);
    if (!some) return some.error();
    for (const ArticleOverview& article : *some) {
      for (const std::string& entry : entries_of(article, language)) {
        if (addresses == kMostAddresses || out.size() + entry.size() + kEnd.size() > kMostBytes)
          return out.append(kEnd);
        out += entry;
        ++addresses;
      }
    }
    if (some->size() < query.most) return out.append(kEnd);
    query.before = some->back().cursor;
  }
}

}  // namespace dragoman
