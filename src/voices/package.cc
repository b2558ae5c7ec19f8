// Everything is read into memory under limits before anything is written. A name comes from a file's name and becomes a folder's: letters,
// digits and a few signs only.
#include "voices/package.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "dragoman/fetch.h"
#include "office/archive.h"
#include "store/digest.h"
#include "store/files.h"

namespace dragoman::voices {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestFile = std::size_t{512} << 20;  // the largest voices have 115 MB
constexpr std::size_t kLongestConfig = std::size_t{4} << 20, kLongestCard = std::size_t{256} << 10;

bool ends_with(std::string_view name, std::string_view end) { return base::lower_ascii(name).ends_with(end); }

bool is_container(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Without question and fragment.
std::string_view plain_address(std::string_view address) { return address.substr(0, address.find_first_of("?#")); }

/// As in the container's folder of it.
std::string beside(std::string_view path, std::string_view name) {
  return std::string(path.substr(0, path.rfind('/') + 1)) + std::string(name);
}

Result<std::string> name_of(std::string_view file) {
  std::string name(file_name(file));
  if (ends_with(name, ".onnx")) name.resize(name.size() - 5);
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.' || c == '+';
  };
  if (!name.empty() && name.size() <= 100 && name[0] != '.' && std::ranges::all_of(name, fits) && name != "runtime")
    return name;
  return Error{ErrorCode::kBadArgument, 0,
               "a voice's file is named by letters, digits, - and _ (en_US-joe-medium.onnx); rename " +
                   std::string(file_name(file))};
}

struct Fetched {
  std::string bytes, name;
};

/// The bytes of a file or an address, with the checksum asked for.
Result<Fetched> get(std::string_view place, const AddVoiceOptions& options) {
  Fetched got{"", std::string(place)};
  if (is_web_address(place)) {
    FetchOptions fetching;
    fetching.max_bytes = kLongestFile;
    fetching.timeout = std::chrono::minutes(30);
    fetching.allow_private = options.allow_private;
    fetching.stop = options.stop;
    Result<FetchedPage> page = fetch_page(place, fetching);
    if (!page) return page.error();
    got = {std::move(page->bytes), std::string(plain_address(place))};
  } else {
    Result<std::string> bytes = store::read_file(fs::path(place), kLongestFile);
    if (!bytes) return bytes.error();
    got.bytes = std::move(*bytes);
  }
  if (options.sha256.empty()) return got;
  const Result<std::string> sum = store::sha256_of(got.bytes);
  if (!sum) return sum.error();
  if (*sum == base::lower_ascii(options.sha256)) return got;
  return Error{
      ErrorCode::kChecksum, 0,
      got.name + " has the SHA-256 " + *sum + ", not the one that was asked for; get it again, or ask its maker"};
}

Result<std::unique_ptr<office::Archive>> open_container(const Fetched& got) {
  auto archive = office::Archive::open(got.bytes, kLongestFile);
  if (archive) return archive;
  // Its words are about documents.
  if (archive.error().code == ErrorCode::kIo) {
    return Error{ErrorCode::kIo, 0, got.name + ": ZIP files need libzip; install the package libzip4, or unpack it"};
  }
  return Error{ErrorCode::kBadModel, 0, got.name + " is no whole ZIP file; get it again"};
}

/// A part that must be there.
Result<std::string> part_of(office::Archive& archive, const std::string& name, const std::string& container) {
  Result<std::string> bytes = archive.read(name);
  if (bytes) return bytes;
  if (bytes.error().code == ErrorCode::kTooLong)
    return Error{ErrorCode::kTooLong, 0, container + ": " + name + " is too large"};
  return Error{ErrorCode::kBadModel, 0, container + " holds no whole " + name + "; get it again"};
}

/// The only name that ends so.
Result<std::string> only_one(const std::vector<std::string>& names, std::string_view end, const std::string& where) {
  std::vector<std::string> found;
  for (const std::string& name : names) {
    if (ends_with(name, end)) found.push_back(name);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) return Error{ErrorCode::kNotFound, 0, where + " holds no voice (a file that ends with .onnx)"};
  std::string listed;
  for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 5); ++i) listed += (i > 0 ? ", " : "") + found[i];
  return Error{ErrorCode::kBadArgument, 0,
               where + " holds " + std::to_string(found.size()) + " voices (" + listed + "); name one of the files"};
}

Result<VoicePackage> from_container(const Fetched& got) {
  auto archive = open_container(got);
  if (!archive) return archive.error();
  const Result<std::string> file = only_one((*archive)->names(), ".onnx", got.name);
  if (!file) return file.error();
  Result<std::string> name = name_of(*file);
  if (!name) return name.error();
  Result<std::string> model = part_of(**archive, *file, got.name);
  if (!model) return model.error();
  Result<std::string> config = part_of(**archive, *file + ".json", got.name);
  if (!config) return config.error();
  const Result<std::string> card = (*archive)->read(beside(*file, "MODEL_CARD"));
  return VoicePackage{std::move(*name), std::move(*model), std::move(*config),
                      card && card->size() <= kLongestCard ? *card : "", ""};
}

/// What stands beside a model that is an address.
Result<VoicePackage> from_address(Fetched got, std::string_view address, AddVoiceOptions options) {
  options.sha256.clear();
  Result<std::string> name = name_of(got.name);
  if (!name) return name.error();
  const std::string_view question = address.substr(plain_address(address).size());
  Result<Fetched> config = get(got.name + ".json" + std::string(question), options);
  if (!config) return config.error();
  const Result<Fetched> card = get(beside(got.name, "MODEL_CARD") + std::string(question), options);
  return VoicePackage{std::move(*name), std::move(got.bytes), std::move(config->bytes),
                      card && card->bytes.size() <= kLongestCard ? card->bytes : "", ""};
}

Result<VoicePackage> from_file(Fetched got) {
  Result<std::string> name = name_of(got.name);
  if (!name) return name.error();
  Result<std::string> config = store::read_file(got.name + ".json", kLongestConfig);
  if (!config) {
    return Error{config.error().code, 0, config.error().what + " (a voice is two files: NAME.onnx and NAME.onnx.json)"};
  }
  const Result<std::string> card = store::read_file(fs::path(got.name).parent_path() / "MODEL_CARD", kLongestCard);
  return VoicePackage{std::move(*name), std::move(got.bytes), std::move(*config), card ? *card : "", ""};
}

}  // namespace

Result<VoicePackage> read_voice_package(std::string_view place, const AddVoiceOptions& options) {
  std::string file(place);
  if (!is_web_address(place) && store::is_folder(fs::path(place))) {
    const Result<std::vector<std::string>> names = store::list_folder(fs::path(place));
    if (!names) return names.error();
    const Result<std::string> model = only_one(*names, ".onnx", file);
    if (!model) return model.error();
    file = (fs::path(place) / *model).string();
  }
  Result<Fetched> got = get(file, options);
  if (!got) return got.error();
  Result<VoicePackage> package = is_container(got->bytes) ? from_container(*got)
                                 : is_web_address(file)   ? from_address(std::move(*got), file, options)
                                                          : from_file(std::move(*got));
  // An address may carry what nobody else should read.
  if (package) package->source = is_web_address(file) ? std::string(plain_address(file)) : file;
  return package;
}

Result<RuntimePackage> read_runtime_package(std::string_view place, const AddVoiceOptions& options) {
  Result<Fetched> got = get(place, options);
  if (!got) return got.error();
  if (!is_container(got->bytes)) return RuntimePackage{std::move(got->bytes), ""};
  auto archive = open_container(*got);
  if (!archive) return archive.error();
  for (const std::string& name : (*archive)->names()) {
    const std::string_view file = file_name(name);
    if (!file.starts_with("libonnxruntime.so")) continue;
    Result<std::string> library = part_of(**archive, name, got->name);
    if (!library) return library.error();
    const Result<std::string> licence = (*archive)->read("onnxruntime/LICENSE");
    return RuntimePackage{std::move(*library), licence ? *licence : ""};
  }
  return Error{ErrorCode::kNotFound, 0,
               got->name + " holds no libonnxruntime.so; get the package onnxruntime for Linux"};
}

}  // namespace dragoman::voices
