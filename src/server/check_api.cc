// POST /v1/check: a sentence as an editor has it before him, judged at once: what a check says of it, how likely the engine takes it to
// be, which terms its publication wants in it, and what was said before in sentences like it.
#include <algorithm>

#include "dragoman/check.h"
#include "dragoman/quality.h"
#include "json/write.h"
#include "server/access.h"
#include "server/desk_api.h"
#include "server/glossaries.h"
#include "server/memory_json.h"
#include "server/parameters.h"
#include "server/publication.h"
#include "server/story_json.h"

namespace dragoman::server {
namespace {

using http::Response;
using json::JsonObject;
using json::JsonText;
using own::refused;

constexpr std::size_t kLongestChecked = 8192;  // bytes: more is no sentence, and not checked (check.h)
constexpr int kLeastLike = 60;                 // of 100: less alike is no help
constexpr std::size_t kMostLike = 5;

/// The sentence, and what it is judged by.
struct Typed {
  std::string source, target;
  Languages languages;
  std::vector<Memory> memories;
};

/// Forced scoring: how good the words are likely to be, whoever wrote them. Nothing if the pair has no model of its own, or the model
/// cannot write them.
std::optional<float> quality_of(Service& service, const Call& call, const Typed& typed, const PairCheck& check) {
  const Result<std::shared_ptr<const Engine>> engine =
      service.engines.get(typed.languages.source, typed.languages.target);
  if (!engine || (*engine)->models.size() != 1 || typed.target.empty()) return std::nullopt;
  TranslateOptions options;
  options.stop = call.stop;
  options.deadline = call.deadline;
  options.urgent = true;
  const Result<Hypothesis> scored = (*engine)->translator->score(typed.source, typed.target, options);
  return scored ? estimate_quality(typed.source, *scored, check) : std::nullopt;
}

/// Whether a text has the term, in whichever ending its language gives it.
bool holds(std::string_view text, const Term& term) {
  if (term.keeps_source() && term.case_sensitive) return text.find(term.target) != std::string_view::npos;
  const Dictionary turned(term.languages.target.code, term.languages.source.code, {{term.target, term.source}});
  return !turned.terms_in(text).empty();
}

Result<JsonText> terms_of(const Typed& typed) {
  std::vector<TermMatch> found;
  for (const Memory& memory : typed.memories) {
    Result<std::vector<TermMatch>> more = memory.find_terms(typed.source, typed.languages);
    if (!more) return more.error();
    found = joined(std::move(found), std::move(*more));
  }
  std::vector<JsonText> out;
  for (const TermMatch& match : found) {
    JsonObject term = term_json(match.term);
    term.add("at", json::json_array({match.range.begin, match.range.end}));
    out.push_back(term.add("held", holds(typed.target, match.term)).done());
  }
  return json::json_array(out);
}

Result<JsonText> like_it(const Typed& typed) {
  std::vector<PairMatch> found;
  for (const Memory& memory : typed.memories) {
    Result<std::vector<PairMatch>> more =
        memory.fuzzy(typed.source, typed.languages, {.least = kLeastLike, .most = kMostLike, .drafts = true});
    if (!more) return more.error();
    std::ranges::move(*more, std::back_inserter(found));
  }
  std::ranges::stable_sort(found, std::ranges::greater(), &PairMatch::score);
  if (found.size() > kMostLike) found.resize(kMostLike);
  std::vector<JsonText> out;
  for (const PairMatch& match : found) out.push_back(pair_json(match.pair).add("score", match.score).done());
  return json::json_array(out);
}

std::optional<Response> read_typed(Service& service, const Parameters& given, Typed& out) {
  const Result<Language> from = Language::parse(given.text_or_empty("from")),
                         to = Language::parse(given.text_or_empty("to"));
  if (!from || !to) return refused(400, "say both languages: from=en, to=pt");
  out.languages = {*from, *to};
  out.source = given.text_or_empty("source");
  out.target = given.text_or_empty("target");
  if (out.source.empty()) return refused(400, "send the sentence of the source as \"source\"");
  for (const std::string* text : {&out.source, &out.target}) {
    if (text->size() > kLongestChecked)
      return refused(413, "a sentence of more than " + std::to_string(kLongestChecked) + " bytes is not checked");
  }
  const std::string publication = given.text_or_empty("publication");
  if (Status fine = check_publication(publication); !fine) return own::failed(fine.error());
  out.memories = memories_of(service.memory, publication);
  return std::nullopt;
}

Response check_typed(Service& service, Call& call) {
  Response no;
  if (!own::admitted(service, call, KeyRole::kEditor, no)) return no;
  const Result<Parameters> given = Parameters::read(call.request);
  if (!given) return own::failed(given.error());
  Typed typed;
  if (auto fault = read_typed(service, *given, typed)) return *fault;
  const Result<PairChecker> checker = PairChecker::load(typed.languages.source.tag(), typed.languages.target.tag());
  if (!checker) return own::failed(checker.error());
  SentenceCheck judged;
  judged.pair = checker->check(typed.source, typed.target);
  // A person's words are doubted for what is wrong with them, not for being unlike the engine's.
  judged.doubtful = judged.pair.has(Severity::kCritical);
  if (given->text_or_empty("quality") != "false") judged.quality = quality_of(service, call, typed, judged.pair);
  const Result<JsonText> terms = terms_of(typed), memory = like_it(typed);
  if (!terms) return own::failed(terms.error());
  if (!memory) return own::failed(memory.error());
  JsonObject out;
  add_check(judged, out);
  return json_response(200, out.add("terms", *terms).add("memory", *memory).done().text)
      .set("Cache-Control", "no-store");
}

}  // namespace

std::vector<Route> check_routes() { return {{"POST", "/v1/check", Dialect::kOwn, true, check_typed}}; }

}  // namespace dragoman::server
