// What is installed in a store's folders, and checks of it; the reading side of ModelStore.
//
// Threads: pure functions of the file system; an install becomes visible to them by one rename.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/store.h"

namespace dragoman::store {

/// A model folder that cannot be used: its languages as far as they can be told, and what is wrong, with the remedy.
struct DamagedModel {
  InstalledModel model;
  std::string fault;
};
struct FolderContents {
  std::vector<InstalledModel> sound;
  std::vector<DamagedModel> damaged;
};

/// The models of one folder, by name, told apart by names and sizes of files alone. A folder that is not there has
/// none. Error: kIo.
Result<FolderContents> contents_of(const std::filesystem::path& folder);
/// The sound ones of them.
Result<std::vector<InstalledModel>> installed_in(const std::filesystem::path& folder);

/// Everything wrong with the files of one model folder; where nothing is, what `check` has against it, if it is not
/// empty. Errors: kIo, kCancelled.
Result<std::vector<VerifyProblem>> verify_folder(const std::filesystem::path& folder, const std::string& name,
                                                 const ModelCheck& check = {}, std::stop_token stop = {});

/// Names in a store folder that look like models, sound or not.
Result<std::vector<std::string>> model_names_in(const std::filesystem::path& folder);

}  // namespace dragoman::store
