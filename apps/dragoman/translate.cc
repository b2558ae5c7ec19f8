// dragoman translate: the verb's options, and which of them go together.
#include <CLI/CLI.hpp>

#include "exit_codes.h"
#include "interrupt.h"
#include "messages.h"
#include "output.h"
#include "translate_job.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

constexpr const char* kTranslateExamples = R"(
Each input line gives exactly one output line; blank lines and white space stay as they are.
Examples:
  dragoman translate --from en --to pt article.txt
  dragoman translate --to en < notas.txt              (finds out that it is Portuguese)
  dragoman translate --from en --to pt -o out/ *.txt  (one file each)
  dragoman translate --from pt --to ar artigo.txt     (through English, if need be)
  dragoman translate --from en --to pt --json --align article.txt | jq .text
)";

int run(const TranslateCommand& command) {
  if (command.align && command.n_best > 0 && !command.json) {
    return usage_error("translate", "--align and --n-best together need --json");
  }
  if (command.beam > 0 && command.n_best > command.beam) {
    return usage_error("translate", "--n-best " + std::to_string(command.n_best) + " needs a --beam at least as large");
  }
  Interrupt interrupt;
  return TranslateJob(command, interrupt).run();
}

}  // namespace

Runner declare_translate(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("translate", "translate files or standard input");
  auto command = std::make_shared<TranslateCommand>();
  verb->add_option("FILE", command->files, "text in UTF-8; - or none: standard input")->type_name("");
  add_engine_options(*verb, command->engine);
  add_line_limit(*verb, command->engine);
  add_output_option(*verb, command->output, "write to this file when all is done; a folder: one file per input")
      ->type_name("PLACE");
  verb->add_option("--beam", command->beam, "hypotheses to follow, 1 (greedy, the default) to 64")
      ->type_name("N")
      ->check(CLI::Range(1U, 64U).description(""));
  verb->add_option("--n-best", command->n_best, "print the N best (to 64): line ||| text ||| score")
      ->type_name("N")
      ->check(CLI::Range(1U, 64U).description(""));
  verb->add_flag("--align", command->align, "add word alignments: text ||| 0-0 1-2; with --json: of tokens");
  verb->add_flag("--json", command->json, "one JSON object per input: sentence pairs, byte ranges, scores");
  verb->add_flag("--stats", command->stats, "say on standard error what it took");
  verb->add_flag("--no-split", command->no_split, "every line is one sentence");
  add_edit_options(*verb, command->engine);
  verb->add_flag("--no-cache", command->engine.no_cache, "translate repeated sentences again");
  verb->add_option("--invalid", command->invalid, "bytes that are not UTF-8: error (the default) or replace")
      ->type_name("WHAT")
      ->check(CLI::IsMember({"error", "replace"}).description(""));
  verb->footer(kTranslateExamples);
  return {verb, [command] { return run(*command); }};
}

}  // namespace dragoman::cli
