// What people do to articles over HTTP: approve, withdraw, hold back, correct, remove, and say what waits for approval.
#include <algorithm>

#include "articles/blocks.h"
#include "json/write.h"
#include "memory/times.h"
#include "server/article_json.h"
#include "server/article_translation.h"
#include "server/articles.h"
#include "server/parameters.h"

namespace dragoman::server {
namespace {

using http::Response;
using json::JsonObject;
using json::JsonText;
using own::refused;

/// `to` of a request as a language tag; "" if it is not said. Error: kBadLanguage.
Result<std::string> language_in(Service& service, const Parameters& given) {
  const std::string to = given.text_or_empty("to");
  return to.empty() ? Result<std::string>(to) : article_language(service, to);
}

Response approve(Service& service, const ArticlePath& path, const Parameters& given, const std::string& language,
                 const std::string& who) {
  if (language.empty()) return refused(400, "say which translation: to=pt");
  const std::string version = given.text_or_empty("version");
  const std::optional<std::int64_t> number = version.empty() ? 0 : number_in<std::int64_t>(version);
  if (!number || *number > UINT32_MAX) return refused(400, "version is the number that was looked at");
  const Result<ArticleVersion> done =
      service.articles->approve(path.id, language, static_cast<std::uint32_t>(*number), who);
  if (!done && done.error().code == ErrorCode::kBusy && *number != 0) return refused(409, done.error().what);
  return done ? article_now(service, path.id, 200) : store_failed(done.error());
}

Response embargo(Service& service, const ArticlePath& path, const Parameters& given, const std::string& who) {
  const std::string until = given.text_or_empty("until");
  const std::optional<std::int64_t> time = until.empty() ? 0 : memory::parse_time(until);
  if (!time) return refused(400, "until is a time of UTC as 2026-11-30T12:00:00Z; without it an embargo is lifted");
  const Status done = service.articles->embargo(path.id, *time, who);
  return done ? article_now(service, path.id, 200) : store_failed(done.error());
}

/// The sentence that is meant: `source` itself, or `block` and `sentence` by their places in `version`.
Result<std::string> sentence_of(const Parameters& given, const ArticleVersion& version) {
  if (const auto source = given.text("source")) return *source;
  const auto place = [&](std::string_view name) { return number_in<std::int64_t>(given.text_or_empty(name)); };
  const std::optional<std::int64_t> block = place("block"), sentence = place("sentence");
  const auto missing = [&](const std::string& what) {
    return Error{ErrorCode::kBadArgument, 0,
                 what + "; send the sentence as \"source\", or \"block\" and \"sentence\" as the JSON of version " +
                     std::to_string(version.version) + " numbers them"};
  };
  if (!block || !sentence) return missing("a correction is of a sentence");
  if (static_cast<std::size_t>(*block) >= version.blocks.size()) return missing("there is no such block");
  const Block& found = version.blocks[static_cast<std::size_t>(*block)];
  if (static_cast<std::size_t>(*sentence) >= found.sentences.size()) return missing("the block has no such sentence");
  const ByteRange range = found.sentences[static_cast<std::size_t>(*sentence)].source;
  return found.source.substr(range.begin, range.end - range.begin);
}

Response list_corrections(Service& service, Call& call, const ArticlePath& path) {
  const Result<std::string> language = article_language(service, own::query(call.request, "to"));
  if (!language) return own::failed(language.error());
  const Result<std::vector<Correction>> found = service.articles->corrections(path.id, *language);
  if (!found) return store_failed(found.error());
  std::vector<JsonText> out;
  for (const Correction& one : *found) out.push_back(correction_json(one));
  return json_response(200, JsonObject().add("corrections", json::json_array(out)).done().text);
}

Response add_correction(Service& service, Call& call, const ArticlePath& path, const own::Caller& caller) {
  const Result<Parameters> given = Parameters::read(call.request);
  if (!given) return own::failed(given.error());
  const Result<std::string> language = article_language(service, given->text_or_empty("to"));
  if (!language) return own::failed(language.error());
  const Result<ArticleVersion> version = service.articles->version(path.id, *language);
  if (!version) return store_failed(version.error());
  const Result<std::string> source = sentence_of(*given, *version);
  if (!source) return own::failed(source.error());
  if (!articles::has_sentence(version->blocks, *source))
    return refused(400,
                   "version " + std::to_string(version->version) + " has no such sentence; send it as it stands there");
  const ArticleJob job{.id = path.id,
                       .target = *language,
                       .who = who_is(caller, given->text_or_empty("who")),
                       .stop = call.stop,
                       .deadline = call.deadline,
                       .urgent = call.quick};
  const Correction correction{.source = *source, .target = given->text_or_empty("target"), .who = job.who};
  const Result<ArticleVersion> done = correct_article(service, job, correction);
  if (!done)
    return done.error().code == ErrorCode::kBadArgument ? own::failed(done.error()) : store_failed(done.error());
  JsonObject out = version_json(*done);
  return json_response(200, out.add("remembered", service.memory.has_value()).done().text);
}

/// With `undo`, the newest version is made again without it; else it stands there until the next one.
Response remove_correction(Service& service, Call& call, const ArticlePath& path, const own::Caller& caller) {
  const Result<std::string> language = article_language(service, own::query(call.request, "to"));
  if (!language) return own::failed(language.error());
  const std::optional<std::int64_t> number = number_in<std::int64_t>(path.number);
  if (!number) return refused(400, "say which one: corrections/7?to=pt");
  const std::string who = who_is(caller, own::query(call.request, "who"));
  if (own::query(call.request, "undo") == "true") {
    const ArticleJob job{.id = path.id,
                         .target = *language,
                         .who = who,
                         .stop = call.stop,
                         .deadline = call.deadline,
                         .urgent = call.quick};
    const Result<ArticleVersion> undone = undo_correction(service, job, *number);
    return undone ? json_response(200, version_json(*undone).done().text) : store_failed(undone.error());
  }
  const Status done = service.articles->remove_correction(path.id, *language, *number, who);
  return done ? Response{204, {}, ""} : store_failed(done.error());
}

}  // namespace

Response change_state(Service& service, Call& call, const ArticlePath& path) {
  Response no;
  const auto caller = own::admitted(service, call, KeyRole::kApprover, no);
  if (!caller) return no;
  const Result<Parameters> given = Parameters::read(call.request);
  if (!given) return own::failed(given.error());
  const Result<std::string> language = language_in(service, *given);
  if (!language) return own::failed(language.error());
  const std::string who = who_is(*caller, given->text_or_empty("who")), action = given->text_or_empty("action");
  if (action == "approve") return approve(service, path, *given, *language, who);
  if (action == "embargo") return embargo(service, path, *given, who);
  if (action != "withdraw" && action != "restore")
    return refused(400, "action is approve, withdraw, restore or embargo");
  const Status done = service.articles->withdraw(path.id, *language, action == "withdraw", who);
  return done ? article_now(service, path.id, 200) : store_failed(done.error());
}

Response translate_again(Service& service, Call& call, const ArticlePath& path) {
  Response no;
  const auto caller = own::admitted(service, call, KeyRole::kEditor, no);
  if (!caller) return no;
  const Result<Parameters> given = Parameters::read(call.request);
  if (!given) return own::failed(given.error());
  const Result<std::string> language = article_language(service, given->text_or_empty("to"));
  if (!language) return own::failed(language.error());
  const Result<ArticleSource> source = service.articles->source(path.id);
  if (!source) return store_failed(source.error());
  if (auto over = own::not_charged(service, call, count_characters(source->bytes))) return *over;
  const Result<ArticleVersion> done = translate_article(service, {.id = path.id,
                                                                  .target = *language,
                                                                  .who = who_is(*caller, given->text_or_empty("who")),
                                                                  .stop = call.stop,
                                                                  .deadline = call.deadline,
                                                                  .urgent = call.quick});
  return done ? json_response(200, version_json(*done).done().text) : store_failed(done.error());
}

Response corrections(Service& service, Call& call, const ArticlePath& path) {
  Response no;
  const auto caller = own::admitted(service, call, KeyRole::kEditor, no);
  if (!caller) return no;
  if (call.request.method == "POST") return add_correction(service, call, path, *caller);
  if (call.request.method == "DELETE") return remove_correction(service, call, path, *caller);
  return list_corrections(service, call, path);
}

Response remove_article(Service& service, Call& call, const ArticlePath& path) {
  Response no;
  const auto caller = own::admitted(service, call, KeyRole::kAdministrator, no);
  if (!caller) return no;
  std::string language;
  if (const std::string to = own::query(call.request, "to"); !to.empty()) {
    Result<std::string> known = article_language(service, to);
    if (!known) return own::failed(known.error());
    language = std::move(*known);
  }
  const Status done = service.articles->remove(path.id, language, who_is(*caller, own::query(call.request, "who")));
  if (!done) return store_failed(done.error());
  service.podcasts.clear();
  // Its sentences may be kept for any model and options; translating others anew costs less than finding them.
  const Status forgotten = service.kept ? service.kept->clear() : Status();
  return forgotten ? Response{204, {}, ""} : store_failed(forgotten.error());
}

Response gates(Service& service, Call& call) {
  if (!service.articles) return refused(404, "this server keeps no articles; start it with --articles FILE");
  Response no;
  const bool put = call.request.method == "PUT";
  if (!own::admitted(service, call, put ? KeyRole::kApprover : KeyRole::kEditor, no)) return no;
  const std::string publication = own::query(call.request, "publication"),
                    section = own::query(call.request, "section");
  if (put) {
    const std::optional<PublishGate> gate = publish_gate_named(own::query(call.request, "gate"));
    if (!gate) return refused(400, "gate is automatic or approve");
    if (Status set = service.articles->set_gate(publication, section, *gate); !set) return store_failed(set.error());
  }
  const Result<PublishGate> gate = service.articles->gate(publication, section);
  if (!gate) return store_failed(gate.error());
  JsonObject out;
  out.add("publication", publication).add("section", section).add("gate", gate_name(*gate));
  return json_response(200, out.done().text);
}

}  // namespace dragoman::server
