// Files are found by a translateLocally configuration if there is one, else by their names. Languages come from the
// most deliberate source at hand: our own manifest, Mozilla's metadata.json, translateLocally's model_info.json, the
// names of the files, and last the name of the folder.
#include "store/model_folder.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "json/read.h"
#include "store/files.h"
#include "store/manifest.h"
#include "store/pair.h"

namespace dragoman::store {
namespace {

constexpr std::size_t kMaxDescription = std::size_t{1} << 20;

bool starts(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }
bool ends(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}
std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}
std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
    return text.substr(1, text.size() - 2);
  return text;
}

/// The lists "models", "vocabs" and "shortlist" of a Marian configuration, which is YAML of the plainest kind: a key
/// at the left margin, its items below with a dash.
struct Configuration {
  std::vector<std::string> models, vocabs, shortlist;
};
Configuration parse_configuration(std::string_view text) {
  Configuration out;
  std::vector<std::string>* list = nullptr;
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    std::string_view item = trim(line);
    if (item.empty() || item[0] == '#') continue;
    if (starts(item, "- ")) {
      if (list) list->emplace_back(unquoted(trim(item.substr(2))));
      continue;
    }
    list = item == "models:"      ? &out.models
           : item == "vocabs:"    ? &out.vocabs
           : item == "shortlist:" ? &out.shortlist
                                  : nullptr;
  }
  return out;
}

bool is_configuration(std::string_view name) {
  return starts(name, "config") && (ends(name, ".yml") || ends(name, ".yaml"));
}

/// The configuration file of a translateLocally folder: config*.yml, where intgemm8bitalpha is the one with alphas.
std::optional<std::string> find_configuration(const std::vector<std::string>& names) {
  std::optional<std::string> best;
  for (const std::string& name : names) {
    if (!is_configuration(name)) continue;
    if (!best || name.find("alpha") != std::string::npos) best = name;
  }
  return best;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

/// For commands in messages.
std::string pair_or_word(const ModelFolder& folder) {
  return folder.source.code.empty() ? "PAIR" : pair_name(folder.source, folder.target);
}

Error missing(const ModelFolder& out, std::string_view part, std::string_view pattern,
              const std::vector<std::string>& names) {
  bool compressed =
      std::any_of(names.begin(), names.end(), [](const std::string& n) { return n != without_compression(n); });
  std::string what =
      "model folder " + out.folder.string() + " has no " + std::string(part) + " (" + std::string(pattern) + "); ";
  what += compressed ? "its files are still compressed: unpack them with gunzip or unzstd, or install the folder with "
                       "\"dragoman models add " +
                           pair_or_word(out) + " --index " + out.folder.string() + "\""
                     : "copy the missing file there, or " + install_again(out);
  return {ErrorCode::kNotFound, 0, what};
}

/// A file that a configuration names; it must lie in the folder, or a downloaded model could point anywhere.
Result<std::filesystem::path> configured(const ModelFolder& out, const std::string& name, std::string_view part,
                                         const std::vector<std::string>& names) {
  if (std::find(names.begin(), names.end(), name) != names.end()) return out.folder / name;
  if (name.find('/') != std::string::npos)
    return Error{ErrorCode::kBadModel, 0,
                 "model folder " + out.folder.string() + ": its configuration names " + name +
                     ", which lies outside; put the file into the folder and correct the name"};
  return missing(out, part, "its configuration names " + name, names);
}

Status find_by_configuration(const std::vector<std::string>& names, const std::string& config, ModelFolder& out) {
  Result<std::string> text = read_file(out.folder / config, kMaxDescription);
  if (!text) return text.error();
  Configuration parsed = parse_configuration(*text);
  if (parsed.models.size() != 1 || parsed.vocabs.empty())
    return Error{ErrorCode::kBadModel, 0,
                 (out.folder / config).string() + " lists " + std::to_string(parsed.models.size()) + " models and " +
                     std::to_string(parsed.vocabs.size()) +
                     " vocabularies, one model and one or two vocabularies are needed; " + install_again(out)};
  Result<std::filesystem::path> model = configured(out, parsed.models[0], "model", names);
  Result<std::filesystem::path> source = configured(out, parsed.vocabs.front(), "vocabulary", names);
  Result<std::filesystem::path> target = configured(out, parsed.vocabs.back(), "vocabulary", names);
  for (Result<std::filesystem::path>* part : {&model, &source, &target})
    if (!*part) return part->error();
  if (!parsed.shortlist.empty() && parsed.shortlist[0] != "false") {
    Result<std::filesystem::path> shortlist = configured(out, parsed.shortlist[0], "shortlist", names);
    if (!shortlist) {
      Error error = shortlist.error();
      error.what += "; or take the shortlist out of " + config + ", the model works without (slower)";
      return error;
    }
    out.shortlist = *shortlist;
  }
  out.model = *model;
  out.source_vocabulary = *source;
  out.target_vocabulary = *target;
  return {};
}

/// The one file of that role, "" if none. Error: several.
Result<std::string> only(const std::filesystem::path& folder, const std::vector<std::string>& names, FileRole role,
                         std::string_view part) {
  std::vector<std::string> found;
  for (const std::string& name : names)
    if (file_role(name) == role && name == without_compression(name)) found.push_back(name);
  if (found.size() > 1)
    return Error{ErrorCode::kBadModel, 0,
                 "model folder " + folder.string() + " has several files for its " + std::string(part) + ": " +
                     joined(found) + "; keep one model to a folder"};
  return found.empty() ? std::string() : found[0];
}

Status find_by_name(const std::vector<std::string>& names, ModelFolder& out) {
  Result<std::string> model = only(out.folder, names, FileRole::kModel, "model");
  Result<std::string> shortlist = only(out.folder, names, FileRole::kShortlist, "shortlist");
  Result<std::string> shared = only(out.folder, names, FileRole::kVocabulary, "vocabulary");
  Result<std::string> source = only(out.folder, names, FileRole::kSourceVocabulary, "source vocabulary");
  Result<std::string> target = only(out.folder, names, FileRole::kTargetVocabulary, "target vocabulary");
  for (Result<std::string>* part : {&model, &shortlist, &shared, &source, &target})
    if (!*part) return part->error();
  if (model->empty()) return missing(out, "model", "model.*.bin", names);
  bool split = !source->empty() || !target->empty();
  if (!split && shared->empty())
    return missing(out, "vocabulary", "vocab.*.spm, or srcvocab.*.spm and trgvocab.*.spm", names);
  if (split && source->empty()) return missing(out, "source vocabulary", "srcvocab.*.spm", names);
  if (split && target->empty()) return missing(out, "target vocabulary", "trgvocab.*.spm", names);
  out.model = out.folder / *model;
  out.source_vocabulary = out.folder / (split ? *source : *shared);
  out.target_vocabulary = out.folder / (split ? *target : *shared);
  if (!shortlist->empty()) out.shortlist = out.folder / *shortlist;
  return {};
}

/// Reads a description file if it is there; null value if not.
Result<json::JsonValue> description(const std::filesystem::path& path) {
  Result<std::string> text = read_file(path, kMaxDescription);
  if (!text && text.error().code == ErrorCode::kNotFound) return json::JsonValue();
  if (!text) return text.error();
  Result<json::JsonValue> value = json::parse_json(*text, path.string(), {kMaxDescription, 16, 20000});
  if (!value) {
    const std::string& what = value.error().what;  // the remedy that it ends in is one for indexes
    return Error{ErrorCode::kBadModel, value.error().at, what.substr(0, what.rfind("; "))};
  }
  return value;
}

void set_languages(ModelFolder& out, const std::string& source, const std::string& target) {
  if (!out.source.code.empty() || source.empty() || target.empty()) return;
  Result<Language> from = Language::parse(source), to = Language::parse(target);
  if (!from || !to) return;
  out.source = *from;
  out.target = *to;
}
void set_languages(ModelFolder& out, Result<Pair> (*read)(std::string_view), std::string_view text) {
  if (!out.source.code.empty()) return;
  const Result<Pair> pair = read(text);
  if (!pair) return;
  out.source = pair->source;
  out.target = pair->target;
}
std::string first_key(const json::JsonValue& object) {
  return object.members.empty() ? std::string() : object.members[0].first;
}

void read_descriptions(const json::JsonValue& manifest, const json::JsonValue& metadata, const json::JsonValue& info,
                       ModelFolder& out) {
  set_languages(out, manifest.string("source"), manifest.string("target"));
  set_languages(out, metadata.string("sourceLanguage"), metadata.string("targetLanguage"));
  if (!info.string("shortName").empty()) set_languages(out, parse_pair_prefix, info.string("shortName"));
  set_languages(out, first_key(info["srcTags"]), info.string("trgTag"));
  set_languages(out, info.string("src"), info.string("trg"));
  for (const std::string* word :
       {&manifest.string("architecture"), &metadata.string("architecture"), &info.string("type")})
    if (out.architecture.empty()) out.architecture = *word;
}

/// "model.enpt.intgemm.alphas.bin" -> "enpt", "lex.50.50.enpt.s2t.bin" -> "enpt". Vocabularies are left out: one that
/// serves both directions often carries the other one's name.
void read_file_names(const std::vector<std::string>& names, ModelFolder& out) {
  for (const std::string& name : names) {
    FileRole role = file_role(name);
    if (role != FileRole::kModel && role != FileRole::kShortlist) continue;
    std::size_t at = name.find('.') + 1;
    while (at < name.size() && (name[at] == '.' || (name[at] >= '0' && name[at] <= '9'))) ++at;
    std::string_view part = std::string_view(name).substr(at, name.find('.', at) - at);
    // Only what stands first can be the pair; words that do stand there in models without one are no languages.
    if (part != "intgemm" && part != "alphas" && part != "student") set_languages(out, parse_pair, part);
  }
}

/// A folder may be called anything, and "base" is also Bashkir to Northern Sami: without a separator one side must be
/// English.
void read_folder_name(ModelFolder& out) {
  Result<Pair> named = parse_pair_prefix(out.name);
  bool separated = named && out.name.substr(0, 4).find_first_of("-_") != std::string::npos;
  if (!named || (!separated && named->source.code != "en" && named->target.code != "en")) return;
  out.source = named->source;
  out.target = named->target;
}

/// The pair that a file's name states, if it does: "lex.50.50.enpt.s2t.bin".
std::optional<Pair> named_pair(const std::filesystem::path& path) {
  ModelFolder said;
  read_file_names({path.filename().string()}, said);
  if (said.source.code.empty()) return std::nullopt;
  return Pair{said.source, said.target};
}

/// A shortlist of another pair loads and ruins every sentence. (Vocabularies may lawfully carry the other direction's name.)
Status check_shortlist_pair(const ModelFolder& folder) {
  if (folder.shortlist.empty()) return {};
  const std::optional<Pair> model = named_pair(folder.model);
  const std::optional<Pair> list = named_pair(folder.shortlist);
  if (!model || !list || (model->source == list->source && model->target == list->target)) return {};
  return Error{ErrorCode::kBadModel, 0,
               folder.shortlist.string() + " is the shortlist of another pair than " +
                   folder.model.filename().string() + "; put the model's own shortlist there"};
}

/// Without its shortlist a model loads and translates otherwise: what was installed must be there.
Status check_presence(const ModelFolder& folder, const json::JsonValue& manifest) {
  for (const json::JsonValue& record : manifest["files"].items) {
    const std::string& name = record.string("name");
    std::error_code unknown;
    const bool part = ends(name, ".bin") || ends(name, ".spm");
    if (!part || std::filesystem::exists(folder.folder / name, unknown)) continue;
    return Error{ErrorCode::kBadModel, 0,
                 (folder.folder / name).string() + " is missing, but " + kManifestName +
                     " beside it records it; put it back, or " + install_again(folder)};
  }
  return {};
}

/// Another model's file under the right name loads and ruins every sentence; where sizes are recorded it is told apart.
Status check_sizes(const ModelFolder& folder, const json::JsonValue& manifest) {
  for (const json::JsonValue& record : manifest["files"].items) {
    const std::optional<std::uint64_t> recorded = record.count("bytes");
    if (!recorded) continue;
    for (const std::filesystem::path* part :
         {&folder.model, &folder.source_vocabulary, &folder.target_vocabulary, &folder.shortlist}) {
      if (part->empty() || part->filename() != record.string("name")) continue;
      const std::uint64_t bytes = file_size_or_zero(*part);
      if (bytes == *recorded) continue;
      return Error{ErrorCode::kBadModel, 0,
                   part->string() + " has " + std::to_string(bytes) + " bytes, but " + kManifestName +
                       " beside it records " + std::to_string(*recorded) +
                       ": it is damaged or belongs to another model; put the right file back, or " +
                       install_again(folder)};
    }
  }
  return {};
}

bool is_notice(std::string_view name) {
  for (std::string_view ending : {".txt", ".md"})
    if (ends(name, ending)) name.remove_suffix(ending.size());
  return name == "NOTICE" || name == "LICENSE" || name == "LICENCE" || name == "COPYING";
}

/// describe_folder, with the manifest in hand. What can be told is told even where a description cannot be read.
Status describe(const std::filesystem::path& folder, ModelFolder& out, json::JsonValue& manifest) {
  Result<std::vector<std::string>> names = list_folder(folder);
  if (!names) return names.error();
  std::error_code ignored;  // "." has no name of its own
  std::filesystem::path plain = std::filesystem::absolute(folder, ignored).lexically_normal();
  out.folder = folder;
  out.name = plain.has_filename() ? plain.filename().string() : plain.parent_path().filename().string();
  std::optional<Error> fault;
  const auto read = [&](const char* name) {
    Result<json::JsonValue> value = description(folder / name);
    if (!value && !fault) fault = value.error();
    return value ? std::move(*value) : json::JsonValue();
  };
  manifest = read(kManifestName);
  const json::JsonValue metadata = read("metadata.json"), info = read("model_info.json");
  read_descriptions(manifest, metadata, info, out);
  read_file_names(*names, out);
  if (out.source.code.empty()) read_folder_name(out);
  if (!fault) return {};
  if (fault->code == ErrorCode::kBadModel) fault->what += "; " + install_again(out);
  return *fault;
}

/// The parts of the folder whose files have these names; `config` is the configuration to go by, if any.
Result<ModelFolder> read_parts(const std::filesystem::path& folder, const std::vector<std::string>& names,
                               const std::optional<std::string>& config) {
  ModelFolder out;
  json::JsonValue manifest;
  if (Status described = describe(folder, out, manifest); !described) return described.error();
  Status found = config ? find_by_configuration(names, *config, out) : find_by_name(names, out);
  if (!found) return found.error();
  if (Status fits = check_shortlist_pair(out); !fits) return fits.error();
  if (Status there = check_presence(out, manifest); !there) return there.error();
  if (Status sizes = check_sizes(out, manifest); !sizes) return sizes.error();
  return out;
}

/// The folder that a file lies in, by way of that file.
Result<ModelFolder> read_beside(const std::filesystem::path& path) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const std::string file = path.filename().string();
  Result<std::vector<std::string>> names = list_folder(folder);
  if (!names) return names.error();
  if (is_configuration(file)) return read_parts(folder, *names, file);
  std::optional<std::string> config = find_configuration(*names);
  const FileRole role = file_role(file);
  if (role == FileRole::kModel) {  // this one, even where others lie beside it or a configuration names another one
    Result<ModelFolder> configured = config ? read_parts(folder, *names, config) : Result<ModelFolder>(ModelFolder());
    if (configured && configured->model.filename() == file) return configured;
    std::erase_if(*names, [&](const std::string& name) { return name != file && file_role(name) == role; });
    return read_parts(folder, *names, std::nullopt);
  }
  Result<ModelFolder> out = read_parts(folder, *names, config);
  const bool described = file == "dragoman.json" || file == "metadata.json" || file == "model_info.json";
  const bool part = out && (out->model.filename() == file || out->source_vocabulary.filename() == file ||
                            out->target_vocabulary.filename() == file || out->shortlist.filename() == file);
  if (part || described || role != FileRole::kOther) return out;
  return Error{ErrorCode::kNotFound, 0,
               path.string() +
                   " is a file that belongs to no model; give the folder of a model (with model.*.bin and "
                   "vocab.*.spm), or the model.*.bin in it"};
}

}  // namespace

std::string_view without_compression(std::string_view name) {
  for (std::string_view ending : {".gz", ".zst"})
    if (ends(name, ending)) return name.substr(0, name.size() - ending.size());
  return name;
}

FileRole file_role(std::string_view file_name) {
  std::string_view name = without_compression(file_name);
  if (starts(name, "model.") && (ends(name, ".bin") || ends(name, ".npz"))) return FileRole::kModel;
  if (starts(name, "lex.") && ends(name, ".bin")) return FileRole::kShortlist;
  if (is_notice(name)) return FileRole::kNotice;
  if (!ends(name, ".spm")) return FileRole::kOther;
  if (starts(name, "vocab.")) return FileRole::kVocabulary;
  if (starts(name, "srcvocab.")) return FileRole::kSourceVocabulary;
  if (starts(name, "trgvocab.")) return FileRole::kTargetVocabulary;
  return FileRole::kOther;
}

Status describe_folder(const std::filesystem::path& folder, ModelFolder& out) {
  json::JsonValue manifest;
  return describe(folder, out, manifest);
}

std::string install_again(const ModelFolder& folder) {
  return "install the model again with \"dragoman models add " + pair_or_word(folder) + " --force\"";
}

Result<ModelFolder> read_model_folder(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(folder, ignored)) return read_beside(folder);
  Result<std::vector<std::string>> names = list_folder(folder);
  if (!names) return names.error();
  return read_parts(folder, *names, find_configuration(*names));
}

}  // namespace dragoman::store
