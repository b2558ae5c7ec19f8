// Where models are looked for when nobody says: the user's folders, then the installation's, then the system's.
// A folder "models" in the current directory is not among them: what a program does must not depend on where it stands.
#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "base/user_data.h"
#include "dragoman/store.h"

namespace dragoman {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::filesystem::path user_folder() {
  const std::filesystem::path data = base::user_data_folder();
  return data.empty() ? data : data / "models";
}

constexpr const char* kBelowPrefix = "share/dragoman/models";

/// Beside the running program, PREFIX/bin/NAME.
std::filesystem::path program_folder() {
  std::error_code error;
  std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return {};
  return program.parent_path().parent_path() / kBelowPrefix;
}

/// Beside the shared library that this code is in, PREFIX/lib/NAME or PREFIX/lib/MACHINE/NAME: a program that only uses
/// the library may lie anywhere. Nothing if there are no models there.
std::filesystem::path library_folder() {
  static const char here = 0;
  Dl_info found{};
  std::error_code error;
  if (::dladdr(&here, &found) == 0 || found.dli_fname == nullptr) return {};
  std::filesystem::path folder = std::filesystem::canonical(found.dli_fname, error).parent_path();
  for (int up = 0; up < 2 && !error && folder.has_relative_path(); ++up) {
    folder = folder.parent_path();
    if (std::filesystem::is_directory(folder / kBelowPrefix, error)) return folder / kBelowPrefix;
    error.clear();
  }
  return {};
}

}  // namespace

std::vector<std::filesystem::path> ModelStore::default_folders() {
  std::vector<std::filesystem::path> folders;
  auto add = [&](const std::filesystem::path& folder) {
    bool known = std::find(folders.begin(), folders.end(), folder) != folders.end();
    if (!folder.empty() && !known) folders.push_back(folder);
  };
  std::string listed = environment("DRAGOMAN_MODELS");
  for (std::size_t begin = 0; begin < listed.size();) {
    std::size_t end = std::min(listed.find(':', begin), listed.size());
    add(listed.substr(begin, end - begin));
    begin = end + 1;
  }
  if (folders.empty()) add(user_folder());
  add(program_folder());
  add(library_folder());
  add("/usr/share/dragoman/models");
  return folders;
}

}  // namespace dragoman
