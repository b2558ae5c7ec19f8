#include "store/installed.h"

#include <algorithm>
#include <set>

#include "store/digest.h"
#include "store/files.h"
#include "store/manifest.h"
#include "store/model_folder.h"

namespace dragoman::store {
namespace {

std::uint64_t bytes_in(const std::filesystem::path& folder) {
  std::uint64_t sum = 0;
  if (Result<std::vector<std::string>> names = list_folder(folder))
    for (const std::string& name : *names) sum += file_size_or_zero(folder / name);
  return sum;
}

/// One file against its record; "" = sound.
Result<std::string> file_fault(const std::filesystem::path& path, const ManifestFile& record, std::stop_token stop) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::string("is missing");
  if (std::uint64_t bytes = file_size_or_zero(path); bytes != record.bytes)
    return "has " + std::to_string(bytes) + " bytes instead of " + std::to_string(record.bytes);
  Result<FileDigest> digest = digest_file(path, stop);
  if (!digest) return digest.error();
  if (digest->sha256 != record.sha256)
    return "differs from the SHA-256 recorded at installation (" + digest->sha256.substr(0, 16) + "... instead of " +
           record.sha256.substr(0, 16) + "...)";
  return std::string();
}

void check_unrecorded(const std::filesystem::path& folder, const std::string& name, std::vector<VerifyProblem>& out) {
  Result<ModelFolder> model = read_model_folder(folder);
  if (!model) {
    out.push_back({name, "", model.error().what});
    return;
  }
  std::set<std::filesystem::path> parts{model->model, model->source_vocabulary, model->target_vocabulary};
  if (!model->shortlist.empty()) parts.insert(model->shortlist);
  for (const std::filesystem::path& part : parts)
    if (file_size_or_zero(part) == 0)
      out.push_back({name, part.filename().string(), "is empty; " + install_again(*model)});
  VerifyProblem note{
      name, "", "no checksums recorded (not installed by \"dragoman models add\"), so its bytes cannot be compared"};
  note.note = true;
  out.push_back(std::move(note));
}

/// Everything wrong with the files, judged by their names, sizes and recorded sums.
Result<std::vector<VerifyProblem>> compare_files(const std::filesystem::path& folder, const std::string& name,
                                                 std::stop_token stop) {
  std::vector<VerifyProblem> out;
  Result<std::optional<Manifest>> manifest = read_manifest(folder);
  if (manifest && !*manifest) {
    check_unrecorded(folder, name, out);
    return out;
  }
  ModelFolder about;
  (void)describe_folder(folder, about);  // as far as it goes; its faults come out below
  const std::string remedy = install_again(about);
  if (!manifest) {
    const bool bad = manifest.error().code == ErrorCode::kBadModel;  // others say themselves what to do
    out.push_back({name, kManifestName, manifest.error().what + (bad ? "; " + remedy : "")});
    return out;
  }
  for (const ManifestFile& record : (*manifest)->files) {
    Result<std::string> fault = file_fault(folder / record.name, record, stop);
    if (!fault && fault.error().code == ErrorCode::kCancelled) return fault.error();
    std::string what = fault ? *fault : fault.error().what;
    if (!what.empty()) out.push_back({name, record.name, what + (fault ? "; " + remedy : "")});
  }
  return out;
}

}  // namespace

Result<std::vector<std::string>> model_names_in(const std::filesystem::path& folder) {
  Result<std::vector<std::string>> names = list_folder(folder);
  std::error_code unknown;
  const bool none = !names && names.error().code == ErrorCode::kNotFound;
  if (none && !std::filesystem::exists(folder, unknown)) return std::vector<std::string>();  // but a file is a mistake
  if (!names) return names.error();
  std::vector<std::string> out;
  for (const std::string& name : *names) {
    Result<std::vector<std::string>> files = list_folder(folder / name);
    if (!files) continue;
    bool model = std::any_of(files->begin(), files->end(), [](const std::string& file) {
      const FileRole role = file_role(file);
      return (role != FileRole::kOther && role != FileRole::kNotice) || file == kManifestName ||
             file == "model_info.json";
    });
    if (model) out.push_back(name);
  }
  return out;
}

Result<FolderContents> contents_of(const std::filesystem::path& folder) {
  Result<std::vector<std::string>> names = model_names_in(folder);
  if (!names) return names.error();
  FolderContents out;
  for (const std::string& name : *names) {
    const Result<ModelFolder> model = read_model_folder(folder / name);
    ModelFolder about;
    if (!model) (void)describe_folder(folder / name, about);  // its own faults are in model.error() already
    const ModelFolder& known = model ? *model : about;
    InstalledModel one{known.source, known.target, name, folder / name, known.architecture, bytes_in(folder / name)};
    if (model) {
      out.sound.push_back(std::move(one));
    } else {
      out.damaged.push_back({std::move(one), model.error().what});
    }
  }
  return out;
}

Result<std::vector<InstalledModel>> installed_in(const std::filesystem::path& folder) {
  Result<FolderContents> contents = contents_of(folder);
  if (!contents) return contents.error();
  return std::move(contents->sound);
}

Result<std::vector<VerifyProblem>> verify_folder(const std::filesystem::path& folder, const std::string& name,
                                                 const ModelCheck& check, std::stop_token stop) {
  Result<std::vector<VerifyProblem>> out = compare_files(folder, name, stop);
  if (!out || !check || !std::all_of(out->begin(), out->end(), [](const VerifyProblem& p) { return p.note; }))
    return out;
  if (Status sound = check(folder); !sound) out->push_back({name, "", "cannot be loaded: " + sound.error().what});
  return out;
}

}  // namespace dragoman::store
