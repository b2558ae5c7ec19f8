// Files are found by a translateLocally configuration if there is one, else by their names. Languages come from the
// most deliberate source at hand: our own manifest, Mozilla's metadata.json, translateLocally's model_info.json, the
// names of the files, and last the name of the folder.
#include "store/model_folder.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "store/files.h"
#include "store/json.h"
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

/// The configuration file of a translateLocally folder: config*.yml, where intgemm8bitalpha is the one with alphas.
std::optional<std::string> find_configuration(const std::vector<std::string>& names) {
  std::optional<std::string> best;
  for (const std::string& name : names) {
    if (!starts(name, "config") || !(ends(name, ".yml") || ends(name, ".yaml"))) continue;
    if (!best || name.find("alpha") != std::string::npos) best = name;
  }
  return best;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

Error missing(const std::filesystem::path& folder, std::string_view part, std::string_view pattern,
              const std::vector<std::string>& names) {
  bool compressed =
      std::any_of(names.begin(), names.end(), [](const std::string& n) { return n != without_compression(n); });
  std::string what =
      "model folder " + folder.string() + " has no " + std::string(part) + " (" + std::string(pattern) + "); ";
  what += compressed ? "its files are still compressed: unpack them with gunzip or unzstd, or install the folder with "
                       "\"dragoman models add PAIR --index " +
                           folder.string() + "\""
                     : "copy the missing file there, or fetch the model again with \"dragoman models add\"";
  return {ErrorCode::kNotFound, 0, what};
}

/// A file that a configuration names; it must lie in the folder, or a downloaded model could point anywhere.
Result<std::filesystem::path> configured(const std::filesystem::path& folder, const std::string& name,
                                         std::string_view part, const std::vector<std::string>& names) {
  if (std::find(names.begin(), names.end(), name) != names.end()) return folder / name;
  if (name.find('/') != std::string::npos)
    return Error{ErrorCode::kBadModel, 0,
                 "model folder " + folder.string() + ": its configuration names " + name +
                     ", which lies outside; put the file into the folder and correct the name"};
  return missing(folder, part, "its configuration names " + name, names);
}

Status find_by_configuration(const std::vector<std::string>& names, const std::string& config, ModelFolder& out) {
  Result<std::string> text = read_file(out.folder / config, kMaxDescription);
  if (!text) return text.error();
  Configuration parsed = parse_configuration(*text);
  if (parsed.models.size() != 1 || parsed.vocabs.empty())
    return Error{ErrorCode::kBadModel, 0,
                 (out.folder / config).string() + " lists " + std::to_string(parsed.models.size()) + " models and " +
                     std::to_string(parsed.vocabs.size()) +
                     " vocabularies, one model and one or two vocabularies are needed; fetch the model again"};
  Result<std::filesystem::path> model = configured(out.folder, parsed.models[0], "model", names);
  Result<std::filesystem::path> source = configured(out.folder, parsed.vocabs.front(), "vocabulary", names);
  Result<std::filesystem::path> target = configured(out.folder, parsed.vocabs.back(), "vocabulary", names);
  for (Result<std::filesystem::path>* part : {&model, &source, &target})
    if (!*part) return part->error();
  if (!parsed.shortlist.empty() && parsed.shortlist[0] != "false") {
    Result<std::filesystem::path> shortlist = configured(out.folder, parsed.shortlist[0], "shortlist", names);
    if (!shortlist) return shortlist.error();
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
  if (model->empty()) return missing(out.folder, "model", "model.*.bin", names);
  bool split = !source->empty() || !target->empty();
  if (!split && shared->empty())
    return missing(out.folder, "vocabulary", "vocab.*.spm, or srcvocab.*.spm and trgvocab.*.spm", names);
  if (split && source->empty()) return missing(out.folder, "source vocabulary", "srcvocab.*.spm", names);
  if (split && target->empty()) return missing(out.folder, "target vocabulary", "trgvocab.*.spm", names);
  out.model = out.folder / *model;
  out.source_vocabulary = out.folder / (split ? *source : *shared);
  out.target_vocabulary = out.folder / (split ? *target : *shared);
  if (!shortlist->empty()) out.shortlist = out.folder / *shortlist;
  return {};
}

/// Reads a description file if it is there; null value if not.
Result<JsonValue> description(const std::filesystem::path& path) {
  Result<std::string> text = read_file(path, kMaxDescription);
  if (!text && text.error().code == ErrorCode::kNotFound) return JsonValue();
  if (!text) return text.error();
  Result<JsonValue> value = parse_json(*text, path.string(), {kMaxDescription, 16, 20000});
  if (!value) {
    Error error = value.error();
    error.code = ErrorCode::kBadModel;
    return error;
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
std::string first_key(const JsonValue& object) {
  return object.members.empty() ? std::string() : object.members[0].first;
}

void read_descriptions(const JsonValue& manifest, const JsonValue& metadata, const JsonValue& info, ModelFolder& out) {
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
  if (!ends(name, ".spm")) return FileRole::kOther;
  if (starts(name, "vocab.")) return FileRole::kVocabulary;
  if (starts(name, "srcvocab.")) return FileRole::kSourceVocabulary;
  if (starts(name, "trgvocab.")) return FileRole::kTargetVocabulary;
  return FileRole::kOther;
}

Status describe_folder(const std::filesystem::path& folder, ModelFolder& out) {
  Result<std::vector<std::string>> names = list_folder(folder);
  if (!names) return names.error();
  std::filesystem::path plain = folder.lexically_normal();
  out.folder = folder;
  out.name = plain.has_filename() ? plain.filename().string() : plain.parent_path().filename().string();
  Result<JsonValue> manifest = description(folder / "dragoman.json");
  Result<JsonValue> metadata = description(folder / "metadata.json");
  Result<JsonValue> info = description(folder / "model_info.json");
  for (Result<JsonValue>* part : {&manifest, &metadata, &info})
    if (!*part) return part->error();
  read_descriptions(*manifest, *metadata, *info, out);
  read_file_names(*names, out);
  if (!out.source.code.empty()) return {};
  // A folder may be called anything, and "base" is also Bashkir to Northern Sami: without a separator one side must be
  // English.
  Result<Pair> named = parse_pair_prefix(out.name);
  bool separated = named && out.name.substr(0, 4).find_first_of("-_") != std::string::npos;
  if (!named || (!separated && named->source.code != "en" && named->target.code != "en")) return {};
  out.source = named->source;
  out.target = named->target;
  return {};
}

Result<ModelFolder> read_model_folder(const std::filesystem::path& folder) {
  Result<std::vector<std::string>> names = list_folder(folder);
  if (!names) return names.error();
  ModelFolder out;
  if (Status described = describe_folder(folder, out); !described) return described.error();
  std::optional<std::string> config = find_configuration(*names);
  Status found = config ? find_by_configuration(*names, *config, out) : find_by_name(*names, out);
  if (!found) return found.error();
  if (Status fits = check_shortlist_pair(out); !fits) return fits.error();
  return out;
}

}  // namespace dragoman::store
