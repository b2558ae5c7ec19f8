#include "base/user_data.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace dragoman::base {
namespace {

std::string home_folder() {
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') return home;
  passwd entry{}, *found = nullptr;
  char buffer[4096];
  const bool known = ::getpwuid_r(::getuid(), &entry, buffer, sizeof(buffer), &found) == 0 && found != nullptr;
  return known && entry.pw_dir != nullptr ? entry.pw_dir : "";
}

}  // namespace

std::filesystem::path user_data_folder() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/')
    return std::filesystem::path(data) / "dragoman";
  const std::string home = home_folder();
  return home.empty() ? std::filesystem::path() : std::filesystem::path(home) / ".local/share/dragoman";
}

}  // namespace dragoman::base
