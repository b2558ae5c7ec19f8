// Nothing here trusts a page: scripts and styles come from this server's own files only (Content-Security-Policy), and what the
// browser makes of a story it makes of text.
#include "server/reader.h"

#include <algorithm>

#include "base/markup_text.h"
#include "dragoman/language_names.h"
#include "json/write.h"
#include "server/access.h"
#include "server/interface_page.h"
#include "server/page_request.h"
#include "server/parameters.h"
#include "server/reader_page.h"
#include "server/story_json.h"
#include "server/widget.h"

namespace dragoman::server {
namespace {

using http::Request;
using http::Response;
using json::JsonObject;
using json::JsonText;
using Values = std::map<std::string, std::string, std::less<>>;

Response asset(Service&, Call& call) { return web_asset(call.request); }

/// Options of a choice of languages. `chosen`: a code, or "".
std::string options_html(const std::vector<Language>& languages, std::string_view chosen) {
  std::string out;
  for (const Language& language : languages) {
    const std::string code = code_of(language);
    out += "<option value=\"" + base::escape_markup(code) + "\" lang=\"" + base::escape_markup(code) + "\" dir=\"" +
           (is_right_to_left(language) ? "rtl" : "ltr") + "\"" + (code == chosen ? " selected" : "") + ">" +
           base::escape_markup(own_name(language)) + "</option>";
  }
  return out;
}

/// For the scripts of the page: languages, what the server allows, and all words.
std::string settings_json(const Service& service, const Offer& offer, std::string_view interface) {
  return script_data(JsonObject()
                         .add("ui", interface)
                         .add("keys", service.wants_keys())
                         .add("fetch", service.options.fetch_pages != FetchPages::kNone)
                         .add("reports", service.reports.kept())
                         .add("languages", json::json_array(languages_json(offer)))
                         .add("words", interface_words_json("reader", interface))
                         .done()
                         .text);
}

/// The same story in the other languages, where it has an address: for search engines, which ask for whole addresses.
std::string alternates(const Offer& offer, const std::string& origin, const std::string& url) {
  std::string out;
  for (const Language& language : offer.languages()) {
    out += "<link rel=\"alternate\" hreflang=\"" + base::escape_markup(code_of(language)) + "\" href=\"" +
           base::escape_markup(origin) + "/?url=" + base::escape_markup(http::percent_encoded(url)) +
           "&amp;to=" + base::escape_markup(http::percent_encoded(code_of(language))) + "\">\n";
  }
  return out;
}

/// What a page says besides its frame.
struct ShownStory {
  std::string story = {}, error = {}, title = {}, address = {}, text = {}, from = {}, to = {};
};

Response shown_page(Service& service, const Request& request, unsigned status, const ShownStory& shown) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return own::failed(offer.error());
  const std::string interface = interface_language(request);
  const bool fetches = service.options.fetch_pages != FetchPages::kNone;
  std::string to = shown.to;
  if (to.empty()) to = interface == "en" ? "" : interface;
  const Values values = {
      {"lang", interface},
      {"dir", std::string(interface_direction(interface))},
      {"title", shown.title.empty() ? "" : base::escape_markup(shown.title) + " – "},
      {"alternates",
       fetches && !shown.address.empty() ? alternates(**offer, own::origin_asked(request), shown.address) : ""},
      {"sources", options_html((*offer)->sources(), shown.from)},
      {"targets", options_html((*offer)->languages(), to)},
      {"interfaces", interface_links("/", interface)},
      {"settings", settings_json(service, **offer, interface)},
      {"address", base::escape_markup(shown.address)},
      {"text", base::escape_markup(shown.text)},
      {"story", shown.story},
      {"error", shown.error.empty() ? ""
                                    : "<p class=\"fault\" role=\"alert\" lang=\"en\" dir=\"ltr\">" +
                                          base::escape_markup(shown.error) + "</p>"},
      {"fetches", fetches ? "" : " hidden"},
      {"keys", service.wants_keys() ? "" : " hidden"}};
  Response response{status, {{"Content-Type", "text/html; charset=utf-8"}}, filled_page("reader", interface, values)};
  guarded(response).set("Content-Language", interface).set("Vary", "Accept-Language");
  return response;
}

/// With an address in the query the page names its other languages; the scripts, or a form, do the rest.
Response home(Service& service, Call& call) {
  ShownStory shown;
  shown.address = own::query(call.request, "url");
  shown.from = own::query(call.request, "from");
  shown.to = own::query(call.request, "to");
  Response response = shown_page(service, call.request, 200, shown);
  response.set("Cache-Control", "no-cache");
  return response;
}

/// A form's fields, as a browser without scripts sends them.
PageWish wish_of(const Parameters& given) {
  PageWish wish;
  wish.from = given.text_or_empty("from");
  wish.to = given.text_or_empty("to");
  wish.address = given.text_or_empty("url");
  wish.bytes = given.text_or_empty("text");
  if (const http::FormPart* file = given.file("file"); file != nullptr && !file->value.empty()) {
    wish.bytes = file->value;
    wish.name = file->file_name;
    wish.media_type = file->media_type;
  }
  if (!wish.bytes.empty()) wish.address.clear();
  return wish;
}

Response told(Service& service, const Call& call, const Response& refusal, ShownStory shown) {
  // Own errors are {"error": "..."}.
  const Result<json::JsonValue> body = json::parse_json(refusal.body, "an error", {}, ErrorCode::kInternal);
  shown.error = body ? body->string("error") : refusal.body;
  return shown_page(service, call.request, refusal.status, shown);
}

Response read(Service& service, Call& call) {
  const Result<Parameters> given = Parameters::read(call.request);
  if (!given) return own::refused(400, given.error().what);
  const PageWish wish = wish_of(*given);
  ShownStory shown;
  shown.address = wish.address;
  shown.text = given->text_or_empty("text");
  shown.from = wish.from;
  shown.to = wish.to;
  if (auto no = own::not_admitted(service, call, given->text_or_empty("key"))) return told(service, call, *no, shown);
  PageWork work;
  work.options.links = work.options.story_only = true;
  if (auto fault = read_page_request(service, call, wish, work)) return told(service, call, *fault, shown);
  if (auto no = own::not_charged(service, call, work.characters)) return told(service, call, *no, shown);
  const Result<TranslatedPage> done = translate_page(*work.page, *work.engine->translator, work.options);
  if (!done) return told(service, call, own::failed(done.error()), shown);
  for (const StoryItem& item : work.page->story()) {
    if (item.block == StoryItem::kNoBlock || done->blocks[item.block].role != BlockRole::kHeadline) continue;
    shown.title = done->blocks[item.block].target;
    break;
  }
  shown.text.clear();  // it stands below the story already
  shown.story = story_html(*work.page, *done, work.address, interface_language(call.request));
  return shown_page(service, call.request, 200, shown);
}

}  // namespace

std::vector<Route> reader_routes() {
  return {{"GET", "/", Dialect::kOwn, false, home},
          {"GET", "/reader/*", Dialect::kOwn, false, asset},
          {"GET", "/shared/*", Dialect::kOwn, false, asset},
          {"GET POST", "/read", Dialect::kOwn, true, read}};
}

}  // namespace dragoman::server
