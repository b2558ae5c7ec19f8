#include "server/own_api.h"

#include <algorithm>

#include "base/ascii.h"
#include "dragoman/page.h"
#include "dragoman/version.h"
#include "json/write.h"
#include "server/access.h"
#include "server/article_json.h"
#include "server/page_request.h"
#include "server/story_json.h"

namespace dragoman::server {
namespace {

using http::Response;
using json::JsonObject;
using json::JsonText;
using own::failed;
using own::query;
using own::refused;

/// One of the values of an enumeration by its name; absent: `otherwise`; another name: nothing.
template <class Value>
std::optional<Value> one_of(const http::Request& request, std::string_view name, Value otherwise,
                            std::initializer_list<std::pair<std::string_view, Value>> values) {
  const std::string given = query(request, name);
  if (given.empty()) return otherwise;
  for (const auto& [known, value] : values) {
    if (given == known) return value;
  }
  return std::nullopt;
}

std::optional<Response> read_options(const http::Request& request, PageOptions& options) {
  const auto place = one_of(request, "label_place", LabelPlace::kAuto,
                            {{"auto", LabelPlace::kAuto},
                             {"headline", LabelPlace::kHeadline},
                             {"top", LabelPlace::kTop},
                             {"end", LabelPlace::kEnd},
                             {"none", LabelPlace::kNone}});
  if (!place) return refused(400, "label_place is auto, headline, top, end or none");
  const auto originals = one_of(request, "originals", Originals::kNone,
                                {{"none", Originals::kNone}, {"mark", Originals::kMark}, {"embed", Originals::kEmbed}});
  if (!originals) return refused(400, "originals is none, mark or embed");
  const auto rerank = one_of(request, "rerank", Rerank::kOff,
                             {{"off", Rerank::kOff}, {"fast", Rerank::kFast}, {"best", Rerank::kBest}});
  if (!rerank) return refused(400, "rerank is off, fast or best");
  options.label_place = *place;
  options.originals = *originals;
  options.rerank = *rerank;
  options.label = query(request, "label");
  options.publish_url = query(request, "publish_url");
  options.source_url = query(request, "source_url");
  return std::nullopt;
}

std::optional<Response> read_page(Service& service, const Call& call, PageWork& work) {
  const http::Request& request = call.request;
  const std::string view = query(request, "view");
  if (!view.empty() && view != "page" && view != "story") return refused(400, "view is page or story");
  if (auto fault = read_options(request, work.options)) return fault;
  work.options.links = work.options.story_only = work.options.translate.scores = view == "story";
  const PageWish wish = {request.body,
                         query(request, "url"),
                         query(request, "name"),
                         std::string(request.header("Content-Type")),
                         query(request, "format"),
                         query(request, "from"),
                         query(request, "to"),
                         query(request, "publication")};
  auto fault = read_page_request(service, call, wish, work);
  // Somebody sits before the screen, however long the story is.
  work.options.translate.urgent |= work.options.story_only;
  return fault;
}

/// Stories are told with what a check says of their sentences.
std::optional<PairChecker> checker_for(const PageOptions& options) {
  if (!options.story_only) return std::nullopt;
  const Result<PairChecker> checker = PairChecker::load(options.from, options.to);
  return checker ? std::optional(*checker) : std::nullopt;
}

/// About the page, without its blocks.
JsonObject page_json(const TranslatedPage& page) {
  JsonObject headers;
  for (const auto& [name, value] : page.http_headers) headers.add(name, value);
  JsonObject out;
  out.add("format", format_name(page.format)).add("from", page.source_language).add("to", page.target_language);
  out.add("headers", headers.done());
  add_page(out, page.bytes);
  return out;
}

std::string event(std::string_view name, const JsonText& data) {
  return "event: " + std::string(name) + "\ndata: " + data.text + "\n\n";
}

/// Server-sent events (WHATWG HTML, 9.2): a block as soon as it is done, headline first; then the page, or an error.
void stream_page(Call& call, PageWork& work) {
  Response head{200, {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}}, ""};
  dress(head, Dialect::kOwn, call.id, call.cors);
  call.exchange->begin(std::move(head));
  call.streamed = true;
  const std::optional<PairChecker> checker = checker_for(work.options);
  if (work.options.story_only) call.exchange->write(event("story", story_json(*work.page, work.options, work.address)));
  work.options.on_block = [&](std::size_t index, const Block& block) {
    if (block.kept == KeepReason::kNotAsked) return;
    call.exchange->write(event("block", block_json(index, block, checker ? &*checker : nullptr, work.address)));
  };
  const Result<TranslatedPage> done = translate_page(*work.page, *work.engine->translator, work.options);
  call.exchange->write(done ? event("page", page_json(*done).done())
                            : event("error", JsonObject().add("error", done.error().what).done()));
  call.exchange->end();
}

Response page(Service& service, Call& call) {
  if (auto no = own::not_admitted(service, call, own::bearer_key(call.request))) return *no;
  PageWork work;
  if (auto fault = read_page(service, call, work)) return *fault;
  const std::string accept = base::lower_ascii(call.request.header("Accept"));
  if (auto no = own::not_charged(service, call, work.characters)) return *no;
  if (accept.find("text/event-stream") != std::string::npos) {
    stream_page(call, work);
    return {};
  }
  Result<TranslatedPage> done = translate_page(*work.page, *work.engine->translator, work.options);
  if (!done) return failed(done.error());
  if (accept.find("application/json") != std::string::npos) {
    std::vector<JsonText> blocks;
    const std::optional<PairChecker> checker = checker_for(work.options);
    for (const Block& block : done->blocks)
      blocks.push_back(block_json(blocks.size(), block, checker ? &*checker : nullptr, work.address));
    JsonObject out = page_json(*done);
    if (work.options.story_only) out.add("story", story_json(*work.page, work.options, work.address));
    return json_response(200, out.add("blocks", json::json_array(blocks)).done().text);
  }
  Response response{200, {}, std::move(done->bytes)};
  for (auto& [name, value] : done->http_headers) response.set(std::move(name), std::move(value));
  return response;
}

/// Ready: there is something to translate with. Alive is /health.
Response ready(Service& service, Call&) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  if ((*offer)->sources().empty()) return refused(503, "no models are installed; see dragoman models add");
  return json_response(200, JsonObject().add("ready", true).add("version", version()).done().text);
}

Response metrics(Service& service, Call& call) {
  const ServerOptions& options = service.options;
  if (!options.metrics) return refused(404, "metrics are switched off; start the server without --no-metrics");
  const std::string_view token = http::credentials(call.request.header("Authorization"), "Bearer");
  if (!options.metrics_token.empty() && !same_secret(token, options.metrics_token))
    return refused(401, "send the metrics token as header \"Authorization: Bearer TOKEN\"")
        .set("WWW-Authenticate", "Bearer");
  return {200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, service.metrics.text(service.gauges())};
}

}  // namespace

std::vector<Route> own_routes() {
  return {{"GET", "/metrics", Dialect::kOwn, false, metrics},
          {"POST", "/v1/page", Dialect::kOwnOpen, true, page, kForSites},
          {"GET", "/v1/ready", Dialect::kOwn, false, ready, kForSites}};
}

}  // namespace dragoman::server
