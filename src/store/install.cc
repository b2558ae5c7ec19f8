// Everything on the way lies under <store>/.partial, which nobody lists; only a folder that is complete and checked is
// moved out of it, by one rename. So a kill at any moment leaves either the old state or the new one, and what has
// arrived is there for the next try.
#include "store/install.h"

#include <fcntl.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "store/address.h"
#include "store/digest.h"
#include "store/fetch.h"
#include "store/files.h"
#include "store/installed.h"
#include "store/manifest.h"
#include "store/pair.h"
#include "store/unpack.h"

namespace dragoman::store {
namespace {

namespace fs = std::filesystem;

/// The folders of one install.
struct Workplace {
  fs::path target;  // where the model will stand
  fs::path work;    // downloads
  fs::path staged;  // the model folder being put together
};

/// A file that the index gives and that is not there is the index's fault.
Error with_place(Error error, const Offer& offer, const OfferedFile& file) {
  if (error.code == ErrorCode::kNotFound) error.code = ErrorCode::kBadIndex;
  error.what = "installing " + pair_name(offer.source, offer.target) + ", " + file.name + ": " + error.what;
  return error;
}

/// A part may be larger packed than unpacked by a little; unknown sizes get the hard limit.
std::uint64_t packed_limit(const OfferedFile& file) {
  if (file.packed_bytes > 0) return file.packed_bytes;
  if (file.bytes > 0) return file.bytes + file.bytes / 8 + 65536;
  return kMaxModelFile;
}

Error wrong_bytes(const std::string& what, const fs::path& kept) {
  forget_file(kept);
  return {ErrorCode::kChecksum, 0, what + "; run the command again, and if it repeats name another index with --index"};
}

/// A text where a model should be: an error page, or a Git LFS pointer, is worth its own sentence.
std::string looks_wrong(const fs::path& path) {
  std::string head;
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    char buffer[64];
    head.assign(buffer, std::fread(buffer, 1, sizeof(buffer), file));
    std::fclose(file);
  }
  if (head.substr(0, 24) == "version https://git-lfs.")
    return " (it is a Git LFS pointer, not the file: fetch the repository with git lfs)";
  if (head.find("<html") != std::string::npos || head.find("<!DOCTYPE") != std::string::npos)
    return " (it is a web page: a proxy or a login stands between)";
  return {};
}

Status fetch_packed(const OfferedFile& file, const fs::path& packed, const AddOptions& options) {
  FetchRequest request;
  request.address = file.address;
  request.destination = packed;
  request.name = file.name;
  request.expected_bytes = file.packed_bytes;
  request.max_bytes = std::min(packed_limit(file), kMaxModelFile);
  request.checked = !file.sha256.empty() || !file.packed_sha256.empty();
  request.progress = options.progress;
  request.stop = options.stop;
  if (Status fetched = fetch_file(request); !fetched) return fetched;
  std::uint64_t bytes = file_size_or_zero(packed);
  if (file.packed_bytes > 0 && bytes != file.packed_bytes)
    return wrong_bytes("the file has " + std::to_string(bytes) + " bytes, the index says " +
                           std::to_string(file.packed_bytes) + looks_wrong(packed),
                       packed);
  if (file.packed_sha256.empty()) return {};
  Result<FileDigest> digest = digest_file(packed, options.stop);
  if (!digest) return digest.error();
  if (digest->sha256 == file.packed_sha256) return {};
  return wrong_bytes("the file that arrived has another SHA-256 than the index says" + looks_wrong(packed), packed);
}

/// Fetches, unpacks and checks one file into the staged folder.
Result<ManifestFile> place_file(const OfferedFile& file, const Workplace& at, const AddOptions& options) {
  fs::path packed = at.work / (file.name + ".packed"), placed = at.staged / file.name;
  bool promised = !file.sha256.empty();
  if (promised && file_size_or_zero(placed) > 0) {  // left by an earlier try
    Result<FileDigest> there = digest_file(placed, options.stop);
    if (there && there->sha256 == file.sha256) return ManifestFile{file.name, there->bytes, there->sha256, true};
  }
  if (Status fetched = fetch_packed(file, packed, options); !fetched) return fetched.error();
  std::uint64_t limit = file.bytes > 0 ? file.bytes : kMaxModelFile;
  Result<FileDigest> unpacked = unpack_file(packed, placed, limit, options.stop);
  if (!unpacked) {
    if (unpacked.error().code == ErrorCode::kChecksum || unpacked.error().code == ErrorCode::kTooLong)
      forget_file(packed);
    return unpacked.error();
  }
  if (file.bytes > 0 && unpacked->bytes != file.bytes)
    return wrong_bytes("the unpacked file has " + std::to_string(unpacked->bytes) + " bytes, the index says " +
                           std::to_string(file.bytes) + looks_wrong(packed),
                       packed);
  if (promised && unpacked->sha256 != file.sha256)
    return wrong_bytes("the unpacked file has another SHA-256 than the index says" + looks_wrong(packed), packed);
  if (std::string why = looks_wrong(placed); !why.empty())
    return wrong_bytes("what arrived is not the model's file" + why, packed);
  return ManifestFile{file.name, unpacked->bytes, unpacked->sha256, promised || !file.packed_sha256.empty()};
}

Status check_room(const Offer& offer, const fs::path& folder) {
  std::uint64_t needed = 0;
  for (const OfferedFile& file : offer.files) needed += std::max(file.packed_bytes, file.bytes) + file.bytes;
  struct statvfs about {};
  if (::statvfs(folder.c_str(), &about) != 0) return {};  // the writing itself will tell
  std::uint64_t room = static_cast<std::uint64_t>(about.f_bavail) * about.f_frsize;
  if (room >= needed || about.f_blocks == 0) return {};
  return Error{ErrorCode::kIo, 0,
               "the disk of " + folder.string() + " has " + std::to_string(room >> 20) + " MiB free, about " +
                   std::to_string((needed >> 20) + 1) +
                   " MiB are needed; free some space there, or name another folder in DRAGOMAN_MODELS"};
}

/// Puts the staged folder in place of whatever stands there, at once.
Status move_into_place(const Workplace& at) {
  if (::renameat2(AT_FDCWD, at.staged.c_str(), AT_FDCWD, at.target.c_str(), RENAME_NOREPLACE) == 0) return {};
  std::error_code error;
  bool taken = fs::exists(at.target, error);
  if (taken && ::renameat2(AT_FDCWD, at.staged.c_str(), AT_FDCWD, at.target.c_str(), RENAME_EXCHANGE) == 0) return {};
  // File systems without these flags (NFS, FUSE): the old folder steps aside first.
  fs::path aside = at.work / "replaced";
  fs::remove_all(aside, error);
  if (taken && ::rename(at.target.c_str(), aside.c_str()) != 0) return file_error("move away", at.target, errno);
  if (::rename(at.staged.c_str(), at.target.c_str()) == 0) return {};
  int failed = errno;
  if (taken) (void)::rename(aside.c_str(), at.target.c_str());
  return file_error("install", at.target, failed);
}

Result<InstalledModel> installed_model(const fs::path& folder, const std::string& name) {
  Result<std::vector<InstalledModel>> models = installed_in(folder);
  if (!models) return models.error();
  for (InstalledModel& model : *models)
    if (model.name == name) return std::move(model);
  return Error{ErrorCode::kInternal, 0,
               "the model " + name + " cannot be read after its installation; please report it"};
}

bool stands_sound(const fs::path& target, const std::string& name, const AddOptions& options) {
  Result<std::optional<Manifest>> manifest = read_manifest(target);
  if (!manifest || !*manifest) return false;
  Result<std::vector<VerifyProblem>> problems = verify_folder(target, name, options.check, options.stop);
  return problems && problems->empty();
}

/// The caller's word on what is about to be installed. A file without a checksum may be anything; what has one is kept
/// for the next try.
Status check_staged(const Offer& offer, const Workplace& at, const AddOptions& options) {
  if (!options.check) return {};
  const Status sound = options.check(at.staged);
  if (sound) return {};
  for (const OfferedFile& file : offer.files) {
    if (!file.sha256.empty()) continue;
    forget_file(at.work / (file.name + ".packed"));
    std::error_code ignored;
    fs::remove(at.staged / file.name, ignored);
  }
  Error error = sound.error();
  if (error.code == ErrorCode::kBadModel) error.code = ErrorCode::kBadIndex;
  const std::string fault = error.what.substr(0, error.what.rfind("; "));  // its remedy is this very command
  error.what = "installing " + pair_name(offer.source, offer.target) + ": what arrived cannot be loaded: " + fault +
               "; nothing was installed; run the command again, and if it repeats name another index with --index";
  return error;
}

Status put_together(const Offer& offer, const Workplace& at, const std::string& index, const AddOptions& options) {
  Manifest manifest{offer.source.tag(), offer.target.tag(), offer.architecture, offer.version, index, {}};
  for (const OfferedFile& file : offer.files) {
    Result<ManifestFile> placed = place_file(file, at, options);
    if (!placed) return with_place(placed.error(), offer, file);
    manifest.files.push_back(std::move(*placed));
  }
  // A try with another offer may have left files here that are none of ours.
  Result<std::vector<std::string>> names = list_folder(at.staged);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    auto listed = [&](const ManifestFile& file) { return file.name == name; };
    std::error_code ignored;
    if (std::none_of(manifest.files.begin(), manifest.files.end(), listed)) fs::remove_all(at.staged / name, ignored);
  }
  if (Status written = write_manifest(at.staged, manifest); !written) return written;
  return sync_folder(at.staged);
}

}  // namespace

std::string install_name(const Offer& offer) {
  std::string name = pair_name(offer.source, offer.target);
  return offer.architecture.empty() ? name : name + "-" + offer.architecture;
}

Result<InstalledModel> install(const Offer& offer, const fs::path& folder, const std::string& index,
                               const AddOptions& options) {
  std::string name = install_name(offer);
  fs::path partial = folder / ".partial";
  Workplace at{folder / name, partial / name, partial / name / "staged"};
  if (!is_safe_name(name)) return Error{ErrorCode::kBadIndex, 0, "\"" + printable(name) + "\" is no name for a model"};
  if (Status made = make_folder(partial); !made) return made.error();
  // A model that is put together elsewhere right now will be there when its lock is free.
  Result<FileLock> lock = FileLock::take(partial / (name + ".lock"), options.stop);
  if (!lock) return lock.error();
  if (!options.replace && stands_sound(at.target, name, options)) return installed_model(folder, name);
  if (Status made = make_folder(at.staged); !made) return made.error();
  if (Status room = check_room(offer, folder); !room) return room.error();
  if (Status ready = put_together(offer, at, index, options); !ready) return ready.error();
  if (Status sound = check_staged(offer, at, options); !sound) return sound.error();
  if (options.stop.stop_requested())
    return Error{ErrorCode::kCancelled, 0, "cancelled before " + name + " was installed; run the command again"};
  if (Status moved = move_into_place(at); !moved) return moved.error();
  std::error_code ignored;
  fs::remove_all(at.work, ignored);
  if (Status flushed = sync_folder(folder); !flushed) return flushed.error();
  return installed_model(folder, name);
}

Result<Offer> choose_offer(const std::vector<Offer>& offers, const Language& source, const Language& target,
                           const std::string& architecture) {
  const Offer* best = nullptr;
  std::string others, problem;
  auto fit = [&](const Offer& o) { return language_fit(o.source, source) + language_fit(o.target, target); };
  auto better = [&](const Offer& a, const Offer& b) {
    if (fit(a) != fit(b)) return fit(a) > fit(b);
    if (a.released != b.released) return a.released;
    if (architecture_rank(a.architecture) != architecture_rank(b.architecture))
      return architecture_rank(a.architecture) > architecture_rank(b.architecture);
    return newer_version(a.version, b.version);
  };
  for (const Offer& offer : offers) {
    if (language_fit(offer.source, source) < 0 || language_fit(offer.target, target) < 0) continue;
    if (!architecture.empty() && offer.architecture != architecture) {
      others += (others.empty() ? "" : ", ") + (offer.architecture.empty() ? "one without a name" : offer.architecture);
    } else if (!offer.problem.empty()) {
      problem = offer.problem;
    } else if (!best || better(offer, *best)) {
      best = &offer;
    }
  }
  if (best) return *best;
  std::string pair = pair_name(source, target);
  const bool through_english = source.code != "en" && target.code != "en";
  if (!problem.empty())
    return Error{ErrorCode::kBadIndex, 0,
                 "the index's entry for " + pair + " cannot be used: " + problem + "; name another index with --index"};
  if (!others.empty())
    return Error{ErrorCode::kNotFound, 0,
                 "the index has no " + pair + " of architecture " + printable(architecture) + ", but: " + others +
                     "; ask for one of these"};
  return Error{ErrorCode::kNotFound, 0,
               "the index has no model for " + pair + "; see what it has with \"dragoman models list --available\"" +
                   (through_english ? ", or go through English with two models" : "")};
}

}  // namespace dragoman::store
