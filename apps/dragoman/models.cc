// dragoman models: what is installed, what could be, and where it lies.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <mutex>

#include "dragoman/model.h"
#include "engine_session.h"
#include "exit_codes.h"
#include "interrupt.h"
#include "json_forms.h"
#include "messages.h"
#include "output.h"
#include "progress.h"
#include "table.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

struct ModelsCommand {
  std::vector<std::string> folders;
  std::string name, index, architecture;
  bool available = false, names = false, force = false, json = false, quiet = false;
};

std::string pair_text(const Language& source, const Language& target) { return source.tag() + " -> " + target.tag(); }

std::string models_table(const std::vector<InstalledModel>& models, bool installed) {
  std::vector<Row> rows{{"NAME", "PAIR", "KIND", "SIZE", installed ? "FOLDER" : ""}};
  for (const InstalledModel& model : models) {
    rows.push_back({model.name, pair_text(model.source, model.target),
                    model.architecture.empty() ? "-" : model.architecture,
                    model.bytes == 0 ? "-" : size_text(model.bytes), installed ? model.folder.string() : ""});
  }
  return table_text(rows);
}

// What a server sends too much of is no fault of the input.
int index_failure(const Error& error) {
  const int code = report(error);
  return error.code == ErrorCode::kTooLong ? static_cast<int>(kNetworkFailed) : code;
}

// Checksums tell of damage on the way; only loading tells of a file that was no model's to begin with.
Status can_be_loaded(const std::filesystem::path& folder) {
  const Result<Model> loaded = Model::load(folder);
  return loaded ? Status() : Status(loaded.error());
}

AddOptions add_options(const ModelsCommand& command) {
  AddOptions options;
  options.index = command.index;
  options.architecture = command.architecture;
  options.replace = command.force;
  options.check = can_be_loaded;
  return options;
}

// Says what verify() found; returns how many of it are faults.
std::ptrdiff_t say_problems(const std::vector<VerifyProblem>& problems) {
  for (const VerifyProblem& problem : problems) {
    say(problem.model + (problem.file.empty() ? "" : "/" + problem.file) + ": " + problem.what);
  }
  const auto faults = std::count_if(problems.begin(), problems.end(), [](const VerifyProblem& p) { return !p.note; });
  return faults;
}

JsonText problems_json(const std::vector<VerifyProblem>& problems) {
  std::vector<JsonText> list;
  for (const VerifyProblem& problem : problems) {
    JsonObject entry;
    entry.add("model", problem.model).add("file", problem.file).add("what", problem.what).add("note", problem.note);
    list.push_back(entry.done());
  }
  return json_array(list);
}

int list(const ModelsCommand& command) {
  if (command.names && command.json)
    return usage_error("models list", "--names and --json do not go together; choose one");
  if (!command.index.empty() && !command.available) {
    return usage_error("models list", "--index is for --available; without it the installed models are listed");
  }
  const ModelStore store = open_store(command.folders);
  Interrupt interrupt;
  AddOptions options = add_options(command);
  options.stop = interrupt.token();
  Result<std::vector<InstalledModel>> models = command.available ? store.available(options) : store.list();
  if (!models) return interrupt.exit_code_or(index_failure(models.error()));
  std::stable_sort(models->begin(), models->end(), [](const InstalledModel& a, const InstalledModel& b) {
    return std::pair(a.source.tag(), a.target.tag()) < std::pair(b.source.tag(), b.target.tag());
  });
  if (command.json) return print(json_installed(*models).text + "\n");
  if (command.names) {
    std::string names;
    for (const InstalledModel& model : *models) names += model.name + "\n";
    return print(names);
  }
  // Folders that cannot be used are not listed; that must not look as if they were not there.
  const std::size_t damaged = command.available ? 0 : say_damaged(store);
  if (models->empty()) {
    if (command.available) say("the index offers no models");
    if (!command.available && damaged == 0) say("no models installed; add one, for example dragoman models add en-pt");
    return kOk;
  }
  return print(models_table(*models, !command.available));
}

// What the download tells, for the bar; the two sides run on different threads.
struct Download {
  std::mutex mutex;
  Progress::State state;
};

int add(const ModelsCommand& command) {
  Interrupt interrupt;
  AddOptions options = add_options(command);
  options.stop = interrupt.token();
  Download download;
  options.progress = [&download](std::string_view file, std::uint64_t done, std::uint64_t total) {
    std::lock_guard lock(download.mutex);
    download.state = {done, total, std::string(file) + " " + size_text(done)};
  };
  const ModelStore store = open_store(command.folders);
  const Result<std::vector<InstalledModel>> before = store.list();
  Result<InstalledModel> added = [&]() -> Result<InstalledModel> {
    Progress progress(!command.quiet && Progress::sensible(true), [&download](double) {
      std::lock_guard lock(download.mutex);
      return download.state;
    });
    return store.add(command.name, options);
  }();
  if (!added) return interrupt.exit_code_or(index_failure(added.error()));
  if (command.json) return print(json_installed(*added).text + "\n");
  if (command.quiet) return kOk;
  // What was there and moved no byte has been left as it is.
  const bool there = before && download.state.done == 0 &&
                     std::any_of(before->begin(), before->end(),
                                 [&added](const InstalledModel& one) { return one.folder == added->folder; });
  return print((there ? "already there: " : "added ") + added->name + " (" + pair_text(added->source, added->target) +
               ", " + size_text(added->bytes) + ") in " + added->folder.string() + "\n");
}

int remove(const ModelsCommand& command) {
  const Result<std::string> removed = open_store(command.folders).remove(command.name);
  if (!removed) return report(removed.error());
  if (command.json) return print(JsonObject().add("removed", *removed).done().text + "\n");
  return command.quiet ? static_cast<int>(kOk) : print("removed " + *removed + "\n");
}

int verify(const ModelsCommand& command) {
  const ModelStore store = open_store(command.folders);
  Result<std::vector<VerifyProblem>> problems = store.verify(command.name, can_be_loaded);
  if (!problems) return report(problems.error());
  if (command.json) {
    const bool faulty = std::any_of(problems->begin(), problems->end(), [](const VerifyProblem& p) { return !p.note; });
    const int printed = print(problems_json(*problems).text + "\n");
    return printed == kOk && faulty ? static_cast<int>(kBadModelFile) : printed;
  }
  if (!problems->empty()) return say_problems(*problems) > 0 ? kBadModelFile : kOk;
  // No problem, not even a note: all sound, or nothing there.
  if (Result<std::vector<InstalledModel>> installed = store.list(); installed && installed->empty()) {
    say("no models installed, nothing to verify");
    return kOk;
  }
  return command.quiet ? static_cast<int>(kOk) : print("all files are as they were installed\n");
}

JsonText folders_json(const ModelStore& store) {
  std::vector<JsonText> folders;
  for (const std::filesystem::path& folder : store.folders()) folders.emplace_back(folder.string());
  return json_array(folders);
}

int where(const ModelsCommand& command) {
  const ModelStore store = open_store(command.folders);
  if (command.name.empty()) {
    if (command.json) return print(JsonObject().add("folders", folders_json(store)).done().text + "\n");
    std::string text;
    for (const std::filesystem::path& folder : store.folders()) text += folder.string() + "\n";
    return print(text);
  }
  Result<std::pair<Language, Language>> pair = parse_language_pair(command.name);
  if (!pair) return report(pair.error());
  Result<Route> route = store.route(pair->first, pair->second);
  if (!route) return report(route.error());
  if (!command.json) return print(models_table(*route, true));
  JsonObject out;
  out.add("folders", folders_json(store)).add("route", json_installed(*route));
  return print(out.done().text + "\n");
}

constexpr const char* kModelsExamples = R"(
Examples:
  dragoman models list
  dragoman models list --available
  dragoman models add en-ar
  dragoman models add en-ar --index /media/usb/models   (without a network)
  dragoman models verify
  dragoman models where pt-ar
)";

using Action = int (*)(const ModelsCommand&);

// Declares one action below `models` with the options that all of them have.
CLI::App* declare(CLI::App& models, const char* name, const char* help, const std::shared_ptr<ModelsCommand>& command,
                  Action action, std::vector<std::pair<CLI::App*, Action>>& actions) {
  CLI::App* verb = models.add_subcommand(name, help);
  add_store_option(*verb, command->folders);
  verb->add_flag("--json", command->json, "print JSON");
  verb->add_flag("-q,--quiet", command->quiet, "errors only");
  actions.emplace_back(verb, action);
  return verb;
}

void add_index_options(CLI::App& verb, ModelsCommand& command) {
  verb.add_option("--index", command.index, "address or folder of the model index (default: $DRAGOMAN_INDEX)")
      ->type_name("PLACE");
}

}  // namespace

Runner declare_models(CLI::App& program) {
  CLI::App* models = program.add_subcommand("models", "list, add, remove and verify models");
  models->require_subcommand(1);
  models->footer(kModelsExamples);
  auto command = std::make_shared<ModelsCommand>();
  std::vector<std::pair<CLI::App*, Action>> actions;
  CLI::App* verb = declare(*models, "list", "installed models", command, list, actions);
  verb->add_flag("--available", command->available, "what the index offers instead");
  verb->add_flag("--names", command->names, "names only, one a line");
  add_index_options(*verb, *command);
  verb = declare(*models, "add", "download and install a model", command, add, actions);
  verb->add_option("PAIR", command->name, "for example en-ar")->type_name("")->required();
  verb->add_option("--arch", command->architecture, "base, base-memory or tiny (default: the best there is)")
      ->type_name("NAME");
  verb->add_flag("--force", command->force, "replace an installed model of the same name");
  add_index_options(*verb, *command);
  verb = declare(*models, "remove", "remove an installed model", command, remove, actions);
  verb->add_option("NAME", command->name, "name or pair, see dragoman models list")->type_name("")->required();
  verb = declare(*models, "verify", "compare the files with their checksums", command, verify, actions);
  verb->add_option("NAME", command->name, "one model (default: all)")->type_name("");
  verb = declare(*models, "where", "the folders of models; with a pair, the models that would run", command, where,
                 actions);
  verb->add_option("PAIR", command->name, "for example pt-ar")->type_name("");
  return {models, [command, actions] {
            for (const auto& [app, action] : actions) {
              if (app->parsed()) return action(*command);
            }
            return static_cast<int>(kUsage);
          }};
}

}  // namespace dragoman::cli
