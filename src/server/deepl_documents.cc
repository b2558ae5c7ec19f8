// DeepL's document routes: upload, ask, fetch once.
#include <algorithm>

#include "base/ascii.h"
#include "json/write.h"
#include "server/deepl.h"
#include "server/deepl_common.h"
#include "server/documents.h"
#include "server/glossaries.h"

namespace dragoman::server::deepl {
namespace {

using http::Response;
using json::JsonObject;

constexpr std::string_view kSameLanguage = "Source and target language are equal.";

Response ticket_response(const Result<Documents::Ticket>& ticket, const Formality& formality) {
  if (!ticket)
    return ticket.error().code == ErrorCode::kTooLong ? refused(429, ticket.error().what) : failed(ticket.error());
  Response out =
      json_response(200, JsonObject().add("document_id", ticket->id).add("document_key", ticket->key).done().text);
  if (formality.not_applied) out.set("X-Dragoman-Not-Applied", "formality");
  return out;
}

/// The file, named as the client wants its format to be told.
std::optional<Response> read_file(const Parameters& parameters, DocumentRequest& request) {
  const http::FormPart* file = parameters.file("file");
  if (file == nullptr)
    return refused(400, "Invalid file data.", "send the document as part \"file\" of multipart/form-data");
  request.name = parameters.text_or_empty("filename");
  if (request.name.empty()) request.name = file->file_name;
  const std::string extension = extension_of(request.name);
  if (extension == ".pdf") return refused(400, "Invalid file data.", std::string(kNoPdf));
  if (std::ranges::find(document_extensions(), extension) == document_extensions().end())
    return refused(400, "Invalid file data.", "this server does not translate files named *" + extension);
  const std::string output = parameters.text_or_empty("output_format");
  if (!output.empty() && "." + output != extension) return unsupported("output_format");
  request.bytes = file->value;
  return std::nullopt;
}

/// Source and target; a source that has to be found out may turn out to be the target, or nothing.
std::optional<Response> read_languages(const Parameters& parameters, const Offer& offer, DocumentRequest& request,
                                       std::string& fault) {
  const std::optional<Language> target = find_target(offer, parameters.text_or_empty("target_lang"));
  if (!target) return unsupported("target_lang");
  request.target = *target;
  const std::string given = parameters.text_or_empty("source_lang");
  std::optional<Language> source = offer.find(given);
  if (!given.empty() && (!source || !source->region.empty())) return unsupported("source_lang");
  if (source && source->code == target->code) return refused(400, kSameLanguage);
  if (!source) source = language_of_document(offer, request.name, request.bytes);
  if (!source) {
    fault = "The source language could not be detected.";
  } else if (source->code == target->code) {
    fault = kSameLanguage;
  } else if (!offer.leads(*source, *target)) {
    fault = "The language pair " + deepl_code(*source) + " to " + deepl_code(*target) + " is not offered.";
  }
  request.source = source.value_or(Language{});
  return std::nullopt;
}

Response upload(Service& service, Call& call) {
  const Result<Parameters> parameters = Parameters::read(call.request);
  if (!parameters) return refused(400, parameters.error().what);
  if (auto no = not_admitted(service, call, *parameters, 1)) return *no;
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  DocumentRequest request;
  std::string fault;
  if (auto refusal = read_file(*parameters, request)) return *refusal;
  if (auto refusal = read_languages(*parameters, **offer, request, fault)) return *refusal;
  Formality formality;
  if (auto refusal = read_formality(*parameters, request.target, formality)) return *refusal;
  request.formal = formality.formal;
  request.glossary = base::lower_ascii(parameters->text_or_empty("glossary_id"));
  request.owner = owner_of(call);
  if (!request.glossary.empty() && !service.glossaries.find(request.glossary, request.owner))
    return refused(404, "There is no glossary with this glossary_id.");
  if (!fault.empty()) return ticket_response(service.documents.refuse(fault), formality);
  if (auto no = not_charged(service, call, characters_of_document(request.name, request.bytes))) return *no;
  return ticket_response(service.documents.submit(std::move(request)), formality);
}

Response status_response(std::string_view id, const DocumentStatus& status) {
  JsonObject out;
  out.add("document_id", id);
  switch (status.state) {
    case DocumentStatus::State::kQueued: out.add("status", "queued"); break;
    case DocumentStatus::State::kTranslating: out.add("status", "translating").add("seconds_remaining", 1); break;
    case DocumentStatus::State::kDone: out.add("status", "done").add("billed_characters", status.characters); break;
    case DocumentStatus::State::kError:
      out.add("status", "error").add("error_message", status.error).add("message", status.error);
      break;
  }
  return json_response(200, out.done().text);
}

/// POST /v2/document/ID and /v2/document/ID/result.
Response document(Service& service, Call& call) {
  const Result<Parameters> parameters = Parameters::read(call.request);
  if (!parameters) return refused(400, parameters.error().what);
  if (auto no = not_admitted(service, call, *parameters, 0)) return *no;
  const std::string_view rest = std::string_view(call.request.path).substr(std::string_view("/v2/document/").size());
  const std::string_view id = rest.substr(0, rest.find('/')), below = rest.substr(id.size());
  const std::string key = parameters->text_or_empty("document_key");
  const std::optional<DocumentStatus> status = service.documents.status(id, key);
  if (!status || (!below.empty() && below != "/result")) return refused(404, "Not found");
  if (below.empty()) return status_response(id, *status);
  if (status->state == DocumentStatus::State::kError) return refused(400, status->error);
  std::optional<Documents::Taken> taken = service.documents.take(id, key);
  if (!taken) return refused(503, "Document not ready");
  return Response{200,
                  {{"Content-Type", taken->document.media_type},
                   {"Content-Disposition", "attachment; filename=\"" + plain_name(taken->name) + "\""}},
                  std::move(taken->document.bytes)};
}

}  // namespace

std::vector<Route> document_routes() {
  constexpr Dialect kOurs = Dialect::kDeepl;
  return {{"POST", "/v2/document", kOurs, true, upload}, {"GET POST", "/v2/document/*", kOurs, true, document}};
}

}  // namespace dragoman::server::deepl
