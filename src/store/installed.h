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

/// The models of one folder, by name; what is no model folder, or a damaged one, is left out. A folder that is not
/// there has none. Error: kIo.
Result<std::vector<InstalledModel>> installed_in(const std::filesystem::path& folder);

/// Everything wrong with the files of one model folder. Errors: kIo, kCancelled.
Result<std::vector<VerifyProblem>> verify_folder(const std::filesystem::path& folder, const std::string& name,
                                                 std::stop_token stop = {});

/// Names in a store folder that look like models, sound or not.
Result<std::vector<std::string>> model_names_in(const std::filesystem::path& folder);

}  // namespace dragoman::store
