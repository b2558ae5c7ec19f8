// Where a helper lies: everything is relative to the program or library that is running, so that an installed tree may be moved.
#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <vector>

#include "speech/helper.h"

namespace dragoman::speech {
namespace {

namespace fs = std::filesystem;

bool runs(const fs::path& program) {
  std::error_code error;
  return fs::is_regular_file(program, error) && ::access(program.c_str(), X_OK) == 0;
}

/// The folders of the program and of the library that this code is in.
std::vector<fs::path> own_folders() {
  std::vector<fs::path> out;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) out.push_back(program.parent_path());
  Dl_info info;
  if (::dladdr(reinterpret_cast<const void*>(&find_helper), &info) != 0 && info.dli_fname != nullptr) {
    const fs::path library = fs::weakly_canonical(info.dli_fname, error).parent_path();
    if (!error && (out.empty() || library != out.front())) out.push_back(library);
  }
  return out;
}

}  // namespace

Result<fs::path> find_helper(const fs::path& given, const char* variable, std::string_view name,
                             std::string_view remedy) {
  const char* const set = std::getenv(variable);
  const fs::path stated = !given.empty() ? given : set != nullptr ? fs::path(set) : fs::path();
  if (!stated.empty()) {
    if (runs(stated)) return stated;
    return Error{ErrorCode::kNotFound, 0,
                 "there is no program at " + stated.string() + " to speak with; name the one that is installed with " +
                     variable};
  }
  std::string looked;
  for (const fs::path& folder : own_folders()) {
    // bin/../libexec, and lib/x86_64-linux-gnu/../../libexec
    for (const fs::path& place : {folder, folder / "../libexec/dragoman", folder / "../../libexec/dragoman"}) {
      if (runs(place / name)) return place / name;
    }
    looked += (looked.empty() ? "" : ", ") + folder.string() + ", " + (folder / "../libexec/dragoman").string();
  }
  const char* const path = std::getenv("PATH");
  for (std::string_view rest = path != nullptr ? path : ""; !rest.empty();) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    if (!folder.empty() && runs(fs::path(folder) / name)) return fs::path(folder) / name;
  }
  return Error{ErrorCode::kNotFound, 0,
               "the program " + std::string(name) + " that speaks is not there (looked in " + looked + ", PATH); " +
                   std::string(remedy) + ", or name it with " + variable};
}

}  // namespace dragoman::speech
