#include "server/file_owner.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "store/files.h"

namespace dragoman::server {

Status hand_over(const std::filesystem::path& fresh, const std::filesystem::path& file) {
  struct stat about {};
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const bool known = ::stat(file.c_str(), &about) == 0 || ::stat(folder.c_str(), &about) == 0;
  if (::geteuid() != 0 || !known || ::chown(fresh.c_str(), about.st_uid, about.st_gid) == 0) return {};
  return store::file_error("hand over", fresh, errno);
}

}  // namespace dragoman::server
