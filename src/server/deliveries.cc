#include "server/deliveries.h"

#include <charconv>

#include "articles/deliveries.h"
#include "json/write.h"
#include "server/access.h"
#include "server/article_json.h"
#include "server/articles.h"
#include "server/origins.h"

namespace dragoman::server {
namespace {

using articles::Deliveries;
using articles::Delivery;
using http::Response;
using json::JsonObject;
using json::JsonText;
using own::refused;

constexpr std::size_t kMostListed = 200;

JsonText delivery_json(const Delivery& delivery) {
  JsonObject out;
  out.add("id", delivery.id).add("article", delivery.article).add("to", delivery.language);
  out.add("callback", delivery.callback).add("state", delivery_state_name(delivery.state));
  out.add("attempts", delivery.attempts)
      .add("created", time_json(delivery.created))
      .add("due", time_json(delivery.due));
  out.add("status", delivery.status == 0 ? JsonText() : JsonText(delivery.status));
  return out.add("error", json::json_name(delivery.error)).done();
}

Response list_deliveries(Service& service, Call& call) {
  Response no;
  if (!own::admitted(service, call, KeyRole::kEditor, no)) return no;
  if (!service.articles) return refused(404, "this server keeps no articles; start it with --articles FILE");
  const std::string asked = own::query(call.request, "state");
  const auto state = articles::delivery_state_named(asked);
  if (!asked.empty() && !state) return refused(400, "state is waiting, delivered or dead");
  const Result<std::vector<Delivery>> found = Deliveries(*service.articles).list(state, kMostListed);
  if (!found) return store_failed(found.error());
  std::vector<JsonText> out;
  for (const Delivery& one : *found) out.push_back(delivery_json(one));
  return json_response(200, JsonObject().add("deliveries", json::json_array(out)).done().text);
}

/// POST /v1/deliveries/ID: once more. DELETE: no more.
Response change_delivery(Service& service, Call& call) {
  Response no;
  if (!own::admitted(service, call, KeyRole::kEditor, no)) return no;
  if (!service.articles) return refused(404, "this server keeps no articles; start it with --articles FILE");
  constexpr std::string_view kFolder = "/v1/deliveries/";
  const std::string_view text = std::string_view(call.request.path).substr(kFolder.size());
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) return refused(404, "there is no such delivery");
  const Deliveries deliveries(*service.articles);
  const Status done = call.request.method == "DELETE" ? deliveries.remove(id) : deliveries.again(id);
  if (!done) return store_failed(done.error());
  if (service.wake_pusher) service.wake_pusher();
  return {204, {}, ""};
}

}  // namespace

std::optional<Response> refuse_callback(const Service& service, const std::string& callback) {
  if (service.options.callbacks.empty())
    return refused(400, "this server calls nobody back; the operator can allow origins with --callbacks ORIGIN");
  const Status fine = check_origin(callback, service.options.callbacks, "callbacks", "--callbacks");
  return fine ? std::nullopt : std::optional(own::failed(fine.error()));
}

Response promise_delivery(Service& service, const Article& article, const std::vector<std::string>& targets,
                          const std::string& callback) {
  const Deliveries deliveries(*service.articles);
  std::vector<JsonText> ids;
  for (const std::string& target : targets) {
    Delivery delivery;
    delivery.article = article.id;
    delivery.language = target;
    delivery.callback = callback;
    delivery.source_version = article.source_version;
    const Result<std::int64_t> id = deliveries.add(delivery);
    if (!id) return store_failed(id.error());
    ids.emplace_back(*id);
  }
  if (service.wake_pusher) service.wake_pusher();
  JsonObject out;
  return json_response(202, out.add("id", article.id).add("deliveries", json::json_array(ids)).done().text);
}

std::vector<Route> delivery_routes() {
  return {{"GET", "/v1/deliveries", Dialect::kOwn, true, list_deliveries},
          {"POST DELETE", "/v1/deliveries/*", Dialect::kOwn, true, change_delivery}};
}

}  // namespace dragoman::server
