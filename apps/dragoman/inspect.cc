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

// A folder as it is; a file means the folder it lies in; else the name of an installed model, or a pair that one model
// translates directly.
std::filesystem::path folder_of(const InspectCommand& command) {
  std::error_code ignored;
  std::filesystem::path path = command.model;
  if (std::filesystem::is_directory(path, ignored)) return path;
  if (std::filesystem::is_regular_file(path, ignored)) return path.has_parent_path() ? path.parent_path() : ".";
  const ModelStore store = open_store(command.folders);
  if (Result<std::vector<InstalledModel>> installed = store.list(); installed) {
    for (const InstalledModel& model : *installed) {
      if (model.name == command.model) return model.folder;
    }
  }
  if (Result<std::pair<Language, Language>> pair = parse_language_pair(command.model); pair) {
    Result<Route> route = store.route(pair->first, pair->second);
    if (route && route->size() == 1) return route->front().folder;
  }
  return path;
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
  Result<Model> model = Model::load(folder_of(command), options);
  if (!model) return report(model.error());
  if (command.json) return print(json_model(model->info(), model->kernel()).text + "\n");
  return print(describe(model->info(), model->kernel()));
}

constexpr const char* kExamples = R"(
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
  verb->footer(kExamples);
  return {verb, [command] { return run(*command); }};
}

}  // namespace dragoman::cli
