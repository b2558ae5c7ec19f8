#include "server/backup_parts.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "articles/schema.h"
#include "base/ascii.h"
#include "dragoman/version.h"
#include "json/read.h"
#include "json/write.h"
#include "memory/schema.h"
#include "server/usage.h"
#include "sqlite/database.h"
#include "store/digest.h"
#include "store/files.h"

namespace dragoman::server {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kBackupForm = 1;
constexpr std::size_t kMostParts = 20'000;
constexpr std::string_view kGlossaryFolder = "glossaries/";

Error no_backup(const fs::path& file, const std::string& why) {
  return {ErrorCode::kBadArgument, 0, file.string() + " is no list of a backup (" + why + "); name the folder of one"};
}

/// A name without a path, as the server gives them to glossaries.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name.front() != '.' && std::ranges::all_of(name, [](char c) {
    return base::is_ascii_digit(c) || base::is_ascii_letter(c) || c == '-' || c == '_' || c == '.';
  });
}

std::vector<BackupFile> single_files(const BackupPlaces& places) {
  const auto in_data = [&](const char* name) { return places.data.empty() ? places.data : places.data / name; };
  return {{"memory.db", places.memory, &memory::schema(), "--db"},
          {"articles.db", places.articles, &articles::schema(), "--articles"},
          {"usage.db", in_data("usage.db"), &usage_schema(), "--data"},
          {"reports.jsonl", in_data("reports.jsonl"), nullptr, "--data"},
          {"keys", places.keys, nullptr, "--keys"}};
}

/// Whatever it is, nobody else has to read it.
Status protect(const fs::path& file) {
  return ::chmod(file.c_str(), 0600) == 0 ? Status() : store::file_error("protect", file, errno);
}

Status copy_bytes(const fs::path& from, const fs::path& to) {
  std::ifstream in(from, std::ios::binary);
  if (!in) return store::file_error("open", from, errno);
  Result<store::FileWriter> out = store::FileWriter::open(to);
  if (!out) return out.error();
  std::string piece(std::size_t{1} << 20, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    if (Status written = out->write({piece.data(), static_cast<std::size_t>(in.gcount())}); !written) return written;
  }
  if (in.bad()) return store::file_error("read", from, EIO);
  if (Status done = out->finish(); !done) return done;
  return protect(to);
}

}  // namespace

Result<std::vector<BackupFile>> backup_files(const BackupPlaces& places) {
  std::vector<BackupFile> out;
  std::error_code error;
  for (BackupFile& file : single_files(places)) {
    if (!file.place.empty() && fs::exists(file.place, error)) out.push_back(std::move(file));
  }
  const Result<std::vector<std::string>> glossaries = store::list_folder(places.data / "glossaries");
  if (places.data.empty() || (!glossaries && glossaries.error().code == ErrorCode::kNotFound)) return out;
  if (!glossaries) return glossaries.error();
  for (const std::string& name : *glossaries) {
    if (!is_plain_name(name)) continue;  // nothing that the server has made
    out.push_back({std::string(kGlossaryFolder) + name, places.data / "glossaries" / name, nullptr, "--data"});
  }
  return out;
}

Result<BackupFile> backup_file(std::string_view name, const BackupPlaces& places) {
  for (BackupFile& file : single_files(places)) {
    if (file.name == name) return std::move(file);
  }
  const std::string_view glossary = name.substr(std::min(name.size(), kGlossaryFolder.size()));
  if (!name.starts_with(kGlossaryFolder) || !is_plain_name(glossary))
    return Error{ErrorCode::kBadArgument, 0, "a backup has no file named " + base::printable(name)};
  return BackupFile{std::string(name), places.data.empty() ? places.data : places.data / name, nullptr, "--data"};
}

Status write_backup_list(const fs::path& folder, const BackupReport& report) {
  std::vector<json::JsonText> files;
  for (const BackupPart& part : report.parts) {
    files.push_back(
        json::JsonObject().add("name", part.name).add("bytes", part.bytes).add("sha256", part.sha256).done());
  }
  json::JsonObject list;
  list.add("dragoman_backup", kBackupForm).add("program", version()).add("time", report.time);
  return store::write_file(folder / kBackupList, list.add("files", json::json_array(files)).done().text + "\n");
}

Result<BackupReport> read_backup_list(const fs::path& folder) {
  const fs::path file = folder / kBackupList;
  const Result<std::string> bytes = store::read_file(file, kMaxBackupFile);
  if (!bytes) return bytes.error();
  return backup_list_in(*bytes, file);
}

Result<BackupReport> backup_list_in(std::string_view bytes, const fs::path& file) {
  const Result<json::JsonValue> list = json::parse_json(bytes, file.string(), {}, ErrorCode::kBadArgument);
  if (!list) return list.error();
  const std::optional<std::uint64_t> form = list->count("dragoman_backup");
  if (!form) return no_backup(file, "it does not say which form it has");
  if (*form > kBackupForm) return no_backup(file, "a newer dragoman has made it: update this one");
  if ((*list)["files"].items.size() > kMostParts) return no_backup(file, "it names too many files");
  BackupReport out{list->string("time"), {}};
  for (const json::JsonValue& value : (*list)["files"].items) {
    const std::optional<std::uint64_t> size = value.count("bytes");
    const Result<BackupFile> known = backup_file(value.string("name"), {});
    if (!known) return no_backup(file, known.error().what);
    if (!size || !store::looks_like_sha256(value.string("sha256")))
      return no_backup(file, "size and sum of " + known->name + " are missing");
    out.parts.push_back({known->name, *size, value.string("sha256")});
  }
  return out;
}

Status copy_for_backup(const fs::path& from, const BackupFile& file, const fs::path& to) {
  if (file.schema == nullptr) return copy_bytes(from, to);
  if (Status copied = sqlite::copy_database(from, *file.schema, to); !copied) return copied;
  return protect(to);
}

Status copy_from_backup(const fs::path& from, const BackupFile& file, const fs::path& to) {
  std::error_code ignored;
  fs::remove(to, ignored);  // of an attempt that was killed
  if (Status copied = copy_bytes(from, to); !copied) return copied;
  return file.schema == nullptr ? Status() : sqlite::check_database(to, *file.schema);
}

}  // namespace dragoman::server
