// A backup is made beside its place, under a name that nobody takes for one, and takes its place by a rename.
#include "dragoman/backup.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <ctime>
#include <system_error>

#include "server/backup_parts.h"
#include "sqlite/database.h"
#include "store/digest.h"
#include "store/files.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;
using server::BackupFile;

constexpr std::string_view kNote = "last-backup";

std::string backup_time() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

/// A folder that goes with all that is in it unless it is kept.
class Draft {
 public:
  explicit Draft(fs::path folder) : folder_(std::move(folder)) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  const fs::path& folder() const { return folder_; }
  void keep() { folder_.clear(); }

 private:
  fs::path folder_;
};

Status check_free(const fs::path& folder, bool replace) {
  std::error_code error;
  if (folder.empty()) return Error{ErrorCode::kBadArgument, 0, "name a folder for the backup"};
  if (!fs::exists(fs::symlink_status(folder, error)) ||
      (fs::is_directory(folder, error) && fs::is_empty(folder, error)))
    return {};
  if (!replace)
    return Error{ErrorCode::kBadArgument, 0,
                 folder.string() + " is there already; name another folder, or give --force to replace that backup"};
  if (fs::exists(folder / server::kBackupList, error)) return {};
  return Error{ErrorCode::kBadArgument, 0, folder.string() + " is no backup, and is left alone; name another folder"};
}

Status copy_all(const std::vector<BackupFile>& files, const fs::path& folder, BackupReport& report) {
  for (const BackupFile& file : files) {
    const fs::path to = folder / file.name;
    if (Status made = store::make_folder(to.parent_path()); !made) return made;
    Status copied = copy_for_backup(file.place, file, to);
    if (!copied && copied.error().code == ErrorCode::kNotFound) continue;  // a glossary that was deleted just now
    if (!copied) return copied;
    Result<store::FileDigest> sum = store::digest_file(to);
    if (!sum) return sum.error();
    report.parts.push_back({file.name, sum->bytes, std::move(sum->sha256)});
  }
  return {};
}

/// The old one, if there is one, goes first; a crash between the two leaves the new one under its other name.
Status take_place(const fs::path& fresh, const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  if (std::rename(fresh.c_str(), folder.c_str()) != 0) return store::file_error("name", folder, errno);
  return store::sync_folder(folder.parent_path());
}

}  // namespace

Result<BackupReport> back_up(const BackupPlaces& places, const fs::path& named, bool replace) {
  const fs::path folder = fs::absolute(named.has_filename() ? named : named.parent_path());
  if (Status free = check_free(named.empty() ? named : folder, replace); !free) return free.error();
  const Result<std::vector<BackupFile>> files = server::backup_files(places);
  if (!files) return files.error();
  if (files->empty())
    return Error{ErrorCode::kBadArgument, 0,
                 "there is nothing to copy; name what the server keeps with --data, --articles, --db and --keys"};
  if (Status made = store::make_folder(folder.parent_path()); !made) return made.error();
  std::string name = folder.string() + ".part-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) return store::file_error("make", name, errno);
  Draft draft(name);
  BackupReport report{backup_time(), {}};
  if (Status copied = copy_all(*files, draft.folder(), report); !copied) return copied.error();
  if (Status listed = server::write_backup_list(draft.folder(), report); !listed) return listed.error();
  for (const char* inner : {"glossaries", ""}) {
    if (!store::is_folder(draft.folder() / inner)) continue;
    if (Status synced = store::sync_folder(draft.folder() / inner); !synced) return synced.error();
  }
  if (Status placed = take_place(draft.folder(), folder); !placed) return placed.error();
  draft.keep();
  // For the doctor alone: a backup is none the worse without it.
  if (store::is_folder(places.data))
    (void)store::write_file(places.data / kNote, report.time + " " + folder.string() + "\n");
  return report;
}

Result<BackupReport> check_backup(const fs::path& folder) {
  Result<BackupReport> report = server::read_backup_list(folder);
  if (!report) return report;
  for (const BackupPart& part : report->parts) {
    const fs::path file = folder / part.name;
    const Result<store::FileDigest> sum = store::digest_file(file);
    if (!sum) return sum.error();
    if (sum->bytes != part.bytes || sum->sha256 != part.sha256)
      return Error{ErrorCode::kBadArgument, 0,
                   file.string() + " is not as it was when the backup was made; take another backup"};
  }
  return report;
}

std::string last_backup(const fs::path& data) {
  constexpr std::size_t kLongest = 8192;
  Result<std::string> line = store::read_file(data / kNote, kLongest);
  if (data.empty() || !line) return "";
  return line->substr(0, line->find('\n'));
}

}  // namespace dragoman
