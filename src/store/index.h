// Indexes of models: what is offered where, with sizes and checksums, whatever form the index has.
//
// Four forms, told apart by their shape (docs/formats/model-index.md): the registry.json of Mozilla's model repository,
// the models.json that Mozilla publishes now, Firefox's Remote Settings records, and a plain folder of model folders.
// Threads: pure functions of the file system and the network.
#pragma once
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/language.h"
#include "dragoman/result.h"
#include "json/read.h"
#include "store/model_folder.h"

namespace dragoman::store {

/// Where Mozilla publishes the catalogue of its models for download.
inline constexpr std::string_view kPublishedIndex =
    "https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json";

/// No file of a model may be larger, whatever an index says.
inline constexpr std::uint64_t kMaxModelFile = std::uint64_t{2} << 30;

struct OfferedFile {
  FileRole role = FileRole::kOther;
  std::string name;                ///< plain file name to install under
  std::string address;             ///< http, https, or a path
  std::uint64_t packed_bytes = 0;  ///< as downloaded; 0 = unknown
  std::string packed_sha256;       ///< "" = unknown
  std::uint64_t bytes = 0;         ///< unpacked; 0 = unknown
  std::string sha256;              ///< of the unpacked file; "" = unknown
};

struct Offer {
  Language source, target;
  std::string architecture;  ///< may be empty
  std::string version;       ///< may be empty
  bool released = true;      ///< false: its publisher calls it experimental
  std::vector<OfferedFile> files;
  std::string problem;  ///< not empty: the entry cannot be installed, and why
};

/// Reads the index at an address (http, https, file), a JSON file or a folder. Errors: kNetwork, kIo, kBadIndex
/// (not there, no known form, nothing usable in it), kTooLong, kBadArgument, kCancelled.
Result<std::vector<Offer>> load_index(const std::string& address, std::stop_token stop);

/// "tiny" -> 1, "base-memory" -> 2, "base" -> 3, anything else 0.
int architecture_rank(std::string_view architecture);
/// Is the first version ("2.1") newer than the second ("2.0")? Numbers compare as numbers, "1.0a1" before "1.0".
bool newer_version(std::string_view first, std::string_view second);

/// The forms; `base` is the address of the index's folder, ending in '/'. What an entry gets wrong is noted in its
/// `problem`; entries without languages are left out.
std::vector<Offer> read_registry(const json::JsonValue& index, const std::string& base);
std::vector<Offer> read_catalogue(const json::JsonValue& index, const std::string& base);
std::vector<Offer> read_records(const json::JsonValue& index, const std::string& base, const std::string& elsewhere);
Result<std::vector<Offer>> read_model_folders(const std::filesystem::path& root);

/// Fills a file in from what an index says and checks it; a fault goes to offer.problem.
void add_file(Offer& offer, FileRole role, OfferedFile file);
/// Notes in offer.problem that a part is missing.
void check_complete(Offer& offer);
/// `base` + `path`, or "" if the path is none to follow. For a local index a file that lies in its folder; else
/// `elsewhere` (an address the index itself gives) + path.
std::string file_address(const std::string& base, const std::string& path, const std::string& elsewhere = {});

}  // namespace dragoman::store
