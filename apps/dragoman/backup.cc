// dragoman backup and restore: what a server keeps, copied to a folder and put back. Both take the settings of serve, so that one file says
// where everything is.
#include "dragoman/backup.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "exit_codes.h"
#include "messages.h"
#include "output.h"
#include "running_server.h"
#include "serve_command.h"
#include "table.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

struct BackupCommand {
  ServeCommand serve;
  std::string folder;
  bool force = false, check = false;
};

BackupPlaces places_in(const ServeCommand& serve) {
  return {.data = serve.data, .articles = serve.articles, .memory = serve.memory, .keys = serve.keys};
}

int tell(const Result<BackupReport>& report, std::string_view what, const BackupCommand& command) {
  if (!report) return dragoman::cli::report(report.error());
  std::uint64_t bytes = 0;
  for (const BackupPart& part : report->parts) bytes += part.bytes;
  return print(fmt::format("{} {}: {} file{}, {}, as of {}\n", what, command.folder, report->parts.size(),
                           report->parts.size() == 1 ? "" : "s", size_text(bytes), report->time));
}

int run_backup(CLI::App& verb, BackupCommand& command) {
  if (command.check) return tell(check_backup(command.folder), "all is well in", command);
  if (Status read = read_serve_settings(verb, command.serve); !read) return usage_error("backup", read.error().what);
  return tell(back_up(places_in(command.serve), command.folder, command.force), "copied to", command);
}

int run_restore(CLI::App& verb, BackupCommand& command) {
  if (Status read = read_serve_settings(verb, command.serve); !read) return usage_error("restore", read.error().what);
  if (const std::string address = running_server(command.serve); !address.empty())
    return report(Error{ErrorCode::kBusy, 0,
                        "a server answers at " + address + ", and would not see what is put back; stop it first"});
  return tell(restore_backup(command.folder, places_in(command.serve), command.force), "put back from", command);
}

Runner declare(CLI::App& program, const char* name, const char* what, const char* force, const char* examples,
               int (*run)(CLI::App&, BackupCommand&)) {
  CLI::App* verb = program.add_subcommand(name, what);
  auto command = std::make_shared<BackupCommand>();
  verb->add_option("FOLDER", command->folder, "of the backup")->required()->type_name("");
  verb->add_flag("--force", command->force, force);
  if (run == run_backup)
    verb->add_flag("--check", command->check, "make none: look whether all of this one is as it was");
  add_serve_options(*verb, command->serve);
  verb->footer(examples);
  return {verb, [verb, command, run] { return run(*verb, *command); }};
}

constexpr const char* kBackupExamples = R"(
Takes the settings of serve and copies what a server with them keeps: memory,
articles, keys and their usage, glossaries, reports. The server may run. The
settings themselves, models and the cache of sentences are not in it.
Examples:
  dragoman backup /backup/monday --config /etc/dragoman/serve.conf
  dragoman backup /backup/monday --check
)";

constexpr const char* kRestoreExamples = R"(
Puts all of a backup where the settings of serve say, after looking through it.
No server may run there. Without --force nothing that is there is touched.
Example:
  dragoman restore /backup/monday --config /etc/dragoman/serve.conf
)";

}  // namespace

Runner declare_backup(CLI::App& program) {
  return declare(program, "backup", "copy what a server keeps to a folder", "replace a backup that is there already",
                 kBackupExamples, run_backup);
}

Runner declare_restore(CLI::App& program) {
  return declare(program, "restore", "put a backup back", "replace what is there", kRestoreExamples, run_restore);
}

}  // namespace dragoman::cli
