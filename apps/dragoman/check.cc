// dragoman check: a translation against its source, any system's or a person's; for people, for programs, and for CI.
#include <CLI/CLI.hpp>
#include <map>

#include "check_report.h"
#include "dragoman/check.h"
#include "dragoman/language.h"
#include "exit_codes.h"
#include "guarded.h"
#include "input_stream.h"
#include "interrupt.h"
#include "messages.h"
#include "output.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

enum class CheckForm { kText, kJson, kHtml };
enum class FailOn { kCritical, kWarning, kNever };

struct CheckCommand {
  std::string source_file, target_file, from, to, output;
  bool lines = false;
  CheckForm form = CheckForm::kText;
  FailOn fail_on = FailOn::kCritical;
};

Result<std::string> whole_text(const std::string& file, const Interrupt& interrupt) {
  InputOptions options;
  options.wake_descriptor = interrupt.wake_descriptor();
  Result<InputStream> input = InputStream::open(file, options);
  if (!input) return input.error();
  std::string text;
  for (Block block;;) {
    Result<bool> more = input->next(block);
    if (!more) return more.error();
    if (!*more) return text;
    text += block.text;
  }
}

Result<std::string> language_of(const std::string& stated, std::string_view text, const char* option) {
  if (!stated.empty()) {
    const Result<Language> language = Language::parse(stated);
    return language ? Result<std::string>(language->tag()) : Result<std::string>(language.error());
  }
  if (const std::optional<Language> language = detect_language(text)) return language->tag();
  return Error{ErrorCode::kBadLanguage, 0, std::string("cannot tell the language of the text; name it with ") + option};
}

/// Reads, checks and writes; the worst severity that was found, or nothing where all is well.
Result<std::optional<Severity>> check_files(const CheckCommand& command, const Interrupt& interrupt, Output& output) {
  const Result<std::string> source = whole_text(command.source_file, interrupt);
  if (!source) return source.error();
  const Result<std::string> target = whole_text(command.target_file, interrupt);
  if (!target) return target.error();
  const Result<std::string> from = language_of(command.from, *source, "--from"),
                            to = language_of(command.to, *target, "--to");
  if (!from) return from.error();
  if (!to) return to.error();
  const Result<PairChecker> checker = PairChecker::load(*from, *to);
  if (!checker) return checker.error();
  Result<std::vector<CheckedSentence>> sentences = check_texts(*checker, *source, *target, {command.lines});
  if (!sentences) return sentences.error();
  const CheckRecord record{command.source_file,  command.target_file, *from, *to, *source, *target,
                           std::move(*sentences)};
  const std::string text = command.form == CheckForm::kJson   ? check_json(record)
                           : command.form == CheckForm::kHtml ? check_html(record)
                                                              : check_text(record);
  if (Status written = output.write(text); !written) return written.error();
  if (Status finished = output.finish(); !finished) return finished.error();
  return worst_of(record);
}

int run(const CheckCommand& command) {
  if (command.source_file == "-" && command.target_file == "-") {
    return usage_error("check", "only one of the two files can be standard input");
  }
  Interrupt interrupt;
  Result<Output> output = Output::open(command.output);
  if (!output) return report(output.error());
  using Worst = Result<std::optional<Severity>>;
  const Worst worst = guarded<Worst>([&] { return check_files(command, interrupt, *output); });
  if (!worst) {
    const int code = worst.error().code == ErrorCode::kBadLanguage && (command.from.empty() || command.to.empty())
                         ? (report(worst.error()), static_cast<int>(kNoModel))
                         : output_error(*output, worst.error());
    return interrupt.exit_code_or(code);
  }
  if (!*worst || command.fail_on == FailOn::kNever) return kOk;
  const Severity least = command.fail_on == FailOn::kCritical ? Severity::kCritical : Severity::kWarning;
  return **worst >= least ? kFindings : kOk;
}

constexpr const char* kCheckExamples = R"(
Exit status: 0 nothing as grave as --fail-on, 10 findings of that severity, others as for all verbs.
Examples:
  dragoman check article.txt artigo.txt
  dragoman check --lines --from en --to pt --report json source.en human.pt | jq .counts
  dragoman check --report html -o check.html article.txt artigo.txt
)";

}  // namespace

Runner declare_check(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("check", "find what a translation lost, changed or invented");
  auto command = std::make_shared<CheckCommand>();
  const std::map<std::string, CheckForm> forms = {
      {"text", CheckForm::kText}, {"json", CheckForm::kJson}, {"html", CheckForm::kHtml}};
  const std::map<std::string, FailOn> limits = {
      {"critical", FailOn::kCritical}, {"warning", FailOn::kWarning}, {"never", FailOn::kNever}};
  verb->add_option("SOURCE", command->source_file, "the original, text in UTF-8")->type_name("")->required();
  verb->add_option("TRANSLATION", command->target_file, "its translation")->type_name("")->required();
  verb->add_option("-f,--from", command->from, "source language (default: what the text looks like)")
      ->type_name("LANGUAGE");
  verb->add_option("-t,--to", command->to, "language of the translation")->type_name("LANGUAGE");
  verb->add_flag("--lines", command->lines, "line n translates line n; else sentences are aligned by length");
  verb->add_option("--report", command->form, "text, json or html (default text)")
      ->type_name("FORM")
      ->transform(CLI::CheckedTransformer(forms).description(""));
  add_output_option(*verb, command->output, "write to this file")->type_name("FILE");
  verb->add_option("--fail-on", command->fail_on, "critical (default), warning or never: when to exit with 10")
      ->type_name("SEVERITY")
      ->transform(CLI::CheckedTransformer(limits).description(""));
  verb->footer(kCheckExamples);
  return {verb, [command] { return run(*command); }};
}

}  // namespace dragoman::cli
