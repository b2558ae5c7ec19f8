// ModelStore: the models installed on this machine, and the published index new ones come from.
//
//   ModelStore store(ModelStore::default_folders());
//   Result<std::vector<InstalledModel>> installed = store.list();
//   Status added = store.add("en-ar", {.index = "https://models.example.org/index.json"});
//   Result<Route> route = store.route(*Language::parse("pt"), *Language::parse("ar"));   // pt->en, en->ar
//
// Threads: const methods may be called from any thread; add and remove take a lock file and may run beside readers
// and other processes: an install becomes visible by one rename.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/language.h"
#include "dragoman/result.h"

namespace dragoman {

struct InstalledModel {
  Language source, target;
  std::string name;               ///< folder name, unique in the store
  std::filesystem::path folder;   ///< give it to Model::load
  std::string architecture = {};  ///< "tiny" ... as the index or the folder says; may be empty
  std::uint64_t bytes = 0;        ///< on disk
};

/// Source and target of a pair as people and file names spell it: "en-ar", "en_ar", "enar", "eng-ara", "zh-Hant-en". Any
/// thread. Error: kBadLanguage, with the forms that are understood.
DRAGOMAN_API Result<std::pair<Language, Language>> parse_language_pair(std::string_view text);

/// Models to run one after the other: one, or two through a pivot language.
using Route = std::vector<InstalledModel>;

/// Progress of a download: file name, bytes so far, bytes in all (0 = unknown).
using StoreProgress = std::function<void(std::string_view file, std::uint64_t done, std::uint64_t total)>;

/// Asked of a model folder whose files are complete: whether it can be used. The store knows files, not models, so a
/// program that can load them says how: `[](auto& folder) { auto m = Model::load(folder); return m ? Status() : m.error(); }`.
using ModelCheck = std::function<Status(const std::filesystem::path& folder)>;

struct AddOptions {
  std::string index = {};  ///< address (http, https, file) or local folder of the index; "" = $DRAGOMAN_INDEX, else the
                           ///< published one
  std::string architecture = {};  ///< "" = the best there is: base, base-memory, then tiny
  bool replace = false;           ///< fetch again and install over a sound model of the same name, too
  StoreProgress progress = {};    ///< may be empty
  std::stop_token stop = {};      ///< cancels; what has arrived is kept for the next try
  ModelCheck check = {};  ///< what it refuses is neither installed nor taken for sound; an index without checksums for
                          ///< every file needs one
};

/// A damaged or missing file found by verify(); or, with `note`, a remark: nothing is known to be wrong.
struct VerifyProblem {
  std::string model, file, what;
  bool note = false;
};

class DRAGOMAN_API ModelStore {
 public:
  /// `folders`: the first one receives new models; all are searched, earlier first. Need not exist.
  explicit ModelStore(std::vector<std::filesystem::path> folders);
  /// $DRAGOMAN_MODELS (colon-separated), else $XDG_DATA_HOME/dragoman/models (default ~/.local/share/...); in both cases
  /// then share/dragoman/models of the prefix that the program lies in, of that which this library lies in, and of /usr.
  static std::vector<std::filesystem::path> default_folders();

  const std::vector<std::filesystem::path>& folders() const;
  /// The sound ones, as far as names and sizes of files tell.
  Result<std::vector<InstalledModel>> list() const;
  /// The folders that list() leaves out although they hold parts of a model: what is wrong with each, and the remedy.
  Result<std::vector<VerifyProblem>> damaged() const;
  /// What an index offers; `bytes` is 0 where the index does not say. Errors: kNetwork, kBadIndex (not there, too),
  /// kIo, kTooLong, kBadArgument, kCancelled.
  Result<std::vector<InstalledModel>> available(const AddOptions& options = {}) const;
  /// Downloads and installs `pair` ("en-ar", "enar", "en-zh-Hant"); resumes a broken download, checks what SHA-256
  /// the index gives (the published one: that of the model file), decompresses, installs by one rename. A sound model of that name stays as it is, a damaged one is replaced.
  /// Errors: kBadLanguage, kNotFound (the index has no such pair), kNetwork, kBadIndex, kChecksum, kTooLong, kIo, kBadArgument, kCancelled.
  Result<InstalledModel> add(std::string_view pair, const AddOptions& options = {}) const;
  /// Removes an installed model by name or pair from the first folder; returns its name. Errors: kNotFound, kIo, kBadArgument
  /// (several fit, or it lies in another folder).
  Result<std::string> remove(std::string_view name) const;
  /// Compares installed files with the SHA-256 recorded at installation; empty, or notes only = all sound. A model
  /// copied in by hand has no record: a note says so, and its files are checked for presence. `name` as for remove(),
  /// "" = all. With `check`, models without another fault are asked of it too. Errors: kNotFound, kIo, kBadArgument
  /// (several fit).
  Result<std::vector<VerifyProblem>> verify(std::string_view name = {}, const ModelCheck& check = {}) const;
  /// The models that lead from one language to the other: direct if possible, else through English, else any pivot.
  /// Errors: kNoRoute, with what to install; kBadModel where a model would lead there if it were not damaged.
  Result<Route> route(const Language& from, const Language& to) const;
  /// The same among models that list() gave, for many pairs in a row: the folders are not looked into again.
  static Result<Route> route(const std::vector<InstalledModel>& models, const Language& from, const Language& to);

 private:
  std::vector<std::filesystem::path> folders_;
};

}  // namespace dragoman
