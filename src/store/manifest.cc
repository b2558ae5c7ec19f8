#include "store/manifest.h"

#include "json/read.h"
#include "json/write.h"
#include "store/address.h"
#include "store/digest.h"
#include "store/files.h"

namespace dragoman::store {
namespace {

constexpr std::size_t kMaxManifest = std::size_t{1} << 20;

Error bad_manifest(const std::filesystem::path& path, const std::string& why) {
  return {ErrorCode::kBadModel, 0, path.string() + " cannot be used: " + why};
}

}  // namespace

Result<std::optional<Manifest>> read_manifest(const std::filesystem::path& folder) {
  std::filesystem::path path = folder / kManifestName;
  Result<std::string> text = read_file(path, kMaxManifest);
  if (!text && text.error().code == ErrorCode::kNotFound) return std::optional<Manifest>();
  if (!text) return text.error();
  Result<json::JsonValue> value = json::parse_json(*text, path.string(), {kMaxManifest, 8, 10000});
  if (!value) {
    const std::string& what = value.error().what;  // the remedy that it ends in is one for indexes
    return bad_manifest(path, what.substr(0, what.rfind("; ")));
  }
  Manifest out;
  out.source = value->string("source");
  out.target = value->string("target");
  out.architecture = value->string("architecture");
  out.version = value->string("version");
  out.index = value->string("index");
  for (const json::JsonValue& item : (*value)["files"].items) {
    ManifestFile file{item.string("name"), item.count("bytes").value_or(0), item.string("sha256"), true};
    file.promised = item["promised"].boolean;
    if (!is_safe_name(file.name) || !looks_like_sha256(file.sha256))
      return bad_manifest(path, "the entry of file \"" + printable(file.name) + "\" is wrong");
    out.files.push_back(std::move(file));
  }
  if (out.files.empty()) return bad_manifest(path, "it lists no files");
  return std::optional<Manifest>(std::move(out));
}

Status write_manifest(const std::filesystem::path& folder, const Manifest& manifest) {
  std::string text = "{\n  \"format\": 1,\n";
  auto add = [&](const char* name, const std::string& value) {
    text += "  \"" + std::string(name) + "\": " + json::json_quoted(value) + ",\n";
  };
  add("source", manifest.source);
  add("target", manifest.target);
  add("architecture", manifest.architecture);
  add("version", manifest.version);
  add("index", manifest.index);
  text += "  \"files\": [";
  for (const ManifestFile& file : manifest.files) {
    text += &file == &manifest.files.front() ? "\n" : ",\n";
    text += "    {\"name\": " + json::json_quoted(file.name) + ", \"bytes\": " + std::to_string(file.bytes) +
            ", \"sha256\": " + json::json_quoted(file.sha256) +
            ", \"promised\": " + (file.promised ? "true" : "false") + "}";
  }
  text += "\n  ]\n}\n";
  return write_file(folder / kManifestName, text);
}

}  // namespace dragoman::store
