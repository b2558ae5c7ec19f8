// dragoman inspect: what a model is, whether it is installed or lies in any folder.
#include <CLI/CLI.hpp>
#include <filesystem>

#include "engine_session.h"
#include "exit_codes.h"
#include "json_forms.h"
#include "messages.h"
#include "output.h"
#include "table.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

struct InspectCommand {
  std::string model, kernel;
  std::vector<std::string> folders;
  bool json = false;
};

// The folder of the model that leads from one language to the other, or why there is no such single one.
Result<std::filesystem::path> folder_of_pair(const ModelStore& store, const Language& source, const Language& target) {
  Result<Route> route = store.route(source, target);
  if (!route) return route.error();
  if (route->size() == 1) return route->front().folder;
  std::string names;
  for (const InstalledModel& model : *route) names += (names.empty() ? "" : " and ") + model.name;
  return Error{ErrorCode::kNoRoute, 0,
               "no single model leads from " + source.tag() + " to " + target.tag() + ", but two: " + names +
                   "; inspect them one by one"};
}

// A folder or file as it is; else the name of an installed model, or a pair that one model translates directly.
// Errors: kNotFound, kBadModel, kNoRoute.
Result<std::filesystem::path> folder_of(const InspectCommand& command) {
  std::error_code ignored;
  std::filesystem::path path = command.model;
  if (std::filesystem::exists(path, ignored)) return path;
  const ModelStore store = open_store(command.folders);
  if (const Result<std::vector<InstalledModel>> installed = store.list(); installed) {
    for (const InstalledModel& model : *installed) {
      if (model.name == command.model) return model.folder;
    }
  }
  if (const Result<std::vector<VerifyProblem>> damaged = store.damaged(); damaged) {
    for (const VerifyProblem& problem : *damaged) {
      if (problem.model == command.model) return Error{ErrorCode::kBadModel, 0, problem.what};
    }
  }
  if (const auto pair = parse_language_pair(command.model); pair) {
    return folder_of_pair(store, pair->first, pair->second);
  }
  return Error{ErrorCode::kNotFound, 0,
               "there is no folder " + command.model +
                   " and no installed model of that name; see dragoman models list for those that are installed"};
}

std::string or_unknown(const std::string& text) { return text.empty() ? "not told by its files" : text; }

std::string describe(const ModelInfo& info, const std::string& kernel) {
  const auto layers = [](std::size_t n) { return std::to_string(n) + (n == 1 ? " layer" : " layers"); };
  const std::string vocabulary = info.shared_vocabulary
                                     ? std::to_string(info.source_vocabulary) + " pieces, shared by both sides"
                                     : std::to_string(info.source_vocabulary) + " source and " +
                                           std::to_string(info.target_vocabulary) + " target pieces";
  return table_text({{"model", info.name},
                     {"from", or_unknown(info.source.code.empty() ? "" : info.source.english_name())},
                     {"to", or_unknown(info.target.code.empty() ? "" : info.target.english_name())},
                     {"architecture", info.architecture},
                     {"encoder", layers(info.encoder_depth)},
                     {"decoder", layers(info.decoder_depth)},
                     {"width", std::to_string(info.dim) + ", feed-forward " + std::to_string(info.hidden) + ", " +
                                   std::to_string(info.heads) + " heads"},
                     {"vocabulary", vocabulary},
                     {"shortlist", info.has_shortlist ? "yes" : "no"},
                     {"numbers", info.numbers},
                     {"parameters", std::to_string(info.parameters)},
                     {"on disk", size_text(info.bytes_on_disk)},
                     {"packed in memory", size_text(info.packed_bytes)},
                     {"kernel", kernel}});
}

int run(const InspectCommand& command) {
  ModelOptions options;
  options.kernel = command.kernel;
  const Result<std::filesystem::path> folder = folder_of(command);
  if (!folder) return report(folder.error());
  Result<Model> model = Model::load(*folder, options);
  if (!model) return report(model.error());
  if (command.json) return print(json_model(model->info(), model->kernel()).text + "\n");
  return print(describe(model->info(), model->kernel()));
}

constexpr const char* kInspectExamples = R"(
Examples:
  dragoman inspect models/enpt
  dragoman inspect en-pt --json | jq .architecture
)";

}  // namespace

Runner declare_inspect(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("inspect", "say what a model is");
  auto command = std::make_shared<InspectCommand>();
  verb->add_option("MODEL", command->model, "a model's folder or a file in it, an installed model's name, or a pair")
      ->type_name("")
      ->required();
  verb->add_option("--kernel", command->kernel, "compute kernel by name, see dragoman --version")->type_name("NAME");
  add_store_option(*verb, command->folders);
  verb->add_flag("--json", command->json, "print JSON");
  verb->footer(kInspectExamples);
  return {verb, [command] { return run(*command); }};
}

}  // namespace dragoman::cli
