// Nothing here trusts a page: scripts and styles come from this server's own files only (Content-Security-Policy), and what the
// browser makes of a story it makes of text.
#include "server/reader.h"

#include <algorithm>

#include "base/markup_text.h"
#include "dragoman/language_names.h"
#include "json/write.h"
#include "server/access.h"
#include "server/article_translation.h"
#include "server/articles.h"
#include "server/interface_page.h"
#include "server/page_request.h"
#include "server/parameters.h"
#include "server/reader_page.h"
#include "server/stored_story.h"
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

/// The same of a stored story.
std::string article_alternates(const std::vector<std::string>& languages, const std::string& origin,
                               const std::string& article) {
  std::string out;
  for (const std::string& code : languages) {
    out += "<link rel=\"alternate\" hreflang=\"" + base::escape_markup(code) + "\" href=\"" +
           base::escape_markup(origin) + "/read?article=" + base::escape_markup(http::percent_encoded(article)) +
           "&amp;to=" + base::escape_markup(http::percent_encoded(code)) + "\">\n";
  }
  return out;
}

/// What a page says besides its frame.
struct ShownStory {
  std::string story = {}, error = {}, title = {}, address = {}, text = {}, from = {}, to = {};
  std::string article = {};                 ///< id of a stored one
  std::vector<std::string> languages = {};  ///< in which that one is shown
};

std::string alternates_of(const Request& request, const Offer& offer, const ShownStory& shown, bool fetches) {
  if (!shown.article.empty()) return article_alternates(shown.languages, own::origin_asked(request), shown.article);
  return fetches && !shown.address.empty() ? alternates(offer, own::origin_asked(request), shown.address) : "";
}

Response shown_page(Service& service, const Request& request, unsigned status, const ShownStory& shown) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return own::failed(offer.error());
  const std::string interface = interface_language(request);
  const bool fetches = service.options.fetch_pages != FetchPages::kNone;
  std::string to = shown.to;
  if (to.empty()) to = interface == "en" ? "" : interface;
  const Values values = {{"lang", interface},
                         {"dir", std::string(interface_direction(interface))},
                         {"title", shown.title.empty() ? "" : base::escape_markup(shown.title) + " – "},
                         {"alternates", alternates_of(request, **offer, shown, fetches)},
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
                         {"article", base::escape_markup(shown.article)},
                         {"keys", service.wants_keys() ? "" : " hidden"}};
  Response response{status, {{"Content-Type", "text/html; charset=utf-8"}}, filled_page("reader", interface, values)};
  guarded(response).set("Content-Language", interface).set("Vary", "Accept-Language");
  return response;
}

Response told(Service& service, const Call& call, const Response& refusal, ShownStory shown) {
  // Own errors are {"error": "..."}.
  const Result<json::JsonValue> body = json::parse_json(refusal.body, "an error", {}, ErrorCode::kInternal);
  shown.error = body ? body->string("error") : refusal.body;
  return shown_page(service, call.request, refusal.status, shown);
}

/// A stored article for people: as its public sees it. `key`: of a form, or "".
Response stored(Service& service, Call& call, const Parameters& given) {
  ShownStory shown;
  shown.article = given.text_or_empty("article");
  shown.to = given.text_or_empty("to");
  if (!service.articles)
    return told(service, call, own::refused(404, "this server keeps no articles; start it with --articles FILE"),
                shown);
  const std::string key = given.text_or_empty("key");
  Response no;
  if (!key.empty()) {
    if (auto denied = own::not_admitted(service, call, key)) return told(service, call, *denied, shown);
  } else if (!own::reader(service, call, no)) {
    return told(service, call, no, shown);
  }
  const Result<std::string> language = article_language(service, shown.to);
  if (!language) return told(service, call, own::failed(language.error()), shown);
  const Result<ArticleOverview> article = service.articles->find(shown.article);
  if (!article) return told(service, call, store_failed(article.error()), shown);
  const Result<Sight> sight = service.articles->see(shown.article, *language);
  if (!sight) return told(service, call, store_failed(sight.error()), shown);
  if (!sight->version) return told(service, call, article_not_shown(sight->shown), shown);
  const Result<StoredStory> story = stored_story(*service.articles, *article, *sight->version);
  if (!story) return told(service, call, store_failed(story.error()), shown);
  shown.title = story->title;
  shown.languages = story->languages;
  shown.story = story_html(story->parts, interface_language(call.request));
  Response page = shown_page(service, call.request, 200, shown);
  return page.set("Cache-Control", "private, no-cache");
}

/// With an address in the query the page names its other languages; the scripts, or a form, do the rest.
Response home(Service& service, Call& call) {
  if (const std::string article = own::query(call.request, "article"); !article.empty()) {
    std::string place = "/read?article=" + http::percent_encoded(article);
    for (const std::string_view name : {"to", "ui"}) {
      if (const std::string value = own::query(call.request, name); !value.empty())
        place += "&" + std::string(name) + "=" + http::percent_encoded(value);
    }
    return Response{302, {{"Location", place}, {"Cache-Control", "no-cache"}}, ""};
  }
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

Response read(Service& service, Call& call) {
  const Result<Parameters> given = Parameters::read(call.request);
  if (!given) return own::refused(400, given.error().what);
  const PageWish wish = wish_of(*given);
  if (!given->text_or_empty("article").empty() && wish.address.empty() && wish.bytes.empty())
    return stored(service, call, *given);
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
  shown.story =
      story_html({work.page->story(), done->blocks, done->source_language, done->target_language, work.address},
                 interface_language(call.request));
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
