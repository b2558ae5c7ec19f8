// dragoman: the program. Reads which verb is asked for and runs it; everything else is in the verb's own file.
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <new>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/model.h"
#include "dragoman/version.h"
#include "exit_codes.h"
#include "messages.h"
#include "output.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

constexpr const char* kProgramExamples = R"(
Examples:
  dragoman translate --from en --to pt article.txt
  dragoman page story.html --to pt -o story.pt.html
  dragoman models add en-pt
  dragoman VERB --help
Exit codes: 0 done, 1 input or output failed, 2 wrong usage, 3 no model or language, 4 bad model file,
5 network or index, 10 check found something as grave as --fail-on says, 70 a mistake of the program itself,
130 interrupted, 141 the reader of the output has gone. Manual: man dragoman
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
  if (std::find(runnable.begin(), runnable.end(), used) == runnable.end()) {
    text += "\nnone is used: " + used + ", named by DRAGOMAN_KERNEL, is unknown or needs another CPU";
  }
  return text + "\n";
}

// How many letters must be added, left out or changed to make one word of the other.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t corner = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = corner + (a[i] == b[j] ? 0 : 1);
      corner = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, changed});
    }
  }
  return row.back();
}

int unknown_verb(const CLI::App& program, const std::string& word) {
  std::string what = "there is no verb \"" + word + "\"";
  for (const CLI::App* verb : program.get_subcommands({})) {
    if (distance(word, verb->get_name()) <= 2) what += "; did you mean \"" + verb->get_name() + "\"?";
  }
  return usage_error("", what);
}

// As other programs are asked for their version.
bool asks_version(std::string_view word) {
  return word == "-v" || word == "-V" || word == "-version" || word == "version";
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

// What the parser found, where its own words are hard to read.
std::string plain_words(const CLI::App& app, const CLI::ParseError& error) {
  std::string what = error.what();
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    std::string words;  // the parser would show them from the last to the first
    for (const std::string& word : app.remaining()) words += " " + word;
    if (!words.empty()) return "cannot make sense of:" + words;
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) == nullptr) return what;
  const std::size_t end = what.find(": ");
  const std::string option = what.substr(0, end);
  if (what.find(": At Most 1 ") == end) return option + " is given more than once; give it once";
  if (what.find(": 1 required ") == end) return option + " needs a value behind it";
  return what;
}

// A verb that only groups others shows which ones there are; anything else is said, with a pointer to the help.
int parse_error(const CLI::App& program, const CLI::ParseError& error, int count, char** words) {
  const CLI::App* app = &program;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  if (app == &program && count > 1 && asks_version(words[1]))
    return usage_error("", "there is no " + std::string(words[1]) + "; did you mean dragoman --version?");
  if (app == &program && count > 1 && words[1][0] != '-') return unknown_verb(program, words[1]);
  if (app != &program && !app->get_subcommands({}).empty() && app->remaining().empty()) {
    to_stderr(app->help("dragoman"));
    return kUsage;
  }
  return usage_error(verb_path(program), plain_words(*app, error));
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
  CLI::App program("Translates text and pages on this machine's CPU.", "dragoman");
  program.footer(kProgramExamples);
  program.set_help_flag("-h,--help", "show this help");
  bool version_wanted = false;
  program.add_flag("--version", version_wanted, "show the version and the compute kernels");
  program.require_subcommand(0, 1);
  std::vector<Runner> runners;
  for (auto* declare : {declare_translate, declare_page, declare_check, declare_score, declare_models, declare_inspect,
                        declare_detect, declare_languages, declare_glossary, declare_memory, declare_serve,
                        declare_keys, declare_export, declare_speak, declare_doctor, declare_backup, declare_restore}) {
    runners.push_back(declare(program));
  }
  std::vector<std::string> arguments(words + std::min(count, 1), words + count);
  if (!arguments.empty() && arguments[0] == "help") {  // "help VERB" is "VERB --help"
    arguments.erase(arguments.begin());
    arguments.emplace_back("--help");
  }
  std::reverse(arguments.begin(), arguments.end());  // as the parser wants them
  try {
    program.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* app = &program;
    std::string before;
    for (; !app->get_subcommands().empty(); app = app->get_subcommands().front()) {
      before += (before.empty() ? "" : " ") + app->get_name();
    }
    return print(app->help(before));
  } catch (const CLI::ParseError& error) {
    return parse_error(program, error, count, words);
  }
  if (version_wanted) return print(version_text());
  for (const Runner& runner : runners) {
    if (runner.verb->parsed()) return runner.run();
  }
  to_stderr(program.help());
  return kUsage;
}

/// Small pieces that come and go (a language guess takes 100 KiB for a moment) are taken from what the process has: glibc would
/// ask the system for them and give them back each time, a tenth of what a page costs beside its engine.
void keep_small_memory() {
#ifdef __GLIBC__
  constexpr int kKept = 8 << 20, kAsked = 1 << 20, kLarge = 4 << 20;
  (void)::mallopt(M_TRIM_THRESHOLD, kKept);
  (void)::mallopt(M_TOP_PAD, kAsked);
  (void)::mallopt(M_MMAP_THRESHOLD, kLarge);
#endif
}

}  // namespace
}  // namespace dragoman::cli

int main(int count, char** words) {
  // Writing to a closed pipe is an error value like any other (some callers ignore the signal, some do not).
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);  // so is growing over the limit for files (ulimit -f)
  dragoman::cli::hold_standard_descriptors();
  dragoman::cli::keep_small_memory();
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
