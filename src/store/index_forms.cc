// The three JSON forms of an index. Each reader takes what it needs by name and ignores the rest, so that new fields do
// no harm; a wrong entry spoils only itself.
#include <map>
#include <optional>

#include "store/address.h"
#include "store/index.h"
#include "store/pair.h"

namespace dragoman::store {
namespace {

std::optional<Pair> languages(const std::string& source, const std::string& target) {
  Result<Language> from = Language::parse(source), to = Language::parse(target);
  if (!from || !to) return std::nullopt;
  return Pair{*from, *to};
}

/// A word that may go into a folder's name.
std::string tame(const std::string& word) { return is_safe_name(word) && word.size() <= 32 ? word : std::string(); }

/// The last part of a path, without .gz or .zst.
std::string plain_name(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  return std::string(without_compression(name));
}

struct KindName {
  const char* name;
  FileRole role;
};

}  // namespace

std::vector<Offer> read_registry(const json::JsonValue& index, const std::string& base) {
  constexpr KindName kKinds[] = {{"model", FileRole::kModel},
                                 {"lex", FileRole::kShortlist},
                                 {"vocab", FileRole::kVocabulary},
                                 {"srcvocab", FileRole::kSourceVocabulary},
                                 {"trgvocab", FileRole::kTargetVocabulary}};
  std::vector<Offer> offers;
  for (const auto& [key, entry] : index.members) {
    Result<Pair> pair = parse_pair(key);
    if (!pair || !entry["model"].is_object()) continue;
    std::string type = entry["model"].string("modelType");
    Offer offer{pair->source, pair->target, {}, {}, type != "dev", {}, {}};
    if (type != "prod" && type != "dev")
      offer.architecture = tame(type);  // older registries state the maturity instead
    for (const KindName& kind : kKinds) {
      const json::JsonValue& file = entry[kind.name];
      if (!file.is_object()) continue;
      OfferedFile out;
      out.name = file.string("name");
      out.bytes = file.count("size").value_or(0);
      out.sha256 = file.string("expectedSha256Hash");
      // The packed size is only an estimate there, so it is not taken.
      std::string folder = (file.has("modelType") ? file.string("modelType") : type) + "/" + key + "/";
      std::string plain = "models/" + folder + out.name;
      out.address = file_address(base, plain + ".gz");
      std::error_code error;
      if (!is_remote(base) && !std::filesystem::exists(out.address, error) &&
          std::filesystem::exists(base + plain, error))
        out.address = file_address(base, plain);
      add_file(offer, kind.role, std::move(out));
    }
    check_complete(offer);
    offers.push_back(std::move(offer));
  }
  return offers;
}

std::vector<Offer> read_catalogue(const json::JsonValue& index, const std::string& base) {
  constexpr KindName kKinds[] = {{"model", FileRole::kModel},
                                 {"lexicalShortlist", FileRole::kShortlist},
                                 {"vocab", FileRole::kVocabulary},
                                 {"srcVocab", FileRole::kSourceVocabulary},
                                 {"trgVocab", FileRole::kTargetVocabulary}};
  std::string elsewhere = index.string("baseUrl");
  if (!elsewhere.empty() && elsewhere.back() != '/') elsewhere += '/';
  std::vector<Offer> offers;
  for (const auto& [key, entries] : index["models"].members) {
    for (const json::JsonValue& entry : entries.items) {
      std::optional<Pair> pair = languages(entry.string("sourceLanguage"), entry.string("targetLanguage"));
      if (Result<Pair> by_key = parse_pair(key); !pair && by_key) pair = *by_key;
      if (!pair) continue;
      // "Release", "Release Desktop", "Release Android"; "Nightly" or null are experiments.
      Offer offer{pair->source, pair->target, tame(entry.string("architecture")), {}, {}, {}, {}};
      offer.released = entry.string("releaseStatus").substr(0, 7) == "Release";
      for (const KindName& kind : kKinds) {
        const json::JsonValue& file = entry["files"][kind.name];
        if (!file.is_object()) continue;
        OfferedFile out;
        out.name = plain_name(file.string("path"));
        out.address = file_address(base, file.string("path"), elsewhere);
        out.bytes = file.count("uncompressedSize").value_or(0);
        out.sha256 = file.string("uncompressedHash");
        add_file(offer, kind.role, std::move(out));
      }
      check_complete(offer);
      offers.push_back(std::move(offer));
    }
  }
  return offers;
}

std::vector<Offer> read_records(const json::JsonValue& index, const std::string& base, const std::string& elsewhere) {
  static const std::map<std::string, FileRole> kKinds = {{"model", FileRole::kModel},
                                                         {"lex", FileRole::kShortlist},
                                                         {"vocab", FileRole::kVocabulary},
                                                         {"srcvocab", FileRole::kSourceVocabulary},
                                                         {"trgvocab", FileRole::kTargetVocabulary}};
  std::map<std::string, Offer> groups;  // one record a file: those of one model share all of the key
  for (const json::JsonValue& record : index["data"].items) {
    auto kind = kKinds.find(record.string("fileType"));
    bool old = record.has("fromLang");
    std::optional<Pair> pair =
        languages(record.string(old ? "fromLang" : "sourceLanguage"), record.string(old ? "toLang" : "targetLanguage"));
    if (kind == kKinds.end() || !pair) continue;
    const std::string& filter = record.string("filter_expression");
    std::string key = pair_name(pair->source, pair->target) + '\n' + record.string("architecture") + '\n' +
                      record.string("version") + '\n' + filter;
    Offer& offer = groups[key];
    offer.source = pair->source;
    offer.target = pair->target;
    offer.architecture = tame(record.string("architecture"));
    offer.version = tame(record.string("version"));
    offer.released = filter.find("env.channel") == std::string::npos;  // channels are the way experiments are limited
    const json::JsonValue& attachment = record["attachment"];
    OfferedFile out;
    out.name = record.string("name");
    out.address = file_address(base, attachment.string("location"), elsewhere);
    out.packed_bytes = attachment.count("size").value_or(0);
    out.packed_sha256 = attachment.string("hash");
    out.bytes = record.count("decompressedSize").value_or(0);
    out.sha256 = record.string("decompressedHash");
    add_file(offer, kind->second, std::move(out));
  }
  std::vector<Offer> offers;
  for (auto& [key, offer] : groups) {
    check_complete(offer);
    offers.push_back(std::move(offer));
  }
  return offers;
}

}  // namespace dragoman::store
