// What the verbs glossary and memory share: where the memory lies, which languages, and how lines go out.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/memory.h"
#include "input_stream.h"
#include "output.h"
#include "verbs.h"

namespace dragoman::cli {

/// The options that all their actions have.
struct MemoryPlace {
  std::string file, space, from, to;
  bool json = false;
};
void add_memory_options(CLI::App& verb, MemoryPlace& place);
/// Also --who, by default the name of the user.
void add_who_option(CLI::App& verb, std::string& who);

/// `writes`: makes the file if there is none. Having said what is wrong, the exit code comes as the error's.
Result<Memory> open_memory(const MemoryPlace& place, bool writes);
/// Both, or kBadArgument.
Result<Languages> both_languages(const MemoryPlace& place);
/// Both, or none.
Result<std::optional<Languages>> chosen_languages(const MemoryPlace& place);

/// say() it and return the exit code: a file that is not there is a matter of input here, not of models.
int report_memory(Error error);

/// Writes rows through a buffer. Its write() fits Memory's sinks.
class Rows {
 public:
  explicit Rows(Output output) : output_(std::move(output)) {}
  Status write(std::string_view bytes);
  /// Exit code of it all.
  int finish(const Status& status);

 private:
  Status flush();
  Output output_;
  std::string pending_;
};
/// Walks with `walk`, which writes to standard output or `path`, and returns the exit code.
int write_rows(const std::string& path, const std::function<Status(Rows&)>& walk);

/// Calls `each` for every text given, or for every line of standard input if none is. Returns the exit code.
int each_text(const std::vector<std::string>& texts, const std::function<Status(std::string_view)>& each);

/// "2026-11-24T15:00:00Z"
std::string time_text(std::int64_t seconds);
/// What became of a file, a line: "a.tmx: 3 added, 1 changed, 0 unchanged, 2 skipped", or JSON.
std::string import_text(const std::string& file, const ImportCount& count, bool json);

/// One action below a verb.
using MemoryAction = std::function<int()>;
using MemoryActions = std::vector<std::pair<CLI::App*, MemoryAction>>;
/// Declares the action `name` below `group`, with the options that all have, which go to `place`.
CLI::App* declare_action(CLI::App& group, const char* name, const char* help, MemoryPlace& place, MemoryAction action,
                         MemoryActions& actions);
/// The same, of an action that takes what the options of its verb go to.
template <class Command>
CLI::App* declare_action(CLI::App& group, const char* name, const char* help, const std::shared_ptr<Command>& command,
                         int (*action)(const Command&), MemoryActions& actions) {
  return declare_action(
      group, name, help, command->place, [command, action] { return action(*command); }, actions);
}
/// What the verb runs: the action that was named.
Runner run_actions(CLI::App& verb, MemoryActions actions);

}  // namespace dragoman::cli
