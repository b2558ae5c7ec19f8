// A folder of model folders as an index: what others copied together, unpacked or not, without any list.
#include <algorithm>

#include "store/files.h"
#include "store/index.h"
#include "store/manifest.h"

namespace dragoman::store {
namespace {

constexpr int kDepth = 4;            // models/<type>/<pair>/ and one more
constexpr std::size_t kMost = 5000;  // folders looked into

OfferedFile local_file(const std::filesystem::path& path) {
  OfferedFile file;
  file.name = std::string(without_compression(path.filename().string()));
  file.address = std::filesystem::absolute(path).string();
  file.packed_bytes = file_size_or_zero(path);
  return file;
}

/// The files of one model folder; where a file lies there both packed and unpacked, the unpacked one.
Offer offer_of(const std::filesystem::path& folder, const std::vector<std::string>& names) {
  Offer offer;
  ModelFolder about;
  if (Status described = describe_folder(folder, about); !described) offer.problem = described.error().what;
  offer.source = about.source;
  offer.target = about.target;
  offer.architecture = about.architecture;
  std::string above = folder.parent_path().filename().string();
  if (offer.architecture.empty() && architecture_rank(above) > 0) offer.architecture = above;
  Result<std::optional<Manifest>> manifest = read_manifest(folder);  // another store's folder brings its checksums
  for (const std::string& name : names) {
    FileRole role = file_role(name);
    std::string plain(without_compression(name));
    bool both = plain != name && std::find(names.begin(), names.end(), plain) != names.end();
    if (role == FileRole::kOther || both || is_folder(folder / name)) continue;
    OfferedFile file = local_file(folder / name);
    if (manifest && *manifest)
      for (const ManifestFile& known : (*manifest)->files)
        if (known.name == plain) file.sha256 = known.sha256;
    add_file(offer, role, std::move(file));
  }
  check_complete(offer);
  return offer;
}

void collect(const std::filesystem::path& folder, int depth, std::size_t& looked, std::vector<Offer>& offers) {
  if (depth > kDepth || ++looked > kMost) return;
  Result<std::vector<std::string>> names = list_folder(folder);
  if (!names) return;  // a folder that may not be read offers nothing
  bool model = std::any_of(names->begin(), names->end(),
                           [](const std::string& name) { return file_role(name) == FileRole::kModel; });
  if (model) {
    Offer offer = offer_of(folder, *names);
    if (!offer.source.code.empty()) offers.push_back(std::move(offer));
    return;
  }
  for (const std::string& name : *names)
    if (is_folder(folder / name)) collect(folder / name, depth + 1, looked, offers);
}

}  // namespace

Result<std::vector<Offer>> read_model_folders(const std::filesystem::path& root) {
  std::vector<Offer> offers;
  std::size_t looked = 0;
  collect(root, 0, looked, offers);
  if (offers.empty())
    return Error{ErrorCode::kBadIndex, 0,
                 "the folder " + root.string() +
                     " holds neither an index (models.json, registry.json) nor model folders (model.*.bin); name "
                     "another one"};
  return offers;
}

}  // namespace dragoman::store
