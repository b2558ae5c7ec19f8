// What a backup is made of: which file of a server is which file of it, and the list of them all.
// Threads: plain values.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/backup.h"
#include "sqlite/schema.h"

namespace dragoman::server {

inline constexpr std::string_view kBackupList = "backup.json";
inline constexpr std::size_t kMaxBackupFile = std::size_t{64} << 20;  // bytes of a file that is no database

struct BackupFile {
  std::string name;                        ///< in the backup
  std::filesystem::path place;             ///< at the server; "": the place is not named
  const sqlite::Schema* schema = nullptr;  ///< null: no database
  std::string_view option;                 ///< that names the place
};

/// What is there now.
Result<std::vector<BackupFile>> backup_files(const BackupPlaces& places);
/// Where a file of a backup belongs. Errors: kBadArgument (a name that none has).
Result<BackupFile> backup_file(std::string_view name, const BackupPlaces& places);

Status write_backup_list(const std::filesystem::path& folder, const BackupReport& report);
/// The list's bytes; `file` is for messages. Errors: kBadArgument (no such list, or a newer one).
Result<BackupReport> backup_list_in(std::string_view bytes, const std::filesystem::path& file);
/// Errors: kNotFound, and as above.
Result<BackupReport> read_backup_list(const std::filesystem::path& folder);

/// Copies a file, or a database that may be in use, to a new one, on the disk when it returns. Errors: kNotFound, kIo, kBusy, kBadMemory.
Status copy_for_backup(const std::filesystem::path& from, const BackupFile& file, const std::filesystem::path& to);
/// Copies a file of a backup, and looks through it if it is a database. Nothing is written beside `from`, which may be on a disk that is
/// for reading only. Errors: as above.
Status copy_from_backup(const std::filesystem::path& from, const BackupFile& file, const std::filesystem::path& to);

}  // namespace dragoman::server
