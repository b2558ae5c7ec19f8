// Articles as the own API tells them; docs/formats/http-api.md.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/articles.h"
#include "json/write.h"

namespace dragoman::server {

json::JsonText article_json(const ArticleOverview& article);
/// Without page and blocks.
json::JsonObject version_json(const ArticleVersion& version);
json::JsonText blocks_json(const std::vector<Block>& blocks);
json::JsonText correction_json(const Correction& correction);
json::JsonText event_json(const ArticleEvent& event);
/// "2026-11-30T12:00:00Z"; null for 0.
json::JsonText time_json(std::int64_t seconds);

}  // namespace dragoman::server
