// Documents over LibreTranslate's /translate_file.
#include <algorithm>

#include "base/ascii.h"
#include "http/forms.h"
#include "json/write.h"
#include "server/document_request.h"
#include "server/glossaries.h"
#include "server/libretranslate.h"
#include "server/parameters.h"

namespace dragoman::server::libretranslate {
namespace {

using http::Response;

/// "report.final.txt" to "pt" is "report.final_pt.txt".
std::string translated_name(std::string_view name, const Language& target) {
  const std::string extension = extension_of(name);
  return plain_name(std::string(name.substr(0, name.size() - extension.size())) + "_" + target.tag() + extension);
}

std::string address_of(const http::Request& request, std::string_view path) {
  const bool secure = base::lower_ascii(request.header("X-Forwarded-Proto")) == "https";
  return std::string(secure ? "https://" : "http://") + std::string(request.header("Host")) + std::string(path);
}

}  // namespace

Response translate_file(Service& service, Call& call) {
  if (!service.options.files) return refused(403, "Files translation are disabled on this server.");
  const Result<Parameters> parameters = Parameters::read(call.request);
  if (!parameters) return refused(400, parameters.error().what);
  if (auto no = not_admitted(service, call, parameters->text_or_empty("api_key"), 1)) return *no;
  const http::FormPart* file = parameters->file("file");
  if (file == nullptr)
    return refused(400, "Invalid request: send the document as part \"file\" of multipart/form-data");
  const std::string source = parameters->text_or_empty("source"), target = parameters->text_or_empty("target");
  if (source.empty()) return refused(400, "Invalid request: missing source parameter");
  if (target.empty()) return refused(400, "Invalid request: missing target parameter");
  if (file->file_name.empty()) return refused(400, "Invalid request: missing file parameter");
  if (extension_of(file->file_name) == ".pdf")
    return refused(400, "Invalid request: file format not supported; " + std::string(kNoPdf));
  if (std::ranges::find(document_extensions(), extension_of(file->file_name)) == document_extensions().end())
    return refused(400, "Invalid request: file format not supported");
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  Pair pair;
  if (auto fault = find_pair(**offer, source, target, pair)) return *fault;
  if (!pair.source) {
    const std::optional<Language> known = language_of_document(**offer, file->file_name, file->value);
    pair.source = known.value_or((*offer)->detect("").language);
    if (!(*offer)->leads(*pair.source, pair.target)) return pair_not_offered(*pair.source, pair.target);
  }
  DocumentRequest request{file->file_name, file->value, *pair.source, pair.target};
  request.advise = advising_with(service.memory, nullptr, {request.source, request.target});
  request.stop = call.stop;
  request.deadline = call.deadline;
  if (auto no = not_charged(service, call, characters_of_document(file->file_name, file->value))) return *no;
  Result<TranslatedDocument> done = translate_document(service.engines, request);
  if (!done) return failed(done.error());
  const std::string name = translated_name(file->file_name, pair.target);
  const std::string id = service.files.add(name, std::move(done->media_type), std::move(done->bytes));
  const std::string url = address_of(call.request, "/download_file/" + id + "." + http::percent_encoded(name));
  return json_response(200, json::JsonObject().add("translatedFileUrl", url).done().text);
}

Response download_file(Service& service, Call& call) {
  constexpr std::size_t kIdLength = 36;
  const std::string_view name = std::string_view(call.request.path).substr(std::string_view("/download_file/").size());
  std::optional<StoredFile> file = service.files.find(name.substr(0, std::min(name.size(), kIdLength)));
  if (!file || name.substr(kIdLength) != "." + file->name)
    return refused(404, "there is no such file (any more); files are kept for half an hour");
  return Response{200,
                  {{"Content-Type", file->media_type}, {"Content-Disposition", "attachment; filename=" + file->name}},
                  std::move(file->bytes)};
}

}  // namespace dragoman::server::libretranslate
