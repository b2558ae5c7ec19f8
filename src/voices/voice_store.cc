// A new voice is written into a folder with a dot before its name, which no list shows, and appears by one rename.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "base/user_data.h"
#include "dragoman/voices.h"
#include "piper/onnx_outline.h"
#include "piper/voice_config.h"
#include "store/digest.h"
#include "store/files.h"
#include "voices/installed_voices.h"
#include "voices/package.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRuntimeFolder = "runtime";
constexpr const char* kRuntimeLibrary = "libonnxruntime.so";
constexpr const char* kRuntimeVariable = "DRAGOMAN_ONNXRUNTIME";

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

/// The voices' folder of a new thing, and the thing's own under a name that nobody looks at.
class NewFolder {
 public:
  static Result<NewFolder> in(const fs::path& folder) {
    if (Status made = store::make_folder(folder); !made) return made.error();
    std::string name = (folder / ".new-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) return store::file_error("make a folder in", folder, errno);
    ::chmod(name.c_str(), 0755);
    return NewFolder(folder, name);
  }
  NewFolder(NewFolder&& other) noexcept : parent_(std::move(other.parent_)), path_(std::exchange(other.path_, {})) {}
  NewFolder& operator=(NewFolder&&) = delete;
  ~NewFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

  /// What is there under that name goes, once the new one is complete.
  Status appear_as(const std::string& name) {
    const fs::path place = parent_ / name, old = parent_ / (".old-" + std::to_string(::getpid()) + "-" + name);
    std::error_code error;
    if (Status synced = store::sync_folder(path_); !synced) return synced;
    const bool moved = ::rename(place.c_str(), old.c_str()) == 0;
    if (::rename(path_.c_str(), place.c_str()) != 0) {
      const Error failed = store::file_error("write", place, errno);
      if (moved) static_cast<void>(::rename(old.c_str(), place.c_str()));
      return failed;
    }
    path_.clear();
    if (moved) fs::remove_all(old, error);
    return store::sync_folder(parent_);
  }

 private:
  NewFolder(fs::path parent, fs::path path) : parent_(std::move(parent)), path_(std::move(path)) {}
  fs::path parent_, path_;
};

/// What an installation would hold, if the files are sound.
Result<InstalledVoice> look_through(const voices::VoicePackage& package) {
  const Result<piper::VoiceConfig> config = piper::read_voice_config(package.config, package.name + ".onnx.json");
  if (!config) return config.error();
  Result<piper::OnnxOutline> outline = piper::read_onnx_outline(package.model, package.name + ".onnx");
  if (!outline) return outline.error();
  if (Status fits = piper::check_voice_outline(*outline, package.name + ".onnx"); !fits) return fits.error();
  Result<std::string> sum = store::sha256_of(package.model);
  if (!sum) return sum.error();
  return InstalledVoice{package.name,    config->language, voices::licence_in(package.card), {}, package.model.size(),
                        std::move(*sum), config->rate,     std::move(outline->durations)};
}

Status write_voice(const fs::path& folder, const voices::VoicePackage& package, const InstalledVoice& voice) {
  Status written = store::write_file(folder / (voice.name + ".onnx"), package.model);
  if (written) written = store::write_file(folder / (voice.name + ".onnx.json"), package.config);
  if (written && !package.card.empty()) written = store::write_file(folder / "MODEL_CARD", package.card);
  if (written) written = store::write_file(folder / voices::kRecordName, voices::voice_record(voice, package.source));
  return written;
}

/// Where the system's loader looks, as packages install to. It is not asked itself: that would run the library's code in here.
constexpr std::array kSystemFolders = {"/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
                                       "/usr/lib64", "/usr/lib"};

}  // namespace

VoiceStore::VoiceStore(std::vector<fs::path> folders) : folders_(std::move(folders)) {}

std::vector<fs::path> VoiceStore::default_folders() {
  std::vector<fs::path> folders;
  const std::string listed = variable("DRAGOMAN_VOICES");
  for (std::size_t begin = 0; begin < listed.size();) {
    const std::size_t end = std::min(listed.find(':', begin), listed.size());
    if (end > begin) folders.emplace_back(listed.substr(begin, end - begin));
    begin = end + 1;
  }
  const fs::path data = base::user_data_folder();
  if (folders.empty() && !data.empty()) folders.push_back(data / "voices");
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) folders.push_back(program.parent_path().parent_path() / "share/dragoman/voices");
  folders.emplace_back("/usr/share/dragoman/voices");
  return folders;
}

std::vector<InstalledVoice> VoiceStore::list(std::vector<Error>* faults) const {
  std::vector<InstalledVoice> out;
  for (const fs::path& folder : folders_) {
    const Result<std::vector<std::string>> names = store::list_folder(folder);
    if (!names) continue;
    for (const std::string& name : *names) {
      if (name == kRuntimeFolder || !store::is_folder(folder / name)) continue;
      if (std::ranges::find(out, name, &InstalledVoice::name) != out.end()) continue;
      Result<InstalledVoice> voice = voices::read_voice_folder(folder / name);
      if (voice) {
        out.push_back(std::move(*voice));
      } else if (faults != nullptr) {
        faults->push_back(voice.error());
      }
    }
  }
  std::ranges::sort(out, {}, &InstalledVoice::name);
  return out;
}

Result<InstalledVoice> VoiceStore::add(std::string_view place, const AddVoiceOptions& options) const {
  if (folders_.empty())
    return Error{ErrorCode::kNotFound, 0, "no folder for voices is known; name one with --voices-dir"};
  const Result<voices::VoicePackage> package = voices::read_voice_package(place, options);
  if (!package) return package.error();
  Result<InstalledVoice> voice = look_through(*package);
  if (!voice) return voice.error();
  const fs::path target = folders_.front() / voice->name;
  if (store::is_folder(target) && !options.replace) {
    return Error{ErrorCode::kBadArgument, 0, "a voice named " + voice->name + " is installed; replace it with --force"};
  }
  Result<NewFolder> folder = NewFolder::in(folders_.front());
  if (!folder) return folder.error();
  if (Status written = write_voice(folder->path(), *package, *voice); !written) return written.error();
  if (Status shown = folder->appear_as(voice->name); !shown) return shown.error();
  voice->model = target / (voice->name + ".onnx");
  return voice;
}

Status VoiceStore::remove(std::string_view name) const {
  for (const InstalledVoice& voice : list()) {
    const fs::path folder = voice.model.parent_path();
    if (voice.name != name || folders_.empty() || folder.parent_path() != folders_.front()) continue;
    const fs::path gone = folder.parent_path() / (".old-" + std::to_string(::getpid()) + "-" + voice.name);
    if (::rename(folder.c_str(), gone.c_str()) != 0) return store::file_error("remove", folder, errno);
    std::error_code error;
    fs::remove_all(gone, error);
    if (error) return store::file_error("remove", gone, error.value());
    return store::sync_folder(folders_.front());
  }
  return Error{ErrorCode::kNotFound, 0,
               "no neural voice named " + std::string(name) + " is installed" +
                   (folders_.empty() ? "" : " in " + folders_.front().string()) + "; see dragoman voices"};
}

Result<AddedRuntime> VoiceStore::add_runtime(std::string_view place, const AddVoiceOptions& options) const {
  if (folders_.empty())
    return Error{ErrorCode::kNotFound, 0, "no folder for voices is known; name one with --voices-dir"};
  const Result<voices::RuntimePackage> package = voices::read_runtime_package(place, options);
  if (!package) return package.error();
  if (!package->library.starts_with("\x7F"
                                    "ELF")) {
    return Error{ErrorCode::kBadModel, 0,
                 std::string(place) + " is no shared library; name libonnxruntime.so or a wheel that holds it"};
  }
  Result<std::string> sum = store::sha256_of(package->library);
  if (!sum) return sum.error();
  Result<NewFolder> folder = NewFolder::in(folders_.front());
  if (!folder) return folder.error();
  Status written = store::write_file(folder->path() / kRuntimeLibrary, package->library);
  if (written && !package->licence.empty()) written = store::write_file(folder->path() / "LICENSE", package->licence);
  if (written) written = folder->appear_as(kRuntimeFolder);
  if (!written) return written.error();
  return AddedRuntime{folders_.front() / kRuntimeFolder / kRuntimeLibrary, std::move(*sum)};
}

Result<fs::path> VoiceStore::runtime() const {
  std::error_code error;
  if (const std::string stated = variable(kRuntimeVariable); !stated.empty()) {
    if (fs::is_regular_file(stated, error)) return fs::path(stated);
    return Error{ErrorCode::kNotFound, 0,
                 "there is no library at " + stated + ", which " + kRuntimeVariable + " names"};
  }
  for (const fs::path& folder : folders_) {
    const fs::path library = folder / kRuntimeFolder / kRuntimeLibrary;
    if (fs::is_regular_file(library, error)) return fs::absolute(library, error);
  }
  for (const char* folder : kSystemFolders) {
    for (const char* name : {"libonnxruntime.so.1", "libonnxruntime.so"}) {
      if (fs::is_regular_file(fs::path(folder) / name, error)) return fs::path(folder) / name;
    }
  }
  return Error{
      ErrorCode::kNotFound, 0,
      "neural voices need onnxruntime, which is not on this machine; get it with: pip download --no-deps onnxruntime, "
      "and then: dragoman voices runtime onnxruntime-*.whl"};
}

}  // namespace dragoman
