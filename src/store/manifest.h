// dragoman.json, which the store writes into every folder it installs: what the model is, where it came from, and the
// size and SHA-256 of each file, for verify.
//
// Threads: pure functions of the file system.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::store {

inline constexpr const char* kManifestName = "dragoman.json";

struct ManifestFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;    ///< of the installed file
  bool promised = true;  ///< the index gave that sum; false: it was taken from what arrived
};

struct Manifest {
  std::string source, target;  ///< language tags
  std::string architecture, version;
  std::string index;  ///< address it was installed from
  std::vector<ManifestFile> files;
};

/// Nothing if the folder has none. Errors: kBadModel (damaged; what to do is left to the caller, who knows the pair),
/// kIo.
Result<std::optional<Manifest>> read_manifest(const std::filesystem::path& folder);
/// Error: kIo.
Status write_manifest(const std::filesystem::path& folder, const Manifest& manifest);

}  // namespace dragoman::store
