// ModelStore: the public face. Each method is a few calls into the files that know how.
#include "dragoman/store.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <set>

#include "store/address.h"
#include "store/files.h"
#include "store/index.h"
#include "store/install.h"
#include "store/installed.h"
#include "store/pair.h"
#include "store/route.h"

namespace dragoman {
namespace {

std::string index_address(const AddOptions& options) {
  if (!options.index.empty()) return options.index;
  const char* set = std::getenv("DRAGOMAN_INDEX");
  return set && *set ? std::string(set) : std::string(store::kPublishedIndex);
}

/// A model that may be damaged: where it stands, and what it calls itself as far as that can be read.
struct Standing {
  std::filesystem::path folder;
  std::string name;
  store::ModelFolder about;
};

Result<std::vector<Standing>> everything(const std::vector<std::filesystem::path>& folders) {
  std::vector<Standing> out;
  std::set<std::string> seen;  // an earlier folder hides the same name in a later one
  for (const std::filesystem::path& folder : folders) {
    Result<std::vector<std::string>> names = store::model_names_in(folder);
    if (!names) return names.error();
    for (const std::string& name : *names) {
      if (!seen.insert(name).second) continue;
      Standing one{folder / name, name, {}};
      (void)store::describe_folder(one.folder, one.about);  // what cannot be read is verify's to report
      out.push_back(std::move(one));
    }
  }
  return out;
}

/// The one model of that name or pair. Errors: kNotFound, kBadArgument (several), kIo.
Result<Standing> find_one(const std::vector<std::filesystem::path>& folders, std::string_view name) {
  if (name.empty())
    return Error{ErrorCode::kNotFound, 0,
                 "the model's name is empty; see \"dragoman models list\" for those installed"};
  Result<std::vector<Standing>> all = everything(folders);
  if (!all) return all.error();
  for (const Standing& one : *all)
    if (one.name == name) return one;
  std::vector<const Standing*> found;
  if (Result<store::Pair> pair = store::parse_pair(name))
    for (const Standing& one : *all)
      if (one.about.source == pair->source && one.about.target == pair->target) found.push_back(&one);
  if (found.size() == 1) return *found[0];
  std::string names;
  for (const Standing* one : found) names += (names.empty() ? "" : ", ") + one->name;
  if (found.size() > 1)
    return Error{ErrorCode::kBadArgument, 0,
                 "several models fit " + store::printable(name) + ": " + names + "; give the name of one"};
  return Error{ErrorCode::kNotFound, 0,
               "no model " + store::printable(name) + " is installed; see \"dragoman models list\""};
}

/// What stands in all folders: of sound models an earlier folder hides the same name in a later one.
Result<store::FolderContents> contents(const std::vector<std::filesystem::path>& folders) {
  store::FolderContents out;
  std::set<std::string> seen;
  for (const std::filesystem::path& folder : folders) {
    Result<store::FolderContents> here = store::contents_of(folder);
    if (!here) return here.error();
    for (InstalledModel& model : here->sound)
      if (seen.insert(model.name).second) out.sound.push_back(std::move(model));
    for (store::DamagedModel& one : here->damaged) out.damaged.push_back(std::move(one));
  }
  return out;
}

/// Where sound models alone lead nowhere: the fault of the damaged one without which there would be a way, if any.
std::optional<Error> blocked_by_damage(const store::FolderContents& all, const Language& from, const Language& to) {
  std::vector<InstalledModel> models = all.sound;
  for (const store::DamagedModel& one : all.damaged) models.push_back(one.model);
  const Result<Route> route = store::find_route(models, from, to);
  if (!route) return std::nullopt;
  for (const InstalledModel& step : *route)
    for (const store::DamagedModel& one : all.damaged)
      if (one.model.folder == step.folder)
        return Error{ErrorCode::kBadModel, 0,
                     "no sound model leads from " + from.tag() + " to " + to.tag() +
                         ", and one is damaged: " + one.fault + ", or remove the folder " + step.folder.string()};
  return std::nullopt;
}

}  // namespace

Result<std::pair<Language, Language>> parse_language_pair(std::string_view text) {
  Result<store::Pair> pair = store::parse_pair(text);
  if (!pair) return pair.error();
  return std::pair(std::move(pair->source), std::move(pair->target));
}

ModelStore::ModelStore(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

const std::vector<std::filesystem::path>& ModelStore::folders() const { return folders_; }

Result<std::vector<InstalledModel>> ModelStore::list() const {
  Result<store::FolderContents> all = contents(folders_);
  if (!all) return all.error();
  return std::move(all->sound);
}

Result<std::vector<VerifyProblem>> ModelStore::damaged() const {
  Result<store::FolderContents> all = contents(folders_);
  if (!all) return all.error();
  std::vector<VerifyProblem> out;
  for (const store::DamagedModel& one : all->damaged) out.push_back({one.model.name, "", one.fault});
  return out;
}

Result<std::vector<InstalledModel>> ModelStore::available(const AddOptions& options) const {
  Result<std::vector<store::Offer>> offers = store::load_index(index_address(options), options.stop);
  if (!offers) return offers.error();
  std::vector<InstalledModel> out;
  for (const store::Offer& offer : *offers) {
    if (!offer.problem.empty() || (!options.architecture.empty() && options.architecture != offer.architecture))
      continue;
    InstalledModel model{offer.source, offer.target, store::install_name(offer), {}, offer.architecture, 0};
    for (const store::OfferedFile& file : offer.files) model.bytes += file.bytes > 0 ? file.bytes : file.packed_bytes;
    // Indexes may keep several versions of one model; add() takes the best of them.
    auto same = [&](const InstalledModel& other) { return other.name == model.name; };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back(std::move(model));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return out;
}

Result<InstalledModel> ModelStore::add(std::string_view name, const AddOptions& options) const {
  Result<store::Pair> pair = store::parse_pair(name);
  if (!pair) return pair.error();
  if (folders_.empty())
    return Error{ErrorCode::kBadArgument, 0, "the store has no folder to install into; name one in DRAGOMAN_MODELS"};
  std::string index = index_address(options);
  Result<std::vector<store::Offer>> offers = store::load_index(index, options.stop);
  if (!offers) return offers.error();
  Result<store::Offer> offer = store::choose_offer(*offers, pair->source, pair->target, options.architecture);
  if (!offer) return offer.error();
  return store::install(*offer, folders_[0], index, options);
}

Result<std::string> ModelStore::remove(std::string_view name) const {
  const Result<Standing> one = find_one(folders_, name);
  if (!one) return one.error();
  std::error_code unknown;
  if (!std::filesystem::equivalent(one->folder.parent_path(), folders_.front(), unknown)) {
    return Error{ErrorCode::kBadArgument, 0,
                 one->name + " lies in " + one->folder.parent_path().string() +
                     ", where models are only read from; to remove it there, name that folder with --models-dir"};
  }
  std::filesystem::path partial = one->folder.parent_path() / ".partial";
  if (Status made = store::make_folder(partial); !made) return made.error();
  Result<store::FileLock> lock = store::FileLock::take(partial / (one->name + ".lock"), {});
  if (!lock) return lock.error();
  // Readers see the model whole or not at all: it steps aside by one rename before its files go.
  std::filesystem::path aside = partial / (one->name + ".removed");
  std::error_code error;
  std::filesystem::remove_all(aside, error);
  std::filesystem::rename(one->folder, aside, error);
  if (error) return store::file_error("remove", one->folder, error.value());
  std::filesystem::remove_all(aside, error);
  if (error) return store::file_error("remove", aside, error.value());
  return one->name;
}

Result<std::vector<VerifyProblem>> ModelStore::verify(std::string_view name, const ModelCheck& check) const {
  std::vector<Standing> chosen;
  if (name.empty()) {
    Result<std::vector<Standing>> all = everything(folders_);
    if (!all) return all.error();
    chosen = std::move(*all);
  } else {
    Result<Standing> one = find_one(folders_, name);
    if (!one) return one.error();
    chosen.push_back(std::move(*one));
  }
  std::vector<VerifyProblem> out;
  for (const Standing& one : chosen) {
    Result<std::vector<VerifyProblem>> problems = store::verify_folder(one.folder, one.name, check);
    if (!problems) return problems.error();
    for (VerifyProblem& problem : *problems) out.push_back(std::move(problem));
  }
  return out;
}

Result<Route> ModelStore::route(const Language& from, const Language& to) const {
  Result<store::FolderContents> all = contents(folders_);
  if (!all) return all.error();
  Result<Route> route = store::find_route(all->sound, from, to);
  if (route || route.error().code != ErrorCode::kNoRoute) return route;
  if (std::optional<Error> why = blocked_by_damage(*all, from, to)) return *why;
  return route;
}

Result<Route> ModelStore::route(const std::vector<InstalledModel>& models, const Language& from, const Language& to) {
  return store::find_route(models, from, to);
}

}  // namespace dragoman
