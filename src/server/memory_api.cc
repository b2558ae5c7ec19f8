// GET, POST /v1/terms, DELETE /v1/terms/ID and GET /v1/memory: what a publication has settled, looked through and changed.
#include <algorithm>

#include "json/write.h"
#include "server/access.h"
#include "server/articles.h"
#include "server/desk_api.h"
#include "server/memory_json.h"
#include "server/parameters.h"
#include "server/publication.h"

namespace dragoman::server {
namespace {

using http::Response;
using json::JsonObject;
using json::JsonText;
using own::query;
using own::refused;

constexpr std::size_t kMostInList = 1000, kInList = 100;
constexpr std::string_view kNoMemory = "this server has no memory; start it with --db FILE";

/// The memory of the publication that is named; an answer if the name is none.
Result<Memory> memory_named(const Service& service, const std::string& publication) {
  if (Status fine = check_publication(publication); !fine) return fine.error();
  return memories_of(service.memory, publication).front();
}

/// "pt-BR" as the list looks for it: "pt". "" for no language.
Result<std::string> code_given(const std::string& name) {
  if (name.empty()) return name;
  const Result<Language> language = Language::parse(name);
  if (!language) return language.error();
  return language->code;
}

Result<EntryQuery> entry_query(const http::Request& request) {
  EntryQuery out;
  Result<std::string> from = code_given(query(request, "from")), to = code_given(query(request, "to"));
  if (!from) return from.error();
  if (!to) return to.error();
  out.source = std::move(*from);
  out.target = std::move(*to);
  out.text = query(request, "q");
  out.most = kInList;
  const auto number = [&](std::string_view name, auto& value) {
    const std::string given = query(request, name);
    const auto read = number_in<std::int64_t>(given);
    if (read) value = static_cast<std::remove_reference_t<decltype(value)>>(*read);
    return given.empty() || read;
  };
  if (!number("before", out.before))
    return Error{ErrorCode::kBadArgument, 0, "before is the value of \"next\" in the answer before"};
  if (!number("limit", out.most) || out.most == 0 || out.most > kMostInList)
    return Error{ErrorCode::kBadArgument, 0, "limit is a number from 1 to 1000"};
  return out;
}

/// A list under its name, and where the next one begins.
template <class Entry, class AsJson>
Response listed_as(std::string_view name, const Result<std::vector<Entry>>& entries, std::size_t most, AsJson as_json) {
  if (!entries) return own::failed(entries.error());
  std::vector<JsonText> out;
  for (const Entry& one : *entries) out.push_back(as_json(one).done());
  JsonObject answer;
  answer.add(name, json::json_array(out));
  answer.add("next", entries->size() == most ? JsonText(entries->back().id) : JsonText());
  return json_response(200, answer.done().text).set("Cache-Control", "private, no-store");
}

Response list_entries(Service& service, Call& call, bool terms) {
  const Result<Memory> memory = memory_named(service, query(call.request, "publication"));
  if (!memory) return own::failed(memory.error());
  const Result<EntryQuery> asked = entry_query(call.request);
  if (!asked) return own::failed(asked.error());
  return terms ? listed_as("terms", memory->list_terms(*asked), asked->most, term_json)
               : listed_as("pairs", memory->list_pairs(*asked), asked->most, pair_json);
}

Response add_term(Service& service, const Call& call, const own::Caller& caller) {
  const Result<Parameters> given = Parameters::read(call.request);
  if (!given) return own::failed(given.error());
  const Result<Memory> memory = memory_named(service, given->text_or_empty("publication"));
  if (!memory) return own::failed(memory.error());
  const Result<Language> from = Language::parse(given->text_or_empty("from")),
                         to = Language::parse(given->text_or_empty("to"));
  if (!from || !to) return refused(400, "say both languages: from=en, to=pt");
  Term term;
  term.source = given->text_or_empty("source");
  const std::string target = given->text_or_empty("target");
  term.target = target.empty() ? term.source : target;
  term.languages = {*from, *to};
  term.case_sensitive = given->text_or_empty("case_sensitive") == "true";
  term.exact = given->text_or_empty("exact") == "true";
  term.note = given->text_or_empty("note");
  term.who = who_is(caller, given->text_or_empty("who"));
  const Result<Term> stored = memory->add_term(std::move(term), OnConflict::kReplace);
  return stored ? json_response(201, term_json(*stored).done().text) : own::failed(stored.error());
}

/// /v1/terms
Response terms_route(Service& service, Call& call) {
  if (!service.memory) return refused(404, kNoMemory);
  Response no;
  const auto caller = own::admitted(service, call, KeyRole::kEditor, no);
  if (!caller) return no;
  return call.request.method == "POST" ? add_term(service, call, *caller) : list_entries(service, call, true);
}

/// DELETE /v1/terms/ID
Response remove_term(Service& service, Call& call) {
  if (!service.memory) return refused(404, kNoMemory);
  Response no;
  if (!own::admitted(service, call, KeyRole::kEditor, no)) return no;
  const auto id = number_in<std::int64_t>(std::string_view(call.request.path).substr(sizeof "/v1/terms/" - 1));
  if (!id) return refused(400, "say which one: /v1/terms/7, as the list numbers them");
  const Result<Term> removed = service.memory->remove_term(*id);
  return removed ? Response{204, {}, ""} : own::failed(removed.error());
}

/// GET /v1/memory
Response remembered_sentences(Service& service, Call& call) {
  if (!service.memory) return refused(404, kNoMemory);
  Response no;
  if (!own::admitted(service, call, KeyRole::kEditor, no)) return no;
  return list_entries(service, call, false);
}

}  // namespace

std::vector<Route> memory_routes() {
  return {{"GET POST", "/v1/terms", Dialect::kOwn, true, terms_route},
          {"DELETE", "/v1/terms/*", Dialect::kOwn, true, remove_term},
          {"GET", "/v1/memory", Dialect::kOwn, true, remembered_sentences}};
}

}  // namespace dragoman::server
