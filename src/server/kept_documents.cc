#include "server/kept_documents.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "json/read.h"
#include "json/write.h"
#include "store/files.h"

namespace dragoman::server {
namespace {

constexpr std::array<std::string_view, 3> kDocumentStates = {"waiting", "done", "error"};
constexpr std::size_t kLongestDocument = std::size_t{256} << 20;
constexpr std::string_view kDocumentEnding = ".document";

bool is_hex_name(std::string_view id) {
  return !id.empty() && id.size() <= 64 &&
         std::ranges::all_of(id, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); });
}

}  // namespace

std::string written_document(const KeptDocument& document) {
  json::JsonObject head;
  head.add("id", document.id).add("key", document.key_digest);
  head.add("state", kDocumentStates.at(static_cast<std::size_t>(document.state))).add("name", document.name);
  head.add("source", document.source).add("target", document.target).add("glossary", document.glossary);
  head.add("owner", document.owner).add("formal", document.formal).add("media_type", document.media_type);
  head.add("error", document.error).add("characters", document.characters).add("end", document.end);
  return head.done().text + "\n" + document.bytes;
}

Result<KeptDocument> read_kept_document(std::string_view bytes) {
  const std::size_t line = bytes.find('\n');
  const auto bad = [] { return Error{ErrorCode::kBadArgument, 0, "this is no kept document; remove the file"}; };
  if (line == std::string_view::npos) return bad();
  const Result<json::JsonValue> head = json::parse_json(bytes.substr(0, line), "document", {}, ErrorCode::kBadArgument);
  if (!head) return head.error();
  const auto state = std::ranges::find(kDocumentStates, head->string("state"));
  const auto end = head->count("end"), characters = head->count("characters");
  if (state == kDocumentStates.end() || !end || !characters || !is_hex_name(head->string("id"))) return bad();
  KeptDocument out;
  out.id = head->string("id");
  out.key_digest = head->string("key");
  out.state = static_cast<KeptDocument::State>(state - kDocumentStates.begin());
  out.name = head->string("name");
  out.source = head->string("source");
  out.target = head->string("target");
  out.glossary = head->string("glossary");
  out.owner = head->string("owner");
  out.formal = (*head)["formal"].boolean;
  out.media_type = head->string("media_type");
  out.error = head->string("error");
  out.characters = *characters;
  out.end = static_cast<std::int64_t>(*end);
  out.bytes = bytes.substr(line + 1);
  return out;
}

Status KeptDocuments::put(const KeptDocument& document) const {
  if (folder_.empty()) return {};
  if (Status made = store::make_folder(folder_); !made) return made;
  const std::filesystem::path file = folder_ / (document.id + std::string(kDocumentEnding)),
                              fresh = folder_ / (document.id + ".new");
  if (Status written = store::write_file(fresh, written_document(document)); !written) {
    (void)std::remove(fresh.c_str());
    return written;
  }
  if (::chmod(fresh.c_str(), 0600) != 0) return store::file_error("protect", fresh, errno);
  if (std::rename(fresh.c_str(), file.c_str()) != 0) return store::file_error("replace", file, errno);
  return store::sync_folder(folder_);
}

void KeptDocuments::remove(std::string_view id) const {
  if (folder_.empty()) return;
  const std::filesystem::path file = folder_ / (std::string(id) + std::string(kDocumentEnding));
  (void)std::remove(file.c_str());
}

Result<std::vector<KeptDocument>> KeptDocuments::all(std::int64_t now) const {
  std::vector<KeptDocument> out;
  if (folder_.empty() || !store::is_folder(folder_)) return out;
  const Result<std::vector<std::string>> names = store::list_folder(folder_);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    const std::filesystem::path file = folder_ / name;
    const bool ours = name.ends_with(kDocumentEnding) || name.ends_with(".new");
    if (!ours) continue;
    const Result<std::string> bytes = store::read_file(file, kLongestDocument + 65536);
    Result<KeptDocument> document = bytes ? read_kept_document(*bytes) : Result<KeptDocument>(bytes.error());
    if (document && name == document->id + std::string(kDocumentEnding) && document->end > now) {
      out.push_back(std::move(*document));
    } else {
      (void)std::remove(file.c_str());
    }
  }
  std::ranges::stable_sort(out, {}, &KeptDocument::end);
  return out;
}

}  // namespace dragoman::server
