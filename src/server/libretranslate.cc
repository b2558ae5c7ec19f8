#include "server/libretranslate.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "json/write.h"
#include "server/admission.h"
#include "server/document_request.h"
#include "server/embedded.h"
#include "server/glossaries.h"
#include "server/parameters.h"
#include "server/text_request.h"
#include "text/utf8.h"

namespace dragoman::server::libretranslate {
namespace {

using http::Response;
using json::JsonObject;
using json::JsonText;
using json::JsonValue;

/// What POST /translate asks for.
struct Wish {
  std::vector<std::string> texts;
  bool list = false;  ///< `q` was a list: so is the answer
  std::string source, target, format;
  unsigned alternatives = 0;
};

/// Forms: CRLF becomes LF and a last line end is dropped, as upstream does.
std::string from_form(std::string text) {
  for (std::size_t at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) text.erase(at, 1);
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

std::optional<Response> read_texts(const Parameters& parameters, Wish& wish) {
  const JsonValue& q = parameters.value("q");
  const bool nothing = parameters.is_json() ? q.kind == JsonValue::Kind::kNull ||
                                                  (q.kind == JsonValue::Kind::kString && q.text.empty()) ||
                                                  (q.is_array() && q.items.empty())
                                            : parameters.text_or_empty("q").empty();
  if (nothing) return refused(400, "Invalid request: missing q parameter");
  if (!parameters.is_json()) {
    wish.texts = {from_form(*parameters.text("q"))};
    return std::nullopt;
  }
  wish.list = q.is_array();
  Result<std::vector<std::string>> texts = parameters.texts("q");
  if (!texts) return refused(400, "Invalid request: " + texts.error().what);
  wish.texts = std::move(*texts);
  return std::nullopt;
}

std::optional<Response> read_alternatives(const Parameters& parameters, unsigned most, Wish& wish) {
  const std::optional<std::string> given = parameters.text("alternatives");
  if (!given) {
    if (!parameters.has("alternatives")) return std::nullopt;
    return refused(400, "Invalid request: alternatives parameter is not a number");
  }
  long number = 0;
  const char* const end = given->data() + given->size();
  const auto [stop, fault] = std::from_chars(given->data(), end, number);
  if (fault != std::errc() || stop != end || given->empty())
    return refused(400, "Invalid request: alternatives parameter is not a number");
  if (number > static_cast<long>(most))
    return refused(400, "Invalid request: alternatives parameter must be <= " + std::to_string(most));
  wish.alternatives = static_cast<unsigned>(std::max(0L, number));
  return std::nullopt;
}

std::optional<Response> check_sizes(const ServerOptions& options, const Wish& wish) {
  const auto too_long = [](std::uint64_t size, std::uint64_t limit) {
    return refused(400, "Invalid request: request (" + std::to_string(size) + ") exceeds text limit (" +
                            std::to_string(limit) + ")");
  };
  if (options.max_texts > 0 && wish.list && wish.texts.size() > options.max_texts)
    return too_long(wish.texts.size(), options.max_texts);
  if (options.max_characters == 0) return std::nullopt;
  for (const std::string& text : wish.texts) {
    if (const std::uint64_t size = count_characters(text); size > options.max_characters)
      return too_long(size, options.max_characters);
  }
  return std::nullopt;
}

std::optional<Response> read_wish(const Parameters& parameters, const ServerOptions& options, Wish& wish) {
  if (std::optional<Response> fault = read_texts(parameters, wish)) return fault;
  wish.source = parameters.text_or_empty("source");
  wish.target = parameters.text_or_empty("target");
  if (wish.source.empty()) return refused(400, "Invalid request: missing source parameter");
  if (wish.target.empty()) return refused(400, "Invalid request: missing target parameter");
  if (std::optional<Response> fault = read_alternatives(parameters, options.max_alternatives, wish)) return fault;
  wish.format = parameters.text_or_empty("format");
  if (wish.format.empty()) wish.format = "text";
  return check_sizes(options, wish);
}

/// Without tags: what tells the language of HTML.
std::string plain(std::string_view text, bool html) {
  if (!html) return std::string(text);
  std::string out;
  bool in_tag = false;
  for (const char c : text) {
    if (c == '<') in_tag = true;
    if (!in_tag) out += c;
    if (c == '>' && in_tag) {
      in_tag = false;
      out += ' ';
    }
  }
  return out;
}

/// The language of each text: that of all of them, but for a text that is clearly in another.
std::vector<LanguageGuess> detect_each(const Offer& offer, const Wish& wish) {
  const bool html = wish.format == "html";
  std::string all;
  for (const std::string& text : wish.texts) all += plain(text, html) + "\n";
  const LanguageGuess whole = offer.detect(all);
  std::vector<LanguageGuess> guesses(wish.texts.size(), whole);
  for (std::size_t i = 0; wish.texts.size() > 1 && i < wish.texts.size(); ++i) {
    const std::optional<Language> sure = detect_language(plain(wish.texts[i], html));
    if (sure && sure->code != whole.language.code && offer.find(sure->code))
      guesses[i] = offer.detect(plain(wish.texts[i], html));
  }
  return guesses;
}

JsonText detected_json(const LanguageGuess& guess) {
  return JsonObject().add("confidence", guess.confidence).add("language", code_of(guess.language)).done();
}

Result<std::vector<TextAnswer>> translate_all(Service& service, const Call& call, const Wish& wish, const Pair& pair,
                                              const std::vector<LanguageGuess>& guesses) {
  TextRequest request;
  request.texts = wish.texts;
  request.target = pair.target;
  if (wish.format == "html") request.form = TextRequest::Form::kHtml;
  request.alternatives = wish.alternatives;
  request.urgent = call.quick;
  request.stop = call.stop;
  request.deadline = call.deadline;
  std::vector<Language> sources;
  for (const LanguageGuess& guess : guesses) sources.push_back(guess.language);
  return translate_texts(service.engines, std::move(request), sources,
                         [&](const Languages& languages) { return advising_with(service.memory, nullptr, languages); });
}

Response translated(const Wish& wish, bool detected, const std::vector<LanguageGuess>& guesses,
                    const std::vector<TextAnswer>& answers) {
  JsonObject out;  // members sorted by name, as upstream has them
  const auto each = [&](const auto& json_of) {
    std::vector<JsonText> values;
    for (std::size_t i = 0; i < answers.size(); ++i) values.push_back(json_of(i));
    return wish.list ? json::json_array(values) : values.front();
  };
  if (wish.alternatives > 0)
    out.add("alternatives", each([&](std::size_t i) {
              return json::json_array({answers[i].alternatives.begin(), answers[i].alternatives.end()});
            }));
  if (detected) out.add("detectedLanguage", each([&](std::size_t i) { return detected_json(guesses[i]); }));
  out.add("translatedText", each([&](std::size_t i) { return JsonText(answers[i].text); }));
  return json_response(200, out.done().text);
}

Response translate(Service& service, Call& call) {
  const Result<Parameters> parameters = Parameters::read(call.request);
  if (!parameters) return refused(400, parameters.error().what);
  // A batch of N costs N; a body that cannot be read costs nothing.
  const std::size_t cost = parameters->value("q").is_array() ? parameters->value("q").items.size() : 1;
  if (auto no = not_admitted(service, call, parameters->text_or_empty("api_key"), cost)) return *no;
  Wish wish;
  if (std::optional<Response> fault = read_wish(*parameters, service.options, wish)) return *fault;
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  Pair pair;
  if (std::optional<Response> fault = find_pair(**offer, wish.source, wish.target, pair)) return *fault;
  if (wish.format != "text" && wish.format != "html")
    return refused(400, base::printable(wish.format) + " format is not supported");
  const std::vector<LanguageGuess> guesses =
      pair.source ? std::vector<LanguageGuess>(wish.texts.size(), {*pair.source, 100}) : detect_each(**offer, wish);
  for (const LanguageGuess& guess : guesses) {
    if (!(*offer)->leads(guess.language, pair.target)) return pair_not_offered(guess.language, pair.target);
  }
  std::uint64_t characters = 0;
  for (const std::string& text : wish.texts) characters += count_characters(text);
  if (auto no = not_charged(service, call, characters)) return *no;
  const Result<std::vector<TextAnswer>> answers = translate_all(service, call, wish, pair, guesses);
  if (!answers) return failed(answers.error());
  return translated(wish, !pair.source, guesses, *answers);
}

Response detect_route(Service& service, Call& call) {
  const Result<Parameters> parameters = Parameters::read(call.request);
  if (!parameters) return refused(400, parameters.error().what);
  if (auto no = not_admitted(service, call, parameters->text_or_empty("api_key"), 1)) return *no;
  Wish wish;
  if (std::optional<Response> fault = read_texts(*parameters, wish)) return *fault;
  std::string all;
  for (const std::string& text : wish.texts) all += text + "\n";
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  std::vector<JsonText> out;
  for (const LanguageGuess& guess : guess_languages(all, (*offer)->sources())) out.push_back(detected_json(guess));
  if (out.empty()) out.push_back(detected_json((*offer)->detect("")));
  return json_response(200, json::json_array(out).text);
}

Response settings(Service& service, Call&) {
  const ServerOptions& options = service.options;
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  Language target{"en", "", ""};
  const std::vector<Language> sources = (*offer)->sources();
  if (!sources.empty() && !(*offer)->find("en")) target = sources.front();
  const auto named = [](const std::string& code, const std::string& name) {
    return JsonObject().add("code", code).add("name", name).done();
  };
  JsonObject out;
  out.add("apiKeys", service.wants_keys())
      .add("charLimit", options.max_characters == 0 ? -1 : static_cast<long>(options.max_characters))
      .add("filesTranslation", options.files)
      .add("frontendTimeout", 500)
      .add("keyRequired", service.wants_keys())
      .add("language", JsonObject()
                           .add("source", named("auto", "Auto Detect"))
                           .add("target", named(code_of(target), target.english_name()))
                           .done())
      .add("suggestions", options.suggestions)
      .add("supportedFilesFormat", json::json_array({document_extensions().begin(), document_extensions().end()}));
  return json_response(200, out.done().text);
}

/// A reader's better words become a draft in the memory: an editor approves it, or not.
Response suggest(Service& service, Call& call) {
  if (!service.options.suggestions || !service.memory) return refused(403, "Suggestions are disabled on this server.");
  const Result<Parameters> parameters = Parameters::read(call.request);
  if (!parameters) return refused(400, parameters.error().what);
  if (auto no = not_admitted(service, call, parameters->text_or_empty("api_key"), 1)) return *no;
  for (const char* name : {"q", "s", "source", "target"}) {
    if (parameters->text_or_empty(name).empty())
      return refused(400, std::string("Invalid request: missing ") + name + " parameter");
  }
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  Pair pair;
  if (auto fault = find_pair(**offer, *parameters->text("source"), *parameters->text("target"), pair)) return *fault;
  if (!pair.source) return refused(400, "auto is not supported");
  const Result<StoredPair> stored = service.memory->add({.source = *parameters->text("q"),
                                                         .target = *parameters->text("s"),
                                                         .languages = {*pair.source, pair.target},
                                                         .status = PairStatus::kDraft,
                                                         .origin = PairOrigin::kImport,
                                                         .who = "suggestion"});
  if (!stored) return failed(stored.error());
  return json_response(200, R"({"success":true})");
}

Response health(Service&, Call&) { return json_response(200, R"({"status":"ok"})"); }

Response spec(Service&, Call&) { return json_response(200, std::string(embedded_file("libretranslate-spec.txt"))); }

Response html_page(std::string_view file) {
  return Response{200,
                  {{"Content-Type", "text/html; charset=utf-8"},
                   {"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"}},
                  std::string(embedded_file(file))};
}

Response docs(Service&, Call&) { return html_page("docs.txt"); }

}  // namespace

Response refused(unsigned status, std::string_view what) {
  return error_response(Dialect::kLibreTranslate, status, what);
}

std::optional<Response> not_admitted(Service& service, Call& call, std::string_view key, std::size_t cost) {
  const std::optional<Denial> denial = admit(service, call, key, KeyRole::kClient, cost);
  if (!denial) return std::nullopt;
  switch (denial->reason) {
    case Denial::Reason::kNoKey: return refused(400, "Please contact the server operator to get an API key");
    case Denial::Reason::kUnknownKey: return refused(403, "Invalid API key");
    case Denial::Reason::kNotHis: return refused(403, denial->what);
    case Denial::Reason::kTooOften: break;
  }
  Response slow = refused(429, "Slowdown: " + std::to_string(denial->per_minute) + " per 1 minute");
  slow.set("Retry-After", std::to_string(denial->wait.count()));
  return slow;
}

std::optional<Response> not_charged(Service& service, Call& call, std::uint64_t characters) {
  if (charge(service, call, characters)) return std::nullopt;
  return refused(403, over_quota(service, call));
}

Response failed(const Error& error) { return refused(status_of(error.code), error.what); }

std::optional<Response> find_pair(const Offer& offer, std::string_view source, std::string_view target, Pair& pair) {
  const auto unknown = [](std::string_view code) {
    return refused(400, base::printable(base::lower_ascii(code)) + " is not supported");
  };
  if (base::lower_ascii(source) != "auto") {
    pair.source = offer.find(source);
    if (!pair.source) return unknown(source);
  }
  const std::optional<Language> found = offer.find(target);
  if (!found) return unknown(target);
  pair.target = *found;
  if (pair.source && !offer.leads(*pair.source, pair.target)) return pair_not_offered(*pair.source, pair.target);
  return std::nullopt;
}

Response pair_not_offered(const Language& source, const Language& target) {
  const auto named = [](const Language& language) { return language.english_name() + " (" + code_of(language) + ")"; };
  return refused(400, named(target) + " is not available as a target language from " + named(source));
}

std::vector<Route> routes() {
  constexpr Dialect kOurs = Dialect::kLibreTranslate;
  return {{"POST", "/translate", kOurs, true, translate, kForSites},
          {"POST", "/detect", kOurs, true, detect_route, kForSites},
          {"GET", "/languages", kOurs, false, languages, kForSites},
          {"GET", "/frontend/settings", kOurs, false, settings, kForSites},
          {"POST", "/translate_file", kOurs, true, translate_file},
          {"GET", "/download_file/*", kOurs, false, download_file},
          {"POST", "/suggest", kOurs, true, suggest},
          {"GET", "/health", kOurs, false, health},
          {"GET", "/spec", kOurs, false, spec},
          {"GET", "/docs", kOurs, false, docs},
          {"GET", "/docs/", kOurs, false, docs}};
}

}  // namespace dragoman::server::libretranslate
