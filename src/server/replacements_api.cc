// /v1/replacements: a name that was found wrong once, set right in all translations of a publication; looked at first, and taken back as a
// whole if it was a mistake.
//
// What takes long is that each article is made again. A request does that for as long as somebody will wait, then says that there is
// more; the next request goes on, also after the server was killed (articles/replacements.h).
#include <algorithm>
#include <chrono>
#include <set>

#include "articles/replacements.h"
#include "json/write.h"
#include "server/access.h"
#include "server/article_json.h"
#include "server/article_translation.h"
#include "server/articles.h"
#include "server/desk_api.h"
#include "server/parameters.h"

namespace dragoman::server {
namespace {

using articles::Phrase;
using articles::PhraseCorrection;
using articles::PhrasePlace;
using articles::PhrasePlaces;
using articles::Replacement;
using articles::Replacements;
using http::Response;
using json::JsonObject;
using json::JsonText;
using own::query;
using own::refused;

constexpr std::size_t kMostPlaces = 1000, kPlacesInList = 200, kReplacementsInList = 200;
constexpr auto kWorkAtOnce = std::chrono::seconds(15);

/// A replacement on its way through the archive.
struct ReplacementRun {
  Service& service;
  const Call& call;
  Replacements replacements;
  Replacement replacement;
  std::string who;
  std::chrono::steady_clock::time_point until;
  std::size_t articles = 0;           ///< that were made again
  std::vector<JsonText> failed = {};  ///< those that could not be, and why
  std::set<std::string> tried = {};
  bool more = false;  ///< time was up
};

ReplacementRun run_of(Service& service, const Call& call, Replacement replacement, std::string who) {
  const auto now = std::chrono::steady_clock::now();
  return {service,
          call,
          Replacements(*service.articles),
          std::move(replacement),
          std::move(who),
          std::min(now + kWorkAtOnce, now + (call.deadline - now) / 2)};
}

/// Whether there is time for another article.
bool goes_on(ReplacementRun& run) {
  run.more = run.call.stop.stop_requested() || std::chrono::steady_clock::now() > run.until;
  return !run.more;
}

/// The article with its corrections as they are now.
void make_again(ReplacementRun& run, const std::string& article) {
  run.tried.insert(article);
  const Result<ArticleVersion> done = translate_article(run.service, {.id = article,
                                                                      .target = run.replacement.phrase.language,
                                                                      .who = run.who,
                                                                      .stop = run.call.stop,
                                                                      .deadline = run.call.deadline});
  Status settled = done ? run.replacements.settle(run.replacement.id, article) : Status(done.error());
  if (settled) {
    ++run.articles;
  } else {
    run.failed.push_back(JsonObject().add("article", article).add("error", settled.error().what).done());
  }
}

std::optional<Languages> correction_languages(const PhraseCorrection& correction, const std::string& to) {
  const Result<Language> source = Language::parse(correction.from), target = Language::parse(to);
  if (!source || !target) return std::nullopt;
  return Languages{*source, *target};
}

/// What the memory says of a sentence; nothing if there is no memory.
Result<std::optional<StoredPair>> remembered_for(const Service& service, const PhraseCorrection& correction,
                                                 const std::optional<Languages>& languages) {
  if (!service.memory || !languages) return std::optional<StoredPair>();
  return service.memory->exact(correction.source, *languages);
}

/// Corrections hold in later requests, too, as an editor's do.
Status into_memory(const ReplacementRun& run, const std::vector<PhraseCorrection>& corrections) {
  for (const PhraseCorrection& one : corrections) {
    const std::optional<Languages> languages = correction_languages(one, run.replacement.phrase.language);
    const Result<std::optional<StoredPair>> known = remembered_for(run.service, one, languages);
    if (!known) return known.error();
    if (!run.service.memory || !languages || (*known && (*known)->target == one.target)) continue;
    const Result<StoredPair> kept =
        run.service.memory->correct(one.source, one.target, *languages, run.replacement.who);
    if (!kept) return kept.error();
  }
  return {};
}

/// What only the replacement has put there is rejected; what the sentence was before holds again.
Status out_of_memory(const ReplacementRun& run, const std::vector<PhraseCorrection>& corrections) {
  for (const PhraseCorrection& one : corrections) {
    const std::optional<Languages> languages = correction_languages(one, run.replacement.phrase.language);
    const Result<std::optional<StoredPair>> known = remembered_for(run.service, one, languages);
    if (!known) return known.error();
    if (!*known || (*known)->target != one.target || (*known)->who != run.replacement.who ||
        (*known)->when < run.replacement.time)
      continue;
    StoredPair pair = **known;
    pair.status = PairStatus::kRejected;
    pair.who = run.who;
    pair.when = 0;
    if (const Result<StoredPair> put = run.service.memory->add(std::move(pair)); !put) return put.error();
  }
  return {};
}

/// One article: corrections first, then the page.
Status make_in(ReplacementRun& run, const std::string& article) {
  if (run.tried.contains(article)) return {};
  const auto corrections = run.replacements.make(run.replacement, article);
  if (!corrections) return corrections.error();
  if (corrections->empty()) return {};
  if (Status kept = into_memory(run, *corrections); !kept) return kept;
  make_again(run, article);
  return {};
}

/// Articles that an earlier request could not finish.
Status finish_earlier(ReplacementRun& run) {
  const Result<std::vector<std::string>> earlier = run.replacements.unsettled(run.replacement.id);
  if (!earlier) return earlier.error();
  for (const std::string& article : *earlier) {
    if (!goes_on(run)) return {};
    make_again(run, article);
  }
  return {};
}

std::set<std::string> ids_in(const std::vector<PhrasePlace>& places) {
  std::set<std::string> out;
  for (const PhrasePlace& place : places) out.insert(place.article);
  return out;
}

/// All articles that have the phrase, or those that were chosen.
Status make_everywhere(ReplacementRun& run, const std::vector<std::string>& only) {
  if (Status done = finish_earlier(run); !done || run.more) return done;
  for (const std::string& article : only) {
    if (!goes_on(run)) return {};
    if (Status made = make_in(run, article); !made) return made;
  }
  if (!only.empty()) return {};
  for (std::int64_t next = 0;;) {
    const Result<PhrasePlaces> found = run.replacements.find(run.replacement.phrase, next, kPlacesInList);
    if (!found) return found.error();
    for (const std::string& article : ids_in(found->places)) {
      if (!goes_on(run)) return {};
      if (Status made = make_in(run, article); !made) return made;
    }
    if (found->next == 0) return {};
    next = found->next;
  }
}

Status take_back_everywhere(ReplacementRun& run) {
  if (Status done = finish_earlier(run); !done || run.more) return done;
  for (;;) {
    const Result<std::string> article = run.replacements.next_made(run.replacement.id);
    if (!article) return article.error();
    if (article->empty() || !goes_on(run)) return {};
    // The memory first: whoever is interrupted finds the corrections still there, and begins with them again.
    const auto made = run.replacements.made_in(run.replacement, *article);
    if (!made) return made.error();
    if (Status done = out_of_memory(run, *made); !done) return done;
    const auto taken = run.replacements.take_back(run.replacement, *article, run.who);
    if (!taken) return taken.error();
    if (!taken->empty()) make_again(run, *article);
  }
}

JsonObject replacement_json(const Replacement& replacement) {
  const Phrase& phrase = replacement.phrase;
  JsonObject out;
  out.add("batch", replacement.id).add("publication", phrase.publication).add("from", json::json_name(phrase.from));
  out.add("to", phrase.language).add("find", phrase.find).add("replace", phrase.replace);
  out.add("who", json::json_name(replacement.who)).add("when", time_json(replacement.time));
  return out.add("count", replacement.made).add("undone", time_json(replacement.undone)).add("left", replacement.left);
}

/// What a request has done of it.
Response run_response(const ReplacementRun& run) {
  const Result<Replacement> now = run.replacements.get(run.replacement.id);
  if (!now) return store_failed(now.error());
  JsonObject out = replacement_json(*now);
  out.add("articles", run.articles).add("failed", json::json_array(run.failed)).add("more", run.more);
  return json_response(200, out.done().text).set("Cache-Control", "no-store");
}

/// What a replacement would change.
Response preview(Service& service, const Parameters& given, const Phrase& phrase) {
  const std::string limit = given.text_or_empty("limit"), before = given.text_or_empty("before");
  const std::optional<std::size_t> most = limit.empty() ? kPlacesInList : number_in<std::size_t>(limit);
  if (!most || *most == 0 || *most > kMostPlaces) return refused(400, "limit is a number from 1 to 1000");
  const std::optional<std::int64_t> start = before.empty() ? 0 : number_in<std::int64_t>(before);
  if (!start) return refused(400, "before is the value of \"next\" in the answer before");
  const Result<PhrasePlaces> found = Replacements(*service.articles).find(phrase, *start, *most);
  if (!found) return own::failed(found.error());
  std::vector<JsonText> places;
  for (const PhrasePlace& one : found->places) {
    JsonObject place;
    place.add("article", one.article).add("address", one.address).add("block", one.block);
    place.add("sentence", one.sentence).add("source", one.source).add("target", one.target);
    places.push_back(place.add("replaced", one.replaced).done());
  }
  JsonObject out;
  out.add("places", json::json_array(places)).add("more", found->next != 0);
  out.add("next", found->next != 0 ? JsonText(found->next) : JsonText());
  return json_response(200, out.done().text).set("Cache-Control", "no-store");
}

/// Makes it, or goes on with one that was begun.
Response make_replacement(Service& service, const Call& call, const Parameters& given, const Phrase& phrase,
                          const std::string& who) {
  const Result<std::vector<std::string>> only = given.texts("only");
  if (!only) return own::failed(only.error());
  if (given.has("only") && only->empty()) return refused(400, "only is the list of articles that were chosen");
  const Replacements replacements(*service.articles);
  const std::string batch = given.text_or_empty("batch");
  const std::optional<std::int64_t> id = batch.empty() ? 0 : number_in<std::int64_t>(batch);
  if (!id) return refused(400, "batch is the number of a replacement that goes on");
  const Result<Replacement> replacement = batch.empty() ? replacements.begin(phrase, who) : replacements.get(*id);
  if (!replacement) return own::failed(replacement.error());
  if (replacement->undone != 0) return refused(409, "this replacement is being taken back; begin another");
  ReplacementRun run = run_of(service, call, *replacement, who);
  if (Status done = make_everywhere(run, *only); !done) return store_failed(done.error());
  return run_response(run);
}

Result<Phrase> phrase_in(Service& service, const Parameters& given) {
  Phrase out;
  out.publication = given.text_or_empty("publication");
  out.find = given.text_or_empty("find");
  out.replace = given.text_or_empty("replace");
  Result<std::string> to = article_language(service, given.text_or_empty("to"));
  if (!to) return to.error();
  out.language = std::move(*to);
  if (const std::string from = given.text_or_empty("from"); !from.empty()) {
    const Result<Language> language = Language::parse(from);
    if (!language) return language.error();
    out.from = language->code;
  }
  return out;
}

/// /v1/replacements
Response replacements_route(Service& service, Call& call) {
  if (!service.articles) return refused(404, "this server keeps no articles; start it with --articles FILE");
  Response no;
  const auto caller = own::admitted(service, call, KeyRole::kApprover, no);
  if (!caller) return no;
  if (call.request.method != "POST") {
    const auto all = Replacements(*service.articles).list(query(call.request, "publication"), kReplacementsInList);
    if (!all) return store_failed(all.error());
    std::vector<JsonText> out;
    for (const Replacement& one : *all) out.push_back(replacement_json(one).done());
    return json_response(200, JsonObject().add("replacements", json::json_array(out)).done().text)
        .set("Cache-Control", "private, no-store");
  }
  const Result<Parameters> given = Parameters::read(call.request);
  if (!given) return own::failed(given.error());
  const bool goes_on_with = given->has("batch");
  const Result<Phrase> phrase = goes_on_with ? Result<Phrase>(Phrase()) : phrase_in(service, *given);
  if (!phrase) return own::failed(phrase.error());
  const std::string dry = given->text_or_empty("dry_run");
  if (!dry.empty() && dry != "true" && dry != "false") return refused(400, "dry_run is true or false");
  if (dry == "false")
    return make_replacement(service, call, *given, *phrase, who_is(*caller, given->text_or_empty("who")));
  if (goes_on_with) return refused(400, "a replacement goes on with dry_run false");
  return preview(service, *given, *phrase);
}

/// DELETE /v1/replacements/BATCH
Response undo_replacement(Service& service, Call& call) {
  if (!service.articles) return refused(404, "this server keeps no articles; start it with --articles FILE");
  Response no;
  const auto caller = own::admitted(service, call, KeyRole::kApprover, no);
  if (!caller) return no;
  const std::string_view number = std::string_view(call.request.path).substr(sizeof "/v1/replacements/" - 1);
  const std::optional<std::int64_t> id = number_in<std::int64_t>(number);
  if (!id) return refused(400, "say which one: /v1/replacements/7, as the list numbers them");
  const Result<Replacement> replacement = Replacements(*service.articles).get(*id);
  if (!replacement) return store_failed(replacement.error());
  ReplacementRun run = run_of(service, call, *replacement, who_is(*caller, query(call.request, "who")));
  if (Status done = take_back_everywhere(run); !done) return store_failed(done.error());
  return run_response(run);
}

}  // namespace

std::vector<Route> replacement_routes() {
  return {{"GET POST", "/v1/replacements", Dialect::kOwn, true, replacements_route},
          {"DELETE", "/v1/replacements/*", Dialect::kOwn, true, undo_replacement}};
}

}  // namespace dragoman::server
