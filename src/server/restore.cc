// A restored file is made beside its place first. When all are there they take their places one by one: what was there before goes then,
// the journal of a database before the database itself, since an old journal would be read into a new one.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "dragoman/backup.h"
#include "server/backup_parts.h"
#include "server/file_owner.h"
#include "sqlite/database.h"
#include "store/files.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;
using server::BackupFile;

/// Files beside their places, which go unless they were renamed.
class Staged {
 public:
  Staged() = default;
  Staged(const Staged&) = delete;
  Staged& operator=(const Staged&) = delete;
  ~Staged() {
    std::error_code ignored;
    for (const fs::path& file : files_) fs::remove(file, ignored);
  }
  static fs::path beside(const fs::path& place) { return fs::path(place).concat(".restoring"); }
  Status add(const fs::path& from, const BackupFile& file) {
    if (Status made = store::make_folder(fs::absolute(file.place).parent_path()); !made) return made;
    const fs::path fresh = beside(file.place);
    files_.push_back(fresh);
    if (Status copied = copy_from_backup(from, file, fresh); !copied) return copied;
    return server::hand_over(fresh, file.place);
  }

 private:
  std::vector<fs::path> files_;
};

Result<std::vector<BackupFile>> places_of(const BackupReport& report, const BackupPlaces& places, bool replace) {
  std::vector<BackupFile> out;
  std::error_code error;
  for (const BackupPart& part : report.parts) {
    Result<BackupFile> file = server::backup_file(part.name, places);
    if (!file) return file.error();
    if (file->place.empty())
      return Error{ErrorCode::kBadArgument, 0,
                   "the backup has " + part.name + ", but no place for it is named; give " + std::string(file->option)};
    if (!replace && fs::exists(fs::symlink_status(file->place, error)))
      return Error{ErrorCode::kBadArgument, 0,
                   file->place.string() + " is there already; move it away, or give --force to replace it"};
    out.push_back(std::move(*file));
  }
  return out;
}

Status take_place_of(const BackupFile& file) {
  std::error_code error;
  for (const char* journal : {"-wal", "-shm", "-journal"}) {
    if (file.schema != nullptr) fs::remove(fs::path(file.place).concat(journal), error);
    if (error) return store::file_error("remove", fs::path(file.place).concat(journal), error.value());
  }
  if (std::rename(Staged::beside(file.place).c_str(), file.place.c_str()) != 0)
    return store::file_error("replace", file.place, errno);
  return store::sync_folder(fs::absolute(file.place).parent_path());
}

}  // namespace

Result<BackupReport> restore_backup(const fs::path& folder, const BackupPlaces& places, bool replace) {
  Result<BackupReport> report = check_backup(folder);
  if (!report) return report;
  const Result<std::vector<BackupFile>> files = places_of(*report, places, replace);
  if (!files) return files.error();
  Staged staged;
  for (const BackupFile& file : *files) {
    if (Status added = staged.add(folder / file.name, file); !added) return added.error();
  }
  for (const BackupFile& file : *files) {
    if (Status placed = take_place_of(file); !placed) return placed.error();
  }
  return report;
}

}  // namespace dragoman
