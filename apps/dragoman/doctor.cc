// dragoman doctor: looks at everything that a server needs on this machine, and says of each thing whether it is well and, if not,
// what to do. It changes nothing: a folder is written to for a moment only.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>

#include "dragoman/backup.h"
#include "dragoman/memory.h"
#include "dragoman/speech.h"
#include "dragoman/version.h"
#include "dragoman/voices.h"
#include "engine_session.h"
#include "exit_codes.h"
#include "messages.h"
#include "output.h"
#include "running_server.h"
#include "serve_command.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

namespace fs = std::filesystem;

/// The findings, one line each, in the order in which they are made.
class Chart {
 public:
  void well(std::string_view what, std::string_view told) { line("ok", what, told); }
  void warn(std::string_view what, std::string_view told) { line("warning", what, told); }
  void ill(std::string_view what, std::string_view told) {
    line("FAILED", what, told);
    failed_ = true;
  }
  const std::string& text() const { return text_; }
  bool failed() const { return failed_; }

 private:
  void line(std::string_view how, std::string_view what, std::string_view told) {
    text_ += fmt::format("{:<8} {:<8} {}\n", how, what, told);
  }
  std::string text_;
  bool failed_ = false;
};

void look_at_program(Chart& chart) {
  const std::vector<std::string> kernels = kernel_names(true);
  const std::string told = fmt::format("dragoman {}, kernel {}", version(), kernels.front());
  if (kernels.front() == "reference")
    return chart.warn("program", told + ": this CPU has none of the instructions that make it fast");
  chart.well("program", told);
}

/// Loads the model and has it say something: whether its files fit together shows only then.
void try_model(Chart& chart, const InstalledModel& model, const std::string& kernel) {
  const std::string name = model.source.code + "-" + model.target.code + " in " + model.folder.string();
  const auto start = std::chrono::steady_clock::now();
  Result<Model> loaded = Model::load(model.folder, {.kernel = kernel});
  if (!loaded) return chart.ill("model", loaded.error().what);
  const Translator translator({*loaded}, {.cache_bytes = 0});
  const Result<Translation> out = translator.translate("1.");
  if (!out) return chart.ill("model", name + ": " + out.error().what);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  chart.well("model", fmt::format("{}, first translation after {:.0f} ms", name, took.count()));
}

void look_at_models(Chart& chart, const ServeCommand& command) {
  const ModelStore store = open_store(command.models_folders);
  const Result<std::vector<InstalledModel>> installed = store.list();
  if (!installed) return chart.ill("models", installed.error().what);
  if (installed->empty()) return chart.ill("models", "none is installed; dragoman models add en-pt fetches one");
  for (const InstalledModel& model : *installed) try_model(chart, model, command.options.kernel);
}

/// Reading aloud is no duty of a server: what is missing is told, with what to do, and does not fail.
void look_at_voices(Chart& chart, const ServeCommand& command) {
  SpeechEngineOptions engines;
  engines.voices.assign(command.voices_folders.begin(), command.voices_folders.end());
  engines.defaults = command.options.default_voices;
  const Result<std::unique_ptr<Speech>> speech = Speech::open(engines);
  if (!speech) return chart.warn("voices", "nothing can be read aloud: " + speech.error().what);
  const Result<std::vector<VoiceInfo>> voices = (*speech)->voices();
  if (!voices) return chart.warn("voices", "nothing can be read aloud: " + voices.error().what);
  std::vector<Error> faults;
  const VoiceStore store(engines.voices.empty() ? VoiceStore::default_folders() : engines.voices);
  const std::size_t installed = store.list(&faults).size();
  for (const Error& fault : faults) chart.warn("voices", fault.what);
  const auto neural = std::ranges::count(*voices, "piper", &VoiceInfo::engine);
  chart.well("voices",
             fmt::format("{} of espeak-ng, {} neural", static_cast<std::ptrdiff_t>(voices->size()) - neural, neural));
  if (installed > 0) {
    const Result<std::string> runtime = neural_runtime(engines);
    if (!runtime) chart.warn("voices", fmt::format("{} neural cannot speak: {}", installed, runtime.error().what));
    if (runtime) chart.well("voices", *runtime + " runs the neural ones");
  }
  for (const auto& [language, name] : engines.defaults) {
    const Result<VoiceInfo> found = (*speech)->find_voice(language, name);
    if (!found) chart.warn("voices", fmt::format("--voice {}={}: {}", language, name, found.error().what));
  }
}

void look_at_memory(Chart& chart, const ServeCommand& command) {
  if (command.memory.empty()) return chart.well("memory", "none is set (--db)");
  std::error_code error;
  if (!fs::exists(command.memory, error))
    return chart.warn("memory", command.memory + " is not there; the server makes it, empty");
  const Result<Memory> memory = Memory::open(command.memory, {.space = command.options.space, .read_only = true});
  if (!memory) return chart.ill("memory", memory.error().what);
  if (const Status sound = memory->verify(); !sound) return chart.ill("memory", sound.error().what);
  chart.well("memory", command.memory + " is sound");
}

/// Whether a file can be made in the folder; the folder itself, if it is not there yet, in the one that will hold it.
bool can_write(fs::path folder) {
  std::error_code error;
  while (!fs::exists(folder, error) && folder.has_relative_path()) folder = folder.parent_path();
  std::string name = (folder / ".dragoman-XXXXXX").string();
  const int file = ::mkstemp(name.data());
  if (file < 0) return false;
  ::close(file);
  ::unlink(name.c_str());
  return true;
}

void look_at_data(Chart& chart, const ServeCommand& command) {
  if (command.data.empty())
    return chart.warn("data", "no folder is known: what clients store ends with the server; set --data");
  const fs::path folder = fs::absolute(command.data);
  if (!can_write(folder))
    return chart.ill(
        "data", folder.string() +
                    " cannot be written by this user; run the doctor as the server's user, or name another --data");
  std::error_code error;
  fs::path there = folder;
  while (!fs::exists(there, error) && there.has_relative_path()) there = there.parent_path();
  const fs::space_info space = fs::space(there, error);
  const double free = static_cast<double>(space.available) / (1 << 20);
  const double wanted = static_cast<double>(command.options.kept_bytes) / (1 << 20) + 64;
  if (!error && free < wanted)
    return chart.warn("data", fmt::format("{}: {:.0f} MB are free, the server may fill {:.0f}; lower --kept-bytes",
                                          folder.string(), free, wanted));
  chart.well("data", fmt::format("{} can be written, {:.0f} MB free", folder.string(), free));
}

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1"; }

void look_at_keys(Chart& chart, const ServeCommand& command) {
  if (command.keys.empty()) {
    if (is_loopback(command.options.address))
      return chart.well("keys", "none are asked for; only this machine can ask");
    return chart.warn(
        "keys", "none are asked for, and " + command.options.address + " can be reached from outside; set --keys");
  }
  const Result<ApiKeys> keys = ApiKeys::read(command.keys);
  if (!keys) return chart.ill("keys", keys.error().what);
  std::error_code error;
  const fs::perms mode = fs::status(command.keys, error).permissions();
  if ((mode & fs::perms::others_write) != fs::perms::none)
    return chart.ill("keys", command.keys + " can be written by everybody; chmod 600 it");
  if (keys->entries().empty())
    return chart.warn("keys", command.keys + " holds none: nobody may ask; dragoman keys add makes one");
  chart.well("keys", fmt::format("{} in {}", keys->entries().size(), command.keys));
}

void look_at_limits(Chart& chart, const ServeCommand& command) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const std::size_t needed = command.options.max_connections + 256;  // models, databases and the rest
  if (limit.rlim_max < needed)
    return chart.warn(
        "limits",
        fmt::format("{} open files are allowed, {} connections need {}; raise LimitNOFILE or lower --max-connections",
                    limit.rlim_max, command.options.max_connections, needed));
  chart.well("limits", fmt::format("{} open files are allowed", limit.rlim_max));
}

/// "2026-12-01T02:07:31Z /backup/monday" was made less than a week ago.
bool is_recent(const std::string& backup) {
  constexpr auto kWeek = std::chrono::hours(24 * 7);
  const std::time_t limit = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() - kWeek);
  std::tm parts{};
  ::gmtime_r(&limit, &parts);
  return backup >= fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", parts);
}

void look_at_backup(Chart& chart, const ServeCommand& command) {
  const std::string last = last_backup(command.data);
  if (!last.empty() && is_recent(last)) return chart.well("backup", "the last: " + last);
  const std::string make = "dragoman backup FOLDER makes one, also while the server runs";
  if (!last.empty()) return chart.warn("backup", "the last is over a week old: " + last + "; " + make);
  if (command.articles.empty() && command.memory.empty()) return chart.well("backup", "none is known; " + make);
  chart.warn("backup", "none is known, and there are articles or a memory; " + make);
}

void look_at_server(Chart& chart, const ServeCommand& command, bool must_run) {
  if (const std::string address = running_server(command); !address.empty())
    return chart.well("server", "answers at " + address);
  const std::string place = fmt::format("{} port {}", command.options.address, command.options.port);
  if (must_run) return chart.ill("server", "does not answer at " + place + "; look at its log");
  chart.well("server", "none runs at " + place);
}

int run(CLI::App& verb, ServeCommand& command, bool running) {
  if (Status read = read_serve_settings(verb, command); !read) return usage_error("doctor", read.error().what);
  Chart chart;
  if (!running) {
    look_at_program(chart);
    look_at_models(chart, command);
    look_at_voices(chart, command);
    look_at_memory(chart, command);
    look_at_data(chart, command);
    look_at_keys(chart, command);
    look_at_limits(chart, command);
    look_at_backup(chart, command);
  }
  look_at_server(chart, command, running);
  if (const int failed = print(chart.text()); failed != kOk) return failed;
  return chart.failed() ? kFailed : kOk;
}

constexpr const char* kDoctorExamples = R"(
Takes the settings of serve, and looks at what a server with them would find.
Exit code 0: nothing has failed (there may be warnings), 1: something has.
Examples:
  dragoman doctor --config /etc/dragoman/serve.conf
  dragoman doctor --running --port 5000       only: does it answer? For probes
)";

}  // namespace

Runner declare_doctor(CLI::App& program) {
  CLI::App* verb =
      program.add_subcommand("doctor", "look at what a server needs on this machine, and say what is wrong");
  auto command = std::make_shared<ServeCommand>();
  auto running = std::make_shared<bool>(false);
  verb->add_flag("--running", *running, "look only whether the server answers");
  add_serve_options(*verb, *command);
  verb->footer(kDoctorExamples);
  return {verb, [verb, command, running] { return run(*verb, *command, *running); }};
}

}  // namespace dragoman::cli
