// dragoman languages: every pair that the installed models can translate, directly or through another language.
#include <CLI/CLI.hpp>
#include <map>

#include "engine_session.h"
#include "exit_codes.h"
#include "json_forms.h"
#include "messages.h"
#include "output.h"
#include "table.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

struct LanguagesCommand {
  std::vector<std::string> folders;
  bool json = false, plain = false;
};

struct ReachablePair {
  Language source, target;
  std::string through;  // tag of the pivot, empty when direct
};

Result<std::vector<ReachablePair>> reachable(const ModelStore& store) {
  Result<std::vector<InstalledModel>> models = store.list();
  if (!models) return models.error();
  std::map<std::string, Language> sources, targets;
  for (const InstalledModel& model : *models) {
    sources.emplace(model.source.tag(), model.source);
    targets.emplace(model.target.tag(), model.target);
  }
  std::vector<ReachablePair> pairs;
  for (const auto& [source_tag, source] : sources) {
    for (const auto& [target_tag, target] : targets) {
      if (source_tag == target_tag) continue;
      Result<Route> route = ModelStore::route(*models, source, target);
      if (!route || route->empty()) continue;
      pairs.push_back({source, target, route->size() > 1 ? route->front().target.tag() : ""});
    }
  }
  return pairs;
}

int run(const LanguagesCommand& command) {
  if (command.plain && command.json)
    return usage_error("languages", "--plain and --json do not go together; choose one");
  const ModelStore store = open_store(command.folders);
  Result<std::vector<ReachablePair>> pairs = reachable(store);
  if (!pairs) return report(pairs.error());
  const std::size_t damaged = say_damaged(store);
  std::vector<JsonText> list;
  std::string plain;
  std::vector<Row> rows{{"FROM", "", "TO", "", "THROUGH"}};
  for (const auto& [source, target, through] : *pairs) {
    JsonObject entry;
    entry.add("source_language", source.tag()).add("target_language", target.tag()).add("through", json_name(through));
    list.push_back(entry.done());
    plain += source.tag() + "\t" + target.tag() + "\n";
    rows.push_back(
        {source.tag(), source.english_name(), target.tag(), target.english_name(), through.empty() ? "-" : through});
  }
  if (command.json) return print(json_array(list).text + "\n");
  if (command.plain) return print(plain);
  if (!pairs->empty()) return print(table_text(rows));
  if (damaged == 0) say("no models installed; add one, for example dragoman models add en-pt");
  return kOk;
}

constexpr const char* kLanguagesExamples = R"(
Example:
  dragoman languages
)";

}  // namespace

Runner declare_languages(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("languages", "the pairs that the installed models can translate");
  auto command = std::make_shared<LanguagesCommand>();
  add_store_option(*verb, command->folders);
  verb->add_flag("--json", command->json, "print JSON");
  verb->add_flag("--plain", command->plain, "two codes a line, for scripts");
  verb->footer(kLanguagesExamples);
  return {verb, [command] { return run(*command); }};
}

}  // namespace dragoman::cli
