// Articles as the own API tells them; docs/formats/http-api.md.
// Threads: pure functions.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/articles.h"
#include "dragoman/check.h"
#include "json/write.h"

namespace dragoman::server {

json::JsonText article_json(const ArticleOverview& article);
/// Without page and blocks.
json::JsonObject version_json(const ArticleVersion& version);
/// Adds a page's bytes: as "page" if they are text, of office documents and e-books as "page_base64".
void add_page(json::JsonObject& out, std::string_view bytes);
/// What an editor is told of a version's sentences besides.
struct DeskView {
  const PairChecker* checker = nullptr;  ///< null: nothing is checked
  std::span<const Correction> corrections = {};
};
/// `desk`: null for readers.
json::JsonText blocks_json(const std::vector<Block>& blocks, const DeskView* desk = nullptr);
json::JsonText correction_json(const Correction& correction);
json::JsonText event_json(const ArticleEvent& event);
/// "2026-11-30T12:00:00Z"; null for 0.
json::JsonText time_json(std::int64_t seconds);

}  // namespace dragoman::server
