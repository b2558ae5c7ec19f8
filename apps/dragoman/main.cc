// dragoman: the program. Reads which verb is asked for and runs it; everything else is in the verb's own file.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <new>

#include "dragoman/model.h"
#include "dragoman/version.h"
#include "exit_codes.h"
#include "messages.h"
#include "output.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  dragoman translate --from en --to pt article.txt
  dragoman models add en-pt
  dragoman VERB --help
Exit codes: 0 done, 1 input or output failed, 2 wrong usage, 3 no model or language, 4 bad model file,
5 network or index, 130 interrupted, 141 the reader of the output has gone. Manual: man dragoman
)";

std::string version_text() {
  std::string text = std::string("dragoman ") + version() + "\nkernels:";
  const std::vector<std::string> runnable = kernel_names(true);
  const char* forced = std::getenv("DRAGOMAN_KERNEL");
  const std::string used = forced != nullptr && *forced != '\0' ? std::string(forced) : runnable.front();
  for (const std::string& name : kernel_names(false)) {
    const bool runs = std::find(runnable.begin(), runnable.end(), name) != runnable.end();
    text += " " + name;
    if (!runs) text += " (not on this CPU)";
    if (runs && name == used) text += " (used)";
  }
  return text + "\n";
}

// The verb that was named, as "models add", for the pointer to its help.
std::string verb_path(const CLI::App& program) {
  std::string path;
  for (const CLI::App* app = &program; !app->get_subcommands().empty();) {
    app = app->get_subcommands().front();
    path += (path.empty() ? "" : " ") + app->get_name();
  }
  return path;
}

// A standard descriptor that the caller closed would be taken by the next file opened, and what is meant for the caller
// would go there. The null device holds its place, opened the wrong way round so that using it is still an error.
void hold_standard_descriptors() {
  for (int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    (void)::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);  // takes the lowest free number
  }
}

int run(int count, char** words) {
  CLI::App program("Translates text on this machine's CPU.", "dragoman");
  program.footer(kExamples);
  program.set_help_flag("-h,--help", "show this help");
  bool version_wanted = false;
  program.add_flag("--version", version_wanted, "show the version and the compute kernels");
  program.require_subcommand(0, 1);
  std::vector<Runner> runners;
  for (auto* declare :
       {declare_translate, declare_score, declare_models, declare_inspect, declare_detect, declare_languages}) {
    runners.push_back(declare(program));
  }
  try {
    program.parse(count, words);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* app = &program;
    std::string before;
    for (; !app->get_subcommands().empty(); app = app->get_subcommands().front()) {
      before += (before.empty() ? "" : " ") + app->get_name();
    }
    return print(app->help(before));
  } catch (const CLI::ParseError& error) {
    return usage_error(verb_path(program), error.what());
  }
  if (version_wanted) return print(version_text());
  for (const Runner& runner : runners) {
    if (runner.verb->parsed()) return runner.run();
  }
  to_stderr(program.help());
  return kUsage;
}

}  // namespace
}  // namespace dragoman::cli

int main(int count, char** words) {
  // Writing to a closed pipe is an error value like any other (some callers ignore the signal, some do not).
  signal(SIGPIPE, SIG_IGN);
  dragoman::cli::hold_standard_descriptors();
  try {
    return dragoman::cli::run(count, words);
  } catch (const std::bad_alloc&) {
    dragoman::cli::say("out of memory; use fewer --threads or smaller input");
    return dragoman::cli::kFailed;
  } catch (const std::exception& error) {
    dragoman::cli::say(std::string("a mistake of the program itself: ") + error.what() + "; please report it");
    return dragoman::cli::kOurMistake;
  }
}
