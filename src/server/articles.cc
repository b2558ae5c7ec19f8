#include "server/articles.h"

#include <algorithm>

#include "base/ascii.h"
#include "dragoman/fetch.h"
#include "json/write.h"
#include "server/article_json.h"
#include "server/article_translation.h"
#include "server/caching.h"
#include "server/deliveries.h"
#include "server/parameters.h"
#include "server/stored_story.h"

namespace dragoman::server {
namespace {

using http::Response;
using json::JsonObject;
using json::JsonText;
using own::query;
using own::refused;

// A page that everybody may read is asked for again after a minute, so that a withdrawn one is gone soon.
constexpr std::string_view kPublic = "public, max-age=60", kPrivate = "private, no-cache",
                           kForOne = "private, no-store";

/// "to" once for each target, or in a list with commas.
std::vector<std::string> targets_of(const http::Request& request) {
  std::vector<std::string> out;
  for (const http::Field& field : request.query) {
    if (field.name != "to") continue;
    for (std::string_view rest = field.value; !rest.empty();) {
      const std::string_view one = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), one.size() + 1));
      if (!one.empty()) out.emplace_back(one);
    }
  }
  return out;
}

/// The languages that are asked for, as articles have them; an answer if one is not offered, or none is asked for.
std::optional<Response> read_targets(Service& service, const http::Request& request, std::vector<std::string>& out) {
  for (const std::string& target : targets_of(request)) {
    Result<std::string> language = article_language(service, target);
    if (!language) return own::failed(language.error());
    out.push_back(std::move(*language));
  }
  if (out.empty()) return refused(400, "say a target language that is offered: to=pt; see /languages");
  return std::nullopt;
}

/// POST /v1/articles: a page comes in, and goes out translated.
Response submit(Service& service, Call& call) {
  Response no;
  const auto caller = own::admitted(service, call, KeyRole::kEditor, no);
  if (!caller) return no;
  const http::Request& request = call.request;
  if (request.body.empty()) return refused(400, "send the page as the body");
  std::vector<std::string> targets;
  if (auto fault = read_targets(service, request, targets)) return *fault;
  const std::string callback = query(request, "callback");
  if (!callback.empty()) {
    if (auto fault = refuse_callback(service, callback)) return *fault;
  }
  const std::string publish_url = query(request, "publish_url");
  if (!publish_url.empty() && !is_web_address(publish_url))
    return refused(400, "publish_url is an address on the web; {to} and {id} in it are filled in");
  if (auto over = own::not_charged(service, call, count_characters(request.body) * targets.size())) return *over;
  const Result<Submitted> sent = service.articles->submit({.publication = query(request, "publication"),
                                                           .address = query(request, "address"),
                                                           .section = query(request, "section"),
                                                           .language = query(request, "from"),
                                                           .media_type = std::string(request.header("Content-Type")),
                                                           .name = query(request, "name"),
                                                           .bytes = request.body});
  if (!sent) return store_failed(sent.error());
  if (!callback.empty()) return promise_delivery(service, sent->article, targets, callback);
  for (const std::string& target : targets) {
    const Result<ArticleVersion> done = translate_article(service, {.id = sent->article.id,
                                                                    .target = target,
                                                                    .publish_url = publish_url,
                                                                    .stop = call.stop,
                                                                    .deadline = call.deadline,
                                                                    .urgent = call.quick});
    if (!done) return store_failed(done.error());
  }
  Response out = article_now(service, sent->article.id, sent->is_new ? 201 : 200);
  return out.set("Location", "/v1/articles/" + sent->article.id);
}

std::optional<Response> read_query(const http::Request& request, ArticleQuery& out) {
  out.publication = query(request, "publication");
  out.language = query(request, "to");
  if (std::ranges::find(request.query, "section", &http::Field::name) != request.query.end())
    out.section = query(request, "section");
  if (const std::string state = query(request, "state"); !state.empty()) {
    out.state = article_state_named(state);
    if (!out.state) return refused(400, "state is machine, corrected, approved or withdrawn");
  }
  const std::string order = query(request, "order");
  if (!order.empty() && order != "newest" && order != "doubtful") return refused(400, "order is newest or doubtful");
  if (order == "doubtful") out.order = ArticleOrder::kDoubtful;
  if (const std::string before = query(request, "before"); !before.empty()) {
    const auto number = number_in<std::int64_t>(before);
    if (!number) return refused(400, "before is the value of \"next\" in the answer before");
    out.before = *number;
  }
  if (const std::string limit = query(request, "limit"); !limit.empty()) {
    const auto number = number_in<std::uint32_t>(limit);
    if (!number || *number == 0 || *number > 1000) return refused(400, "limit is a number from 1 to 1000");
    out.most = *number;
  }
  return std::nullopt;
}

/// GET /v1/articles: a page of the list, newest first.
Response list_articles(Service& service, Call& call) {
  Response no;
  const auto caller = own::reader(service, call, no);
  if (!caller) return no;
  ArticleQuery asked;
  if (auto fault = read_query(call.request, asked)) return *fault;
  asked.shown_only = !caller->may(KeyRole::kEditor);
  const Result<std::vector<ArticleOverview>> found = service.articles->list(asked);
  if (!found) return store_failed(found.error());
  std::vector<JsonText> articles;
  for (const ArticleOverview& one : *found) articles.push_back(article_json(one));
  const bool more = found->size() == asked.most;
  std::string body = JsonObject()
                         .add("articles", json::json_array(articles))
                         .add("next", more ? JsonText(found->back().cursor) : JsonText())
                         .done()
                         .text;
  const std::string etag = etag_of(body);
  return with_freshness(call.request, json_response(200, std::move(body)), {.etag = etag, .control = kPrivate});
}

Response articles(Service& service, Call& call) {
  if (!service.articles) return refused(404, "this server keeps no articles; start it with --articles FILE");
  return call.request.method == "POST" ? submit(service, call) : list_articles(service, call);
}

/// The blocks as readers get them, or with `desk` as an editor does: checked, and with who has corrected what.
Result<JsonText> version_blocks(Service& service, const ArticleOverview& article, const ArticleVersion& version,
                                bool desk) {
  if (!desk) return blocks_json(version.blocks);
  const Result<std::vector<Correction>> corrections =
      service.articles->corrections(article.article.id, version.language);
  if (!corrections) return corrections.error();
  const Result<PairChecker> checker = PairChecker::load(version.source_language, version.language);
  const DeskView view{.checker = checker ? &*checker : nullptr, .corrections = *corrections};
  return blocks_json(version.blocks, &view);
}

/// Page and blocks, or what a reader needs to show it.
std::optional<Response> add_content(Service& service, const Call& call, const ArticleOverview& article,
                                    const ArticleVersion& version, bool desk, json::JsonObject& out) {
  if (query(call.request, "view") == "story") {
    const Result<StoredStory> story = stored_story(*service.articles, article, version);
    if (!story) return store_failed(story.error());
    add_stored_story(out, *story);
    return std::nullopt;
  }
  add_page(out, version.page);
  const Result<JsonText> blocks = version_blocks(service, article, version, desk);
  if (!blocks) return store_failed(blocks.error());
  out.add("blocks", *blocks);
  return std::nullopt;
}

/// A translation as a page, or as JSON for a desk or a reader program. `desk`: for an editor, who sees all.
Response version_response(Service& service, const Call& call, const ArticleOverview& article,
                          const ArticleVersion& version, bool desk) {
  const std::string_view control = desk ? kForOne : service.options.public_articles ? kPublic : kPrivate;
  if (base::lower_ascii(call.request.header("Accept")).find("application/json") != std::string::npos) {
    JsonObject out = version_json(version);
    out.add("id", article.article.id).add("publication", article.article.publication);
    out.add("address", article.article.address).add("section", article.article.section);
    if (auto fault = add_content(service, call, article, version, desk, out)) return *fault;
    std::string body = out.done().text;
    const std::string etag = etag_of(body);
    return with_freshness(call.request, json_response(200, std::move(body)), {etag, version.time, control});
  }
  Response page{200, {{"Content-Type", version.media_type}, {"Content-Language", version.language}}, version.page};
  page.set("X-Article-Version", std::to_string(version.version));
  page.set("X-Machine-Translation", "from=" + version.source_language + "; to=" + version.language +
                                        "; state=" + std::string(state_name(version.state)));
  // What one sees, an embargo's end included, hangs on the version alone.
  return with_freshness(call.request, std::move(page),
                        {"\"" + version.digest.substr(0, 32) + "\"", version.time, control});
}

/// GET /v1/articles/ID?to=pt: what readers see, or with `version` (a number, or "newest") what there is.
Response translation(Service& service, const Call& call, const own::Caller& caller, const ArticleOverview& article) {
  const Result<std::string> language = article_language(service, query(call.request, "to"));
  if (!language) return own::failed(language.error());
  const std::string asked = query(call.request, "version");
  if (!asked.empty()) {
    if (!caller.may(KeyRole::kEditor)) return refused(403, "only editors see versions that are not published");
    const std::optional<std::uint32_t> number = asked == "newest" ? 0 : number_in<std::uint32_t>(asked);
    if (!number) return refused(400, "version is a number, or newest");
    const Result<ArticleVersion> version = service.articles->version(article.article.id, *language, *number);
    if (!version) return store_failed(version.error());
    return version_response(service, call, article, *version, true);
  }
  const Result<Sight> sight = service.articles->see(article.article.id, *language);
  if (!sight) return store_failed(sight.error());
  if (!sight->version) return article_not_shown(sight->shown);
  return version_response(service, call, article, *sight->version, false);
}

Response get_article(Service& service, Call& call, const ArticlePath& path) {
  Response no;
  const auto caller = own::reader(service, call, no);
  if (!caller) return no;
  Result<ArticleOverview> article = service.articles->find(path.id);
  if (!article) return store_failed(article.error());
  if (!query(call.request, "to").empty()) return translation(service, call, *caller, *article);
  if (!caller->may(KeyRole::kEditor)) {
    std::erase_if(article->translations, [](const TranslationOverview& one) { return one.shown != Shown::kYes; });
    if (article->translations.empty())
      return article_not_shown(article->article.withdrawn ? Shown::kWithdrawn : Shown::kEmbargo);
  }
  std::string body = article_json(*article).text;
  const std::string etag = etag_of(body);
  return with_freshness(call.request, json_response(200, std::move(body)), {etag, article->article.changed, kPrivate});
}

/// What only those who work on articles may look at: the source, old versions, what was done.
Response look_behind(Service& service, Call& call, const ArticlePath& path) {
  Response no;
  if (!own::admitted(service, call, KeyRole::kEditor, no)) return no;
  if (path.what == "source") {
    Result<ArticleSource> source = service.articles->source(path.id);
    if (!source) return store_failed(source.error());
    const std::string type = source->media_type.empty() ? "application/octet-stream" : source->media_type;
    // Somebody else's page must not run as this server's.
    return Response{
        200,
        {{"Content-Type", type}, {"Content-Security-Policy", "sandbox"}, {"Cache-Control", "private, no-store"}},
        std::move(source->bytes)};
  }
  std::vector<JsonText> out;
  if (path.what == "versions") {
    const Result<std::string> language = article_language(service, query(call.request, "to"));
    if (!language) return own::failed(language.error());
    const Result<std::vector<ArticleVersion>> versions = service.articles->versions(path.id, *language);
    if (!versions) return store_failed(versions.error());
    for (const ArticleVersion& one : *versions) out.push_back(version_json(one).done());
  } else {
    const Result<std::vector<ArticleEvent>> history = service.articles->history(path.id);
    if (!history) return store_failed(history.error());
    for (const ArticleEvent& one : *history) out.push_back(event_json(one));
  }
  return json_response(200, JsonObject().add(path.what, json::json_array(out)).done().text);
}

/// GET /v1/sitemap?publication=herald
Response sitemap(Service& service, Call& call) {
  if (!service.articles) return refused(404, "this server keeps no articles; start it with --articles FILE");
  Response no;
  if (!own::reader(service, call, no)) return no;
  std::string language;
  if (const std::string to = query(call.request, "to"); !to.empty()) {
    Result<std::string> known = article_language(service, to);
    if (!known) return own::failed(known.error());
    language = std::move(*known);
  }
  Result<std::string> map = sitemap_of(*service.articles, query(call.request, "publication"), language);
  if (!map) return store_failed(map.error());
  const std::string etag = etag_of(*map);
  return with_freshness(call.request, {200, {{"Content-Type", "application/xml; charset=utf-8"}}, std::move(*map)},
                        {.etag = etag, .control = service.options.public_articles ? kPublic : kPrivate});
}

Response article(Service& service, Call& call) {
  if (!service.articles) return refused(404, "this server keeps no articles; start it with --articles FILE");
  const ArticlePath path = article_path(call.request.path);
  const std::string& method = call.request.method;
  const bool get = method == "GET" || method == "HEAD";
  if (path.what == "corrections") return corrections(service, call, path);
  if (path.what == "state" && method == "POST") return change_state(service, call, path);
  if (path.what.empty() && get) return get_article(service, call, path);
  if (path.what.empty() && method == "DELETE") return remove_article(service, call, path);
  if (path.what == "translate" && path.number.empty() && method == "POST") return translate_again(service, call, path);
  if (path.what == "changes" && path.number.empty() && get) return article_changes(service, call, path);
  const bool behind = path.what == "source" || path.what == "versions" || path.what == "history";
  if (behind && path.number.empty() && get) return look_behind(service, call, path);
  return refused(behind || path.what.empty() || path.what == "state" ? 405 : 404,
                 "below an article there are source, versions, history, changes (GET), corrections (GET, POST, "
                 "DELETE), state and translate (POST)");
}

}  // namespace

ArticlePath article_path(std::string_view path) {
  path.remove_prefix(std::min(path.size(), std::string_view("/v1/articles/").size()));
  ArticlePath out;
  for (std::string* part : {&out.id, &out.what}) {
    *part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), part->size() + 1));
  }
  out.number = path;
  return out;
}

std::string who_is(const own::Caller& caller, std::string_view named) {
  if (named.empty() || caller.name.empty()) return caller.name + std::string(named);
  return caller.name + "/" + std::string(named);
}

Response store_failed(const Error& error) {
  const unsigned status = error.code == ErrorCode::kTooLong ? 507 : status_of(error.code);
  return refused(status, error.what);
}

Response article_not_shown(Shown why) {
  if (why == Shown::kWithdrawn) return refused(410, "this article was withdrawn");
  return refused(404, "this article is not published in that language");
}

Response article_now(Service& service, std::string_view id, unsigned status) {
  const Result<ArticleOverview> article = service.articles->find(id);
  if (!article) return store_failed(article.error());
  return json_response(status, article_json(*article).text);
}

std::vector<Route> article_routes() {
  return {{"GET POST", "/v1/articles", Dialect::kOwn, true, articles},
          {"GET POST DELETE", "/v1/articles/*", Dialect::kOwn, true, article},
          {"GET", "/v1/sitemap", Dialect::kOwn, true, sitemap},
          {"GET PUT", "/v1/gates", Dialect::kOwn, true, gates}};
}

}  // namespace dragoman::server
