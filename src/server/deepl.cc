#include "server/deepl.h"

#include <algorithm>

#include "base/ascii.h"
#include "json/write.h"
#include "server/deepl_common.h"
#include "server/glossaries.h"
#include "server/text_request.h"

namespace dragoman::server::deepl {
namespace {

using http::Response;
using json::JsonObject;
using json::JsonText;

struct Wish {
  std::vector<std::string> texts;
  std::optional<Language> source;
  Language target;
  TextRequest::Form form = TextRequest::Form::kPlain;
  ElementRules elements;
  bool split = true, billed = false;
  Formality formality;
  std::string context, model_type;
  std::shared_ptr<const Dictionary> terms;
};

/// The names in a list that forms send joined by commas.
Result<std::vector<std::string>> tag_names(const Parameters& parameters, std::string_view name) {
  Result<std::vector<std::string>> given = parameters.texts(name);
  if (!given) return given.error();
  std::vector<std::string> out;
  for (const std::string& names : *given) {
    for (std::size_t at = 0; at <= names.size();) {
      const std::size_t end = std::min(names.find(',', at), names.size());
      if (end > at) out.push_back(base::lower_ascii(names.substr(at, end - at)));
      at = end + 1;
    }
  }
  return out;
}

bool is_on(const Parameters& parameters, std::string_view name) {
  const std::string value = base::lower_ascii(parameters.text_or_empty(name));
  return value == "1" || value == "true";
}

std::optional<Response> read_languages(const Parameters& parameters, const Offer& offer, Wish& wish) {
  const std::optional<Language> target = find_target(offer, parameters.text_or_empty("target_lang"));
  if (!target) return unsupported("target_lang");
  wish.target = *target;
  if (const std::string source = parameters.text_or_empty("source_lang"); !source.empty()) {
    wish.source = offer.find(source);
    if (!wish.source || !wish.source->region.empty()) return unsupported("source_lang");
    if (!offer.leads(*wish.source, wish.target)) return unsupported("target_lang");
  }
  return std::nullopt;
}

std::optional<Response> read_tags(const Parameters& parameters, Wish& wish) {
  const std::optional<std::string> tags = one_of(parameters, "tag_handling", {"xml", "html"});
  if (!tags) return unsupported("tag_handling");
  if (!one_of(parameters, "tag_handling_version", {"v1", "v2"})) return unsupported("tag_handling_version");
  if (tags->empty()) return std::nullopt;
  wish.form = *tags == "xml" ? TextRequest::Form::kXml : TextRequest::Form::kHtml;
  wish.elements.unknown_inline = true;
  for (const auto& [name, list] :
       {std::pair{"ignore_tags", &wish.elements.keep}, std::pair{"splitting_tags", &wish.elements.divide},
        std::pair{"non_splitting_tags", &wish.elements.join}}) {
    Result<std::vector<std::string>> names = tag_names(parameters, name);
    if (!names) return refused(400, names.error().what);
    *list = std::move(*names);
  }
  return std::nullopt;
}

std::optional<Response> read_manner(const Parameters& parameters, Wish& wish) {
  const auto split = one_of(parameters, "split_sentences", {"0", "1", "nonewlines", "true", "false"});
  if (!split) return unsupported("split_sentences");
  wish.split = *split != "0" && *split != "false";
  if (!one_of(parameters, "preserve_formatting", {"0", "1", "true", "false"}))
    return unsupported("preserve_formatting");
  if (!one_of(parameters, "outline_detection", {"0", "1", "true", "false"})) return unsupported("outline_detection");
  if (auto fault = read_formality(parameters, wish.target, wish.formality)) return fault;
  const auto model =
      one_of(parameters, "model_type", {"quality_optimized", "latency_optimized", "prefer_quality_optimized"});
  if (!model) return unsupported("model_type");
  wish.model_type = *model == "prefer_quality_optimized" ? "quality_optimized" : *model;
  return std::nullopt;
}

/// The dictionary of the glossary that is named, for these languages; one without such a dictionary changes nothing.
std::optional<Response> find_glossary(Service& service, const Call& call, const Parameters& parameters, Wish& wish) {
  const std::string id = parameters.text_or_empty("glossary_id");
  if (id.empty()) return std::nullopt;
  if (!wish.source) return refused(400, "Use of a glossary requires the source_lang parameter to be specified");
  const auto glossary = service.glossaries.find(base::lower_ascii(id), owner_of(call));
  if (!glossary) return refused(404, "There is no glossary with this glossary_id.");
  wish.terms = glossary->dictionary(code_of(*wish.source), code_of(wish.target));
  return std::nullopt;
}

std::optional<Response> check_sizes(const ServerOptions& options, const Wish& wish) {
  if (options.max_texts > 0 && wish.texts.size() > options.max_texts)
    return refused(413, "Too many texts", "text: at most " + std::to_string(options.max_texts) + " of a request");
  for (const std::string& text : wish.texts) {
    if (options.max_characters > 0 && count_characters(text) > options.max_characters)
      return refused(413, "Request size exceeds the limit",
                     "text: at most " + std::to_string(options.max_characters) + " characters each");
  }
  return std::nullopt;
}

std::optional<Response> read_wish(const Parameters& parameters, const ServerOptions& options, const Offer& offer,
                                  Wish& wish) {
  Result<std::vector<std::string>> texts = parameters.texts("text");
  if (!texts) return refused(400, texts.error().what);
  if (texts->empty()) return refused(400, "Parameter 'text' not specified.");
  wish.texts = std::move(*texts);
  if (auto fault = check_sizes(options, wish)) return fault;
  if (auto fault = read_languages(parameters, offer, wish)) return fault;
  if (auto fault = read_tags(parameters, wish)) return fault;
  if (auto fault = read_manner(parameters, wish)) return fault;
  wish.context = parameters.text_or_empty("context");
  wish.billed = is_on(parameters, "show_billed_characters");
  return std::nullopt;
}

/// Each text's own language, as far as it is clear; else that of all texts together.
std::vector<Language> sources_of(const Offer& offer, const Wish& wish) {
  if (wish.source) return std::vector<Language>(wish.texts.size(), *wish.source);
  std::string all = wish.context + "\n";
  for (const std::string& text : wish.texts) all += text + "\n";
  const Language whole = offer.detect(all).language;
  std::vector<Language> out;
  for (const std::string& text : wish.texts) {
    const LanguageGuess own = offer.detect(text);
    out.push_back(own.confidence > 0 ? own.language : whole);
  }
  return out;
}

Result<std::vector<TextAnswer>> translate_all(Service& service, const Call& call, const Wish& wish,
                                              const std::vector<Language>& sources) {
  TextRequest request;
  request.texts = wish.texts;
  request.target = wish.target;
  request.form = wish.form;
  request.elements = wish.elements;
  request.context = wish.context;
  request.split_sentences = wish.split;
  request.formal = wish.formality.formal;
  if (wish.model_type == "quality_optimized") request.rerank = Rerank::kBest;
  request.urgent = call.quick;
  request.stop = call.stop;
  request.deadline = call.deadline;
  return translate_texts(service.engines, std::move(request), sources, [&](const Languages& languages) {
    return advising_with(service.memory, wish.terms, languages);
  });
}

Response translate(Service& service, Call& call) {
  const Result<Parameters> parameters = Parameters::read(call.request);
  if (!parameters) return refused(400, parameters.error().what);
  const std::size_t cost = std::max<std::size_t>(1, parameters->count("text"));  // a batch of N costs N
  if (auto no = not_admitted(service, call, *parameters, cost)) return *no;
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  Wish wish;
  if (std::optional<Response> fault = read_wish(*parameters, service.options, **offer, wish)) return *fault;
  if (std::optional<Response> fault = find_glossary(service, call, *parameters, wish)) return *fault;
  const std::vector<Language> sources = sources_of(**offer, wish);
  for (const Language& source : sources) {
    if (!(*offer)->leads(source, wish.target)) return unsupported("target_lang");
  }
  std::uint64_t all = 0;
  for (const std::string& text : wish.texts) all += count_characters(text);
  if (auto no = not_charged(service, call, all)) return *no;
  const Result<std::vector<TextAnswer>> answers = translate_all(service, call, wish, sources);
  if (!answers) return failed(answers.error());
  std::vector<JsonText> translations;
  for (std::size_t i = 0; i < answers->size(); ++i) {
    JsonObject one;
    one.add("detected_source_language", upper(code_of(sources[i]))).add("text", (*answers)[i].text);
    if (wish.billed) one.add("billed_characters", count_characters(wish.texts[i]));
    if (!wish.model_type.empty()) one.add("model_type_used", wish.model_type);
    translations.push_back(one.done());
  }
  Response response = json_response(200, JsonObject().add("translations", json::json_array(translations)).done().text);
  if (wish.formality.not_applied) response.set("X-Dragoman-Not-Applied", "formality");
  return response;
}

JsonText language_json(std::string_view code, std::string_view name, std::optional<bool> formality) {
  JsonObject out;
  out.add("language", code).add("name", name);
  if (formality) out.add("supports_formality", *formality);
  return out.done();
}

Response languages(Service& service, Call& call) {
  const Result<Parameters> parameters = Parameters::read(call.request);
  if (!parameters) return refused(400, parameters.error().what);
  if (auto no = not_admitted(service, call, *parameters, 1)) return *no;
  const std::optional<std::string> type = one_of(*parameters, "type", {"source", "target"});
  if (!type) return unsupported("type");
  const bool targets = *type == "target";
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  std::vector<JsonText> out;
  for (const Language& language : (*offer)->languages()) {
    const std::optional<bool> formality = targets ? std::optional(knows_formality(language)) : std::nullopt;
    bool varied = false;
    for (const Variety& one : kVarieties) {
      if (!targets || one.code != language.code) continue;
      varied = true;
      out.push_back(language_json(upper(std::string(one.code) + "-" + std::string(one.region)), one.name, formality));
    }
    if (!varied) out.push_back(language_json(deepl_code(language), language.english_name(), formality));
  }
  return json_response(200, json::json_array(out).text);
}

/// The key's own count and limit of this month; where no keys are asked for, all since the server started.
Response usage(Service& service, Call& call) {
  constexpr std::uint64_t kNoLimit = 1'000'000'000'000;  // clients want a number
  const Result<Parameters> parameters = Parameters::read(call.request);
  if (!parameters) return refused(400, parameters.error().what);
  if (auto no = not_admitted(service, call, *parameters, 0)) return *no;
  JsonObject out;
  const bool own = call.key && service.usage;
  const std::uint64_t limit = own && call.key->characters_per_month > 0 ? call.key->characters_per_month : kNoLimit;
  out.add("character_count", own ? service.usage->this_month(call.key->name).characters : service.metrics.characters())
      .add("character_limit", limit);
  return json_response(200, out.done().text);
}

}  // namespace

std::vector<Route> routes() {
  constexpr Dialect kOurs = Dialect::kDeepl;
  return {{"GET POST", "/v2/translate", kOurs, true, translate, kForSites},
          {"GET POST", "/v2/languages", kOurs, true, languages, kForSites},
          {"GET POST", "/v2/usage", kOurs, true, usage}};
}

}  // namespace dragoman::server::deepl
