// dragoman detect: which language a text is in.
#include <CLI/CLI.hpp>

#include "dragoman/language.h"
#include "exit_codes.h"
#include "input_stream.h"
#include "interrupt.h"
#include "json_forms.h"
#include "messages.h"
#include "output.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

constexpr std::size_t kEnough = std::size_t{64} << 10;  // detect_language reads no more

struct DetectCommand {
  std::vector<std::string> files;
  bool json = false;
};

Result<std::string> beginning_of(const std::string& file, const Interrupt& interrupt) {
  InputOptions options;
  options.wake_descriptor = interrupt.wake_descriptor();
  Result<InputStream> input = InputStream::open(file, options);
  if (!input) return input.error();
  std::string text;
  for (Block block; text.size() < kEnough;) {
    Result<bool> more = input->next(block);
    if (!more) return more.error();
    if (!*more) break;
    text += block.text;
  }
  return text;
}

int run(const DetectCommand& command) {
  Interrupt interrupt;
  std::vector<std::string> files = command.files;
  if (files.empty()) files.emplace_back("-");
  int code = kOk;
  for (const std::string& file : files) {
    Result<std::string> text = beginning_of(file, interrupt);
    if (!text) return interrupt.exit_code_or(report(text.error()));
    const std::optional<Language> language = detect_language(*text);
    if (!language) code = kNoModel;
    const std::string tag = language ? language->tag() : "";
    std::string line =
        (files.size() > 1 ? file + "\t" : "") + (language ? tag + "\t" + language->english_name() : "?") + "\n";
    if (command.json) {
      JsonObject out;
      out.add("file", file).add("language", json_name(tag));
      line = out.add("name", json_name(language ? language->english_name() : "")).done().text + "\n";
    }
    if (const int printed = print(line); printed != kOk) return printed;
    if (!language && !command.json)
      say((file == "-" ? "standard input" : file) + ": cannot tell the language; give more text");
  }
  return code;
}

constexpr const char* kDetectExamples = R"(
Prints the language's code and name; with several files, the file's name before them.
Example:
  dragoman detect article.txt
)";

}  // namespace

Runner declare_detect(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("detect", "say which language a text is in");
  auto command = std::make_shared<DetectCommand>();
  verb->add_option("FILE", command->files, "text in UTF-8; - or none: standard input")->type_name("");
  verb->add_flag("--json", command->json, "one JSON object per file");
  verb->footer(kDetectExamples);
  return {verb, [command] { return run(*command); }};
}

}  // namespace dragoman::cli
