#include "store/index.h"

#include <algorithm>
#include <cstdlib>

#include "store/address.h"
#include "store/digest.h"
#include "store/fetch.h"
#include "store/files.h"

namespace dragoman::store {
namespace {

constexpr std::uint64_t kMaxIndex = std::uint64_t{64} << 20;
// Where Firefox keeps the attachments of its records; a Remote Settings server says it itself, a saved list does not.
constexpr std::string_view kMozillaAttachments = "https://firefox-settings-attachments.cdn.mozilla.net/";

/// The index file of a local folder, or nothing if the folder is one of models.
std::filesystem::path index_file_in(const std::filesystem::path& folder) {
  std::error_code error;
  for (const char* name : {"models.json", "db/models.json", "registry.json", "records.json"})
    if (std::filesystem::is_regular_file(folder / name, error)) return folder / name;
  return {};
}

/// The address that a Remote Settings server gives for attachments, in its root document at ".../v1/".
std::string attachments_of(const std::string& address, std::stop_token stop) {
  std::size_t root = address.find("/v1/");
  if (root == std::string::npos) return parent_address(address);
  Result<std::string> text = fetch_text(address.substr(0, root + 4), 1 << 20, stop);
  if (!text) return std::string(kMozillaAttachments);
  Result<json::JsonValue> hello = json::parse_json(*text, "server root", {1 << 20, 16, 10000});
  std::string told = hello ? (*hello)["capabilities"]["attachments"].string("base_url") : std::string();
  bool weaker = address.substr(0, 8) == "https://" && told.substr(0, 8) != "https://";
  if (!is_remote(told) || weaker) return std::string(kMozillaAttachments);
  return told.back() == '/' ? told : told + '/';
}

Result<std::vector<Offer>> read_by_shape(const json::JsonValue& index, const std::string& address,
                                         std::stop_token stop) {
  std::string base = parent_address(address);
  if (index["models"].is_object()) return read_catalogue(index, base);
  if (index["data"].is_array())
    return is_remote(address) ? read_records(index, attachments_of(address, stop), {})
                              : read_records(index, base, std::string(kMozillaAttachments));
  if (index.is_object()) return read_registry(index, base);
  return std::vector<Offer>();
}

Error useless(const std::string& address) {
  return {ErrorCode::kBadIndex, 0,
          printable(address) +
              " is no index of models that is known here (registry.json, models.json, Remote Settings "
              "records or a folder of models); name another one"};
}

}  // namespace

Result<std::vector<Offer>> load_index(const std::string& given, std::stop_token stop) {
  std::string address = given;
  if (!is_remote(given)) {
    Result<std::filesystem::path> path = local_path(given);
    if (!path) return path.error();
    if (is_folder(*path)) {
      std::filesystem::path file = index_file_in(*path);
      if (file.empty()) return read_model_folders(*path);
      address = file.string();
    } else {
      address = path->string();
    }
  }
  Result<std::string> text = fetch_text(address, kMaxIndex, stop);
  if (!text) {
    // An index that is not there is an index that fails, not a model that is not there.
    const ErrorCode code = text.error().code == ErrorCode::kNotFound ? ErrorCode::kBadIndex : text.error().code;
    return Error{code, text.error().at, "the index of models cannot be read: " + text.error().what};
  }
  Result<json::JsonValue> index =
      json::parse_json(*text, "the index " + printable(address), {kMaxIndex, 24, 2'000'000});
  if (!index) return index.error();
  Result<std::vector<Offer>> offers = read_by_shape(*index, address, stop);
  if (offers && offers->empty()) return useless(address);
  return offers;
}

int architecture_rank(std::string_view architecture) {
  if (architecture == "base") return 3;
  if (architecture == "base-memory") return 2;
  return architecture == "tiny" ? 1 : 0;
}

bool newer_version(std::string_view first, std::string_view second) {
  auto take_number = [](std::string_view& text) {
    unsigned long long value = 0;
    while (!text.empty() && text[0] >= '0' && text[0] <= '9' && value < 1'000'000'000) {
      value = value * 10 + static_cast<unsigned>(text[0] - '0');
      text.remove_prefix(1);
    }
    return value;
  };
  while (!first.empty() || !second.empty()) {
    unsigned long long a = take_number(first), b = take_number(second);
    if (a != b) return a > b;
    char left = first.empty() ? '\0' : first[0], right = second.empty() ? '\0' : second[0];
    // After equal numbers: "1.0.1" > "1.0" > "1.0a1".
    auto order = [](char c) { return c == '.' ? 2 : c == '\0' ? 1 : 0; };
    if (order(left) != order(right)) return order(left) > order(right);
    if (left != right) return left > right;
    if (!first.empty()) first.remove_prefix(1);
    if (!second.empty()) second.remove_prefix(1);
  }
  return false;
}

void add_file(Offer& offer, FileRole role, OfferedFile file) {
  auto refuse = [&](const std::string& why) {
    if (offer.problem.empty()) offer.problem = why;
  };
  file.role = role;
  if (!is_safe_name(file.name)) return refuse("it names a file \"" + printable(file.name) + "\"");
  if (file_role(file.name) != role || without_compression(file.name) != file.name)
    return refuse("its file " + file.name + " is not named like its kind");
  if (file.address.empty()) return refuse("the place it gives for " + file.name + " is none to follow");
  for (std::uint64_t size : {file.bytes, file.packed_bytes})
    if (size > kMaxModelFile) return refuse("it gives " + std::to_string(size) + " bytes for " + file.name);
  for (std::string* sum : {&file.sha256, &file.packed_sha256}) {
    if (!sum->empty() && !looks_like_sha256(*sum)) return refuse("the SHA-256 it gives for " + file.name + " is none");
    for (char& c : *sum) c = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
  }
  for (const OfferedFile& other : offer.files)
    if ((other.role == role && role != FileRole::kNotice) || other.name == file.name)
      return refuse("it gives two files for one part: " + file.name);
  offer.files.push_back(std::move(file));
}

void check_complete(Offer& offer) {
  auto has = [&](FileRole role) {
    return std::any_of(offer.files.begin(), offer.files.end(), [&](const OfferedFile& f) { return f.role == role; });
  };
  bool vocabulary =
      has(FileRole::kVocabulary) || (has(FileRole::kSourceVocabulary) && has(FileRole::kTargetVocabulary));
  if (!offer.problem.empty()) return;
  if (!has(FileRole::kModel)) offer.problem = "it has no model file";
  if (!vocabulary) offer.problem = "it has no vocabulary";
}

std::string file_address(const std::string& base, const std::string& path, const std::string& elsewhere) {
  if (!is_safe_relative(path)) return {};
  if (is_remote(base)) {
    if (elsewhere.empty()) return base + path;
    // An index from the network may send us to another server, but not to our own disk, nor from https to http.
    bool weaker = base.substr(0, 8) == "https://" && elsewhere.substr(0, 8) != "https://";
    return is_remote(elsewhere) && !weaker ? elsewhere + path : std::string();
  }
  // base may be db/, with the models beside it
  for (const std::string& folder : {base, base + "../"}) {
    std::error_code error;
    if (std::filesystem::is_regular_file(folder + path, error)) return folder + path;
  }
  return is_remote(elsewhere) ? elsewhere + path : base + path;
}

}  // namespace dragoman::store
