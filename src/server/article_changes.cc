// GET /v1/articles/ID/changes: what the newest source says differently than the one somebody approved last, for an editor who has to
// look at that alone.
#include <algorithm>

#include "articles/changes.h"
#include "json/write.h"
#include "server/article_json.h"
#include "server/article_translation.h"
#include "server/articles.h"

namespace dragoman::server {
namespace {

using articles::PlacedSentence;
using articles::SentenceChange;
using http::Response;
using json::JsonObject;
using json::JsonText;

/// The version to compare with: the last approved one of an older source, else the last one of an older source. `all`: newest first.
/// Null if there is none.
const ArticleVersion* compared_with(const std::vector<ArticleVersion>& all) {
  const auto is_older = [&](const ArticleVersion& one) { return one.source_version < all.front().source_version; };
  const auto approved = std::ranges::find_if(
      all, [&](const ArticleVersion& one) { return is_older(one) && one.state == ArticleState::kApproved; });
  if (approved != all.end()) return &*approved;
  const auto older = std::ranges::find_if(all, is_older);
  return older == all.end() ? nullptr : &*older;
}

JsonText placed_json(const PlacedSentence& placed) {
  if (placed.source.empty()) return {};
  JsonObject out;
  out.add("block", placed.block).add("sentence", placed.sentence);
  return out.add("source", placed.source).add("target", placed.target).done();
}

JsonText changes_json(const std::vector<Block>& before, const std::vector<Block>& after) {
  std::vector<JsonText> out;
  for (const SentenceChange& one : articles::changes_between(before, after)) {
    JsonObject change;
    change.add("kind", articles::change_name(one.kind));
    change.add("before", placed_json(one.before)).add("after", placed_json(one.after));
    out.push_back(change.done());
  }
  return json::json_array(out);
}

}  // namespace

Response article_changes(Service& service, Call& call, const ArticlePath& path) {
  Response no;
  if (!own::admitted(service, call, KeyRole::kEditor, no)) return no;
  const Articles& articles = *service.articles;
  const Result<std::string> language = article_language(service, own::query(call.request, "to"));
  if (!language) return own::failed(language.error());
  const Result<ArticleOverview> overview = articles.find(path.id);
  if (!overview) return store_failed(overview.error());
  const Result<std::vector<ArticleVersion>> all = articles.versions(path.id, *language);
  if (!all) return store_failed(all.error());
  if (all->empty()) return own::refused(404, "there is no version yet; submit the article again");
  const Result<ArticleVersion> newest = articles.version(path.id, *language, all->front().version);
  if (!newest) return store_failed(newest.error());
  JsonObject out = version_json(*newest);
  // Its translation may still be on its way, or have failed.
  out.add("is_newest_source", newest->source_version == overview->article.source_version);
  const ArticleVersion* with = compared_with(*all);
  out.add("compared_with", with == nullptr ? JsonText() : version_json(*with).done());
  JsonText changes = json::json_array({});
  if (with != nullptr) {
    const Result<ArticleVersion> before = articles.version(path.id, *language, with->version);
    if (!before) return store_failed(before.error());
    changes = changes_json(before->blocks, newest->blocks);
  }
  const Result<std::vector<Correction>> corrections = articles.corrections(path.id, *language);
  if (!corrections) return store_failed(corrections.error());
  std::vector<JsonText> unplaced;
  for (const Correction& one : *corrections) {
    if (!one.placed) unplaced.push_back(correction_json(one));
  }
  out.add("changes", changes).add("unplaced_corrections", json::json_array(unplaced));
  return json_response(200, out.done().text).set("Cache-Control", "private, no-store");
}

}  // namespace dragoman::server
