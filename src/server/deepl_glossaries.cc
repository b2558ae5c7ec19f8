// DeepL's glossary routes, version 2 (one dictionary each) and 3 (several), on the same store.
#include <algorithm>
#include <functional>

#include "base/ascii.h"
#include "json/write.h"
#include "server/deepl.h"
#include "server/deepl_common.h"
#include "server/glossaries.h"

namespace dragoman::server::deepl {
namespace {

using http::Response;
using json::JsonObject;
using json::JsonText;

/// A dictionary as a request has it.
struct Given {
  std::string source, target, entries, format;
};

/// A request that may go on: its parameters, whose it is, and the glossary that its path names.
struct Request {
  Parameters parameters;
  std::string owner;
  Glossaries::Shared glossary;
  std::string_view below;  ///< of the path, behind the id: "", "entries", "dictionaries"
};

bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return text.size() == kForm.size() && std::ranges::equal(text, kForm, [](char c, char form) {
           const bool hex = base::is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           return form == '-' ? c == '-' : hex;
         });
}

/// `folder`: "/v2/glossaries/" where a glossary is named, "" elsewhere.
std::optional<Response> read_request(Service& service, Call& call, std::string_view folder, Request& out) {
  Result<Parameters> parameters = Parameters::read(call.request);
  if (!parameters) return refused(400, parameters.error().what);
  out.parameters = std::move(*parameters);
  if (auto no = not_admitted(service, call, out.parameters, 1)) return no;
  out.owner = owner_of(call);
  if (folder.empty()) return std::nullopt;
  const std::string_view rest = std::string_view(call.request.path).substr(folder.size());
  const std::string_view id = rest.substr(0, rest.find('/'));
  out.below = id.size() < rest.size() ? rest.substr(id.size() + 1) : std::string_view();
  if (!is_uuid(id)) return refused(400, "Invalid glossary ID");
  out.glossary = service.glossaries.find(base::lower_ascii(id), out.owner);
  if (!out.glossary) return refused(404, "Glossary not found");
  return std::nullopt;
}

std::optional<std::string> language_code(const Offer& offer, const std::string& given) {
  const std::optional<Language> found = offer.find(given);
  return found ? std::optional(code_of(*found)) : std::nullopt;
}

/// Errors are answers.
std::optional<Response> make_dictionary(Service& service, const Given& given, const Glossary* merged_into,
                                        std::shared_ptr<const Dictionary>& out) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  const auto source = language_code(**offer, given.source), target = language_code(**offer, given.target);
  const bool offered =
      source && target && *source != *target && (*offer)->leads(*(*offer)->find(*source), *(*offer)->find(*target));
  if (!offered) return refused(400, "Unsupported glossary source and target language pair");
  if (!given.format.empty() && given.format != "tsv" && given.format != "csv") return unsupported("entries_format");
  const EntriesFormat format = given.format == "csv" ? EntriesFormat::kCsv : EntriesFormat::kTsv;
  Result<Entries> entries = read_entries(given.entries, format, *source, *target);
  if (!entries) return refused(400, "Invalid glossary entries provided", entries.error().what);
  if (const auto old = merged_into != nullptr ? merged_into->dictionary(*source, *target) : nullptr) {
    entries = merged(old->entries(), *entries);
    if (!entries) return refused(400, "Invalid glossary entries provided", entries.error().what);
  }
  out = std::make_shared<const Dictionary>(*source, *target, std::move(*entries));
  return std::nullopt;
}

Given given_of(const Parameters& parameters, const std::string& prefix = "") {
  return {parameters.text_or_empty(prefix + "source_lang"), parameters.text_or_empty(prefix + "target_lang"),
          parameters.text_or_empty(prefix + "entries"), parameters.text_or_empty(prefix + "entries_format")};
}

/// The list `dictionaries` of JSON, or fields named "dictionaries[0].source_lang".
std::vector<Given> given_list(const Parameters& parameters) {
  std::vector<Given> out;
  for (const json::JsonValue& one : parameters.value("dictionaries").items) {
    out.push_back(
        {one.string("source_lang"), one.string("target_lang"), one.string("entries"), one.string("entries_format")});
  }
  while (!parameters.is_json()) {
    const std::string prefix = "dictionaries[" + std::to_string(out.size()) + "].";
    if (!parameters.has(prefix + "source_lang")) break;
    out.push_back(given_of(parameters, prefix));
  }
  return out;
}

JsonText info_of(const Dictionary& dictionary) {
  return JsonObject()
      .add("source_lang", dictionary.source())
      .add("target_lang", dictionary.target())
      .add("entry_count", dictionary.entries().size())
      .done();
}

/// As version 2 shows a glossary: its first dictionary.
JsonText version_2(const Glossary& glossary) {
  const Dictionary& dictionary = *glossary.dictionaries.front();
  return JsonObject()
      .add("glossary_id", glossary.id)
      .add("name", glossary.name)
      .add("ready", true)
      .add("source_lang", dictionary.source())
      .add("target_lang", dictionary.target())
      .add("creation_time", glossary.created)
      .add("entry_count", dictionary.entries().size())
      .done();
}

JsonText version_3(const Glossary& glossary) {
  std::vector<JsonText> dictionaries;
  for (const auto& one : glossary.dictionaries) dictionaries.push_back(info_of(*one));
  return JsonObject()
      .add("glossary_id", glossary.id)
      .add("name", glossary.name)
      .add("dictionaries", json::json_array(dictionaries))
      .add("creation_time", glossary.created)
      .done();
}

using Show = JsonText (*)(const Glossary&);

Response create(Service& service, const Request& request, const std::vector<Given>& given, Show show) {
  const std::string name = request.parameters.text_or_empty("name");
  if (name.empty()) return refused(400, "Parameter 'name' not specified.");
  if (given.empty()) return refused(400, "Parameter 'dictionaries' not specified.");
  Glossary glossary{"", name, request.owner, "", {}};
  for (const Given& one : given) {
    std::shared_ptr<const Dictionary> dictionary;
    if (auto fault = make_dictionary(service, one, nullptr, dictionary)) return *fault;
    glossary.put(std::move(dictionary));
  }
  const Result<Glossaries::Shared> made = service.glossaries.add(std::move(glossary));
  return made ? json_response(201, show(**made).text) : failed(made.error());
}

Response list(Service& service, const Request& request, Show show) {
  std::vector<JsonText> out;
  for (const Glossaries::Shared& glossary : service.glossaries.of(request.owner)) {
    if (!glossary->dictionaries.empty() || show == version_3) out.push_back(show(*glossary));
  }
  return json_response(200, JsonObject().add("glossaries", json::json_array(out)).done().text);
}

Response remove(Service& service, const Request& request) {
  if (Status removed = service.glossaries.remove(request.glossary->id, request.owner); !removed)
    return failed(removed.error());
  return Response{204, {}, ""};
}

Response not_here(const Call& call) { return refused(405, "this address does not answer " + call.request.method); }

Response glossaries_2(Service& service, Call& call) {
  Request request;
  if (auto fault = read_request(service, call, "", request)) return *fault;
  if (call.request.method == "GET") return list(service, request, version_2);
  return create(service, request, {given_of(request.parameters)}, version_2);
}

Response glossary_2(Service& service, Call& call) {
  Request request;
  if (auto fault = read_request(service, call, "/v2/glossaries/", request)) return *fault;
  const bool empty = request.glossary->dictionaries.empty();
  if (request.below.empty() && call.request.method == "DELETE") return remove(service, request);
  if (call.request.method != "GET") return not_here(call);
  if (empty) return refused(404, "Glossary not found");
  if (request.below.empty()) return json_response(200, version_2(*request.glossary).text);
  if (request.below != "entries") return refused(404, "there is nothing at this address");
  return Response{200,
                  {{"Content-Type", "text/tab-separated-values; charset=utf-8"}},
                  entries_as_tsv(request.glossary->dictionaries.front()->entries())};
}

Response glossaries_3(Service& service, Call& call) {
  Request request;
  if (auto fault = read_request(service, call, "", request)) return *fault;
  if (call.request.method == "GET") return list(service, request, version_3);
  return create(service, request, given_list(request.parameters), version_3);
}

/// Changes the request's glossary; `change` may answer for itself.
using Change = std::function<std::optional<Response>(Glossary&)>;
Response update(Service& service, const Request& request, const Change& change,
                const std::function<Response(const Glossary&)>& show) {
  std::optional<Response> fault;
  const Result<Glossaries::Shared> changed =
      service.glossaries.update(request.glossary->id, request.owner, [&](Glossary& glossary) -> Status {
        fault = change(glossary);
        return fault ? Status(Error{ErrorCode::kBadArgument, 0, ""}) : Status();
      });
  if (fault) return *fault;
  return changed ? show(**changed) : failed(changed.error());
}

/// PATCH: another name, or terms that are added to a dictionary.
Response change(Service& service, const Request& request) {
  const std::vector<Given> given = given_list(request.parameters);
  if (given.empty() && !request.parameters.has("name"))
    return refused(400, "Parameter 'name' or 'dictionaries' not specified.");
  const auto merge = [&](Glossary& glossary) -> std::optional<Response> {
    if (request.parameters.has("name")) glossary.name = request.parameters.text_or_empty("name");
    if (glossary.name.empty()) return refused(400, "Parameter 'name' must not be empty.");
    for (const Given& one : given) {
      std::shared_ptr<const Dictionary> dictionary;
      if (auto fault = make_dictionary(service, one, &glossary, dictionary)) return fault;
      glossary.put(std::move(dictionary));
    }
    return std::nullopt;
  };
  return update(service, request, merge,
                [](const Glossary& glossary) { return json_response(200, version_3(glossary).text); });
}

/// PUT: a dictionary in another's place.
Response replace(Service& service, const Request& request) {
  std::shared_ptr<const Dictionary> dictionary;
  if (auto fault = make_dictionary(service, given_of(request.parameters), nullptr, dictionary)) return *fault;
  const auto put = [&](Glossary& glossary) -> std::optional<Response> {
    glossary.put(dictionary);
    return std::nullopt;
  };
  return update(service, request, put, [&](const Glossary&) { return json_response(200, info_of(*dictionary).text); });
}

/// The dictionary that source_lang and target_lang name.
std::shared_ptr<const Dictionary> named_dictionary(const Request& request) {
  const auto code = [&](const char* name) { return base::lower_ascii(request.parameters.text_or_empty(name)); };
  return request.glossary->dictionary(code("source_lang"), code("target_lang"));
}

Response drop(Service& service, const Request& request) {
  const auto dictionary = named_dictionary(request);
  if (!dictionary) return refused(404, "Dictionary not found");
  const auto take_out = [&](Glossary& glossary) -> std::optional<Response> {
    if (glossary.drop(dictionary->source(), dictionary->target()) == 0) return refused(404, "Dictionary not found");
    return std::nullopt;
  };
  return update(service, request, take_out, [](const Glossary&) { return Response{204, {}, ""}; });
}

Response entries(const Request& request) {
  const auto dictionary = named_dictionary(request);
  if (!dictionary) return refused(404, "Dictionary not found");
  const JsonText one = JsonObject()
                           .add("source_lang", dictionary->source())
                           .add("target_lang", dictionary->target())
                           .add("entries", entries_as_tsv(dictionary->entries()))
                           .add("entries_format", "tsv")
                           .done();
  return json_response(200, JsonObject().add("dictionaries", json::json_array({one})).done().text);
}

Response glossary_3(Service& service, Call& call) {
  Request request;
  if (auto fault = read_request(service, call, "/v3/glossaries/", request)) return *fault;
  const std::string& method = call.request.method;
  if (request.below == "entries" && method == "GET") return entries(request);
  if (request.below == "dictionaries" && method == "PUT") return replace(service, request);
  if (request.below == "dictionaries" && method == "DELETE") return drop(service, request);
  if (!request.below.empty()) return refused(404, "there is nothing at this address");
  if (method == "GET") return json_response(200, version_3(*request.glossary).text);
  if (method == "PATCH") return change(service, request);
  return method == "DELETE" ? remove(service, request) : not_here(call);
}

Response pairs(Service& service, Call& call) {
  Request request;
  if (auto fault = read_request(service, call, "", request)) return *fault;
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  std::vector<JsonText> out;
  for (const Language& source : (*offer)->sources()) {
    for (const std::string& target : (*offer)->targets(source)) {
      if (target == code_of(source)) continue;
      out.push_back(JsonObject().add("source_lang", code_of(source)).add("target_lang", target).done());
    }
  }
  return json_response(200, JsonObject().add("supported_languages", json::json_array(out)).done().text);
}

}  // namespace

std::vector<Route> glossary_routes() {
  constexpr Dialect kOurs = Dialect::kDeepl;
  return {{"GET POST", "/v2/glossaries", kOurs, true, glossaries_2},
          {"GET DELETE", "/v2/glossaries/*", kOurs, true, glossary_2},
          {"GET", "/v2/glossary-language-pairs", kOurs, true, pairs},
          {"GET POST", "/v3/glossaries", kOurs, true, glossaries_3},
          {"GET PATCH PUT DELETE", "/v3/glossaries/*", kOurs, true, glossary_3}};
}

}  // namespace dragoman::server::deepl
