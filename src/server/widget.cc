#include "server/widget.h"

#include "document/label.h"
#include "dragoman/language_names.h"
#include "server/access.h"
#include "server/served_file.h"

namespace dragoman::server {
namespace {

using json::JsonObject;
using json::JsonText;

/// Its address stays the same over versions, so it is asked for again after an hour; until the answer is there, the old one is good.
http::Response widget_script(Service&, Call& call) {
  http::Response response = served_file(call.request, "widget/dragoman.js");
  response.set("Cache-Control", "public, max-age=3600, stale-while-revalidate=86400")
      .set("Cross-Origin-Resource-Policy", "cross-origin");
  return response;
}

/// No key is asked for: which languages there are is no secret (LibreTranslate's /languages tells, too), and every reader of a page asks.
http::Response widget_languages(Service& service, Call&) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return own::failed(offer.error());
  http::Response response =
      json_response(200, JsonObject().add("languages", json::json_array(languages_json(**offer))).done().text);
  response.set("Cache-Control", "public, max-age=300");
  return response;
}

}  // namespace

std::vector<JsonText> languages_json(const Offer& offer) {
  std::vector<JsonText> out;
  for (const Language& language : offer.languages()) {
    const std::vector<std::string> targets = offer.targets(language);
    const std::string code = code_of(language), label = document::label_text(code);
    out.push_back(JsonObject()
                      .add("code", code)
                      .add("name", own_name(language))
                      .add("dir", is_right_to_left(language) ? "rtl" : "ltr")
                      .add("targets", json::json_array({targets.begin(), targets.end()}))
                      .add("label", label)
                      .add("label_language", document::label_language(label, code))
                      .done());
  }
  return out;
}

std::vector<Route> widget_routes() {
  return {{"GET", "/dragoman.js", Dialect::kOwnOpen, false, widget_script},
          {"GET", "/v1/languages", Dialect::kOwnOpen, false, widget_languages, kForSites}};
}

}  // namespace dragoman::server
