// Backup: what a server keeps, copied into a folder while the server runs, and put back.
//
//   Result<BackupReport> made = back_up({.data = "/var/lib/dragoman", .keys = "/etc/dragoman/keys"}, "/backup/monday");
//   if (!made) return report(made.error());
//
// A folder of a backup holds the files and a list of them with their SHA-256 (docs/formats/backup.md). Each database is copied as it
// was at one moment, and looked through; the folder appears when all is in it.
//
// Threads: any, for different folders.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/result.h"

namespace dragoman {

/// Where a server keeps what it keeps, as in ServerOptions; "": nowhere.
struct BackupPlaces {
  std::filesystem::path data = {}, articles = {}, memory = {}, keys = {};
};

struct BackupPart {
  std::string name;  ///< in the backup: "articles.db", "glossaries/..."
  std::uint64_t bytes = 0;
  std::string sha256;
};

struct BackupReport {
  std::string time;  ///< of the backup, "2026-12-01T02:07:31Z"
  std::vector<BackupPart> parts;
};

/// Copies all that there is at these places to a new folder. `replace`: one that is there already, if it is a backup, goes when the new
/// one is complete. Errors: kBadArgument (nothing to copy, a folder that is there), kIo, kBusy, kBadMemory (a damaged database).
DRAGOMAN_API Result<BackupReport> back_up(const BackupPlaces& places, const std::filesystem::path& folder,
                                          bool replace = false);
/// Whether all of a backup is there and as it was, its databases included. Errors: kNotFound, kBadArgument (no backup), kIo, kBadMemory.
DRAGOMAN_API Result<BackupReport> check_backup(const std::filesystem::path& folder);
/// Puts a backup back, all of it: no server may run on these places. It is checked first; a file takes its place by a rename, and none
/// does before all are beside their places. `replace`: what is there may go; else nothing is touched if any of it is. What a backup
/// does not have stays. Errors: those of check_backup(), kBadArgument (a place that is not named, or taken).
DRAGOMAN_API Result<BackupReport> restore_backup(const std::filesystem::path& folder, const BackupPlaces& places,
                                                 bool replace = false);
/// When the last backup of this data folder was made, and where: "2026-12-01T02:07:31Z /backup/monday"; "" if none is known.
DRAGOMAN_API std::string last_backup(const std::filesystem::path& data);

}  // namespace dragoman
