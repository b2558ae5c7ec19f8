#include "server/desk.h"

#include "json/write.h"
#include "server/access.h"
#include "server/interface_page.h"
#include "server/widget.h"

namespace dragoman::server {
namespace {

using http::Response;
using json::JsonObject;

/// For the scripts of the page: languages, what this server keeps, and all words.
std::string desk_settings(const Service& service, const Offer& offer, std::string_view interface) {
  return script_data(JsonObject()
                         .add("ui", interface)
                         .add("keys", service.wants_keys())
                         .add("articles", service.articles.has_value())
                         .add("memory", service.memory.has_value())
                         .add("reports", service.reports.kept())
                         .add("languages", json::json_array(languages_json(offer)))
                         .add("words", interface_words_json("desk", interface))
                         .done()
                         .text);
}

Response desk(Service& service, Call& call) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return own::failed(offer.error());
  const std::string interface = interface_language(call.request);
  const std::string page = filled_page("desk", interface,
                                       {{"lang", interface},
                                        {"dir", std::string(interface_direction(interface))},
                                        {"keys", service.wants_keys() ? "" : " hidden"},
                                        {"interfaces", interface_links("/desk", interface)},
                                        {"settings", desk_settings(service, **offer, interface)}});
  Response response{200, {{"Content-Type", "text/html; charset=utf-8"}}, page};
  guarded(response).set("Content-Language", interface).set("Vary", "Accept-Language");
  response.set("Cache-Control", "no-cache").set("X-Robots-Tag", "noindex");
  return response;
}

Response desk_asset(Service&, Call& call) { return web_asset(call.request); }

/// GET /v1/who: what a key may do, so that its holder is offered no more.
Response who(Service& service, Call& call) {
  Response no;
  const auto caller = own::admitted(service, call, KeyRole::kClient, no);
  if (!caller) return no;
  Response response =
      json_response(200, JsonObject().add("name", caller->name).add("role", role_name(caller->role)).done().text);
  response.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

std::vector<Route> desk_routes() {
  return {{"GET", "/desk", Dialect::kOwn, false, desk},
          {"GET", "/desk/*", Dialect::kOwn, false, desk_asset},
          {"GET", "/v1/who", Dialect::kOwn, false, who}};
}

}  // namespace dragoman::server
