// dragoman glossary: a publication's own terms.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "exit_codes.h"
#include "json_forms.h"
#include "memory_options.h"
#include "messages.h"

namespace dragoman::cli {
namespace {

struct GlossaryCommand {
  MemoryPlace place;
  std::string source, target, note, who, format, on_conflict = "error", output;
  std::vector<std::string> files, texts;
  bool keep = false, case_sensitive = false, exact = false, replace = false;
};

JsonText term_json(const Term& term) {
  return JsonObject()
      .add("source", term.source)
      .add("target", term.target)
      .add("source_language", term.languages.source.tag())
      .add("target_language", term.languages.target.tag())
      .add("case_sensitive", term.case_sensitive)
      .add("do_not_translate", term.keeps_source())
      .add("exact", term.exact)
      .add("note", json_name(term.note))
      .add("who", json_name(term.who))
      .add("when", time_text(term.when))
      .done();
}

std::string term_line(const Term& term) {
  std::string kind;
  if (term.case_sensitive) kind += "case";
  if (term.exact) kind += kind.empty() ? "exact" : ",exact";
  if (term.keeps_source()) kind += kind.empty() ? "keep" : ",keep";
  return term.source + "\t" + term.target + "\t" + term.languages.source.tag() + "\t" + term.languages.target.tag() +
         "\t" + kind + "\t" + term.who + "\t" + time_text(term.when) + "\t" + term.note + "\n";
}

std::optional<GlossaryFormat> format_named(const std::string& name) {
  if (name == "csv") return GlossaryFormat::kCsv;
  if (name == "tsv") return GlossaryFormat::kTsv;
  if (name == "tbx") return GlossaryFormat::kTbx;
  return std::nullopt;
}

OnConflict conflict_named(const std::string& name) {
  return name == "keep" ? OnConflict::kKeep : name == "replace" ? OnConflict::kReplace : OnConflict::kError;
}

int add(const GlossaryCommand& command) {
  Result<Languages> languages = both_languages(command.place);
  if (!languages) return report(languages.error());
  if (command.keep != command.target.empty()) {
    return usage_error("glossary add", "give either a target term or --keep");
  }
  Result<Memory> memory = open_memory(command.place, true);
  if (!memory) return report_memory(memory.error());
  Term term{command.source, command.keep ? command.source : command.target, *languages};
  term.case_sensitive = command.case_sensitive;
  term.exact = command.exact;
  term.note = command.note;
  term.who = command.who;
  Result<Term> added = memory->add_term(std::move(term), command.replace ? OnConflict::kReplace : OnConflict::kError);
  if (!added) return report_memory(added.error());
  return command.place.json ? print(term_json(*added).text + "\n") : kOk;
}

int remove(const GlossaryCommand& command) {
  Result<Languages> languages = both_languages(command.place);
  if (!languages) return report(languages.error());
  Result<Memory> memory = open_memory(command.place, true);
  if (!memory) return report_memory(memory.error());
  Result<std::size_t> removed = memory->remove_term(command.source, *languages);
  if (!removed) return report_memory(removed.error());
  return command.place.json ? print(JsonObject().add("removed", *removed).done().text + "\n") : kOk;
}

int list(const GlossaryCommand& command) {
  Result<std::optional<Languages>> languages = chosen_languages(command.place);
  if (!languages) return report(languages.error());
  Result<Memory> memory = open_memory(command.place, false);
  if (!memory) return report_memory(memory.error());
  return write_rows("", [&](Rows& rows) {
    return memory->each_term(*languages, [&](const Term& term) {
      return rows.write(command.place.json ? term_json(term).text + "\n" : term_line(term));
    });
  });
}

int import(const GlossaryCommand& command) {
  Result<std::optional<Languages>> languages = chosen_languages(command.place);
  if (!languages) return report(languages.error());
  Result<Memory> memory = open_memory(command.place, true);
  if (!memory) return report_memory(memory.error());
  GlossaryImport options;
  options.format = format_named(command.format);
  options.languages = *languages;
  options.on_conflict = conflict_named(command.on_conflict);
  options.who = command.who;
  for (const std::string& file : command.files) {
    Result<ImportCount> count = memory->import_terms(file == "-" ? "/dev/stdin" : file, options);
    if (!count) return report_memory(count.error());
    if (const int printed = print(import_text(file, *count, command.place.json)); printed != kOk) return printed;
  }
  return kOk;
}

int export_all(const GlossaryCommand& command) {
  Result<std::optional<Languages>> languages = chosen_languages(command.place);
  if (!languages) return report(languages.error());
  Result<Memory> memory = open_memory(command.place, false);
  if (!memory) return report_memory(memory.error());
  const std::string ending = command.output.substr(std::min(command.output.rfind('.'), command.output.size()));
  std::optional<GlossaryFormat> format = format_named(command.format);
  if (!format && !ending.empty()) format = format_named(ending.substr(1));
  return write_rows(command.output, [&](Rows& rows) {
    return memory->export_terms(format.value_or(GlossaryFormat::kCsv), *languages,
                                [&](std::string_view bytes) { return rows.write(bytes); });
  });
}

int find(const GlossaryCommand& command) {
  Result<Languages> languages = both_languages(command.place);
  if (!languages) return report(languages.error());
  Result<Memory> memory = open_memory(command.place, false);
  if (!memory) return report_memory(memory.error());
  return each_text(command.texts, [&](std::string_view text) -> Status {
    Result<std::vector<TermMatch>> matches = memory->find_terms(text, *languages);
    if (!matches) return matches.error();
    std::string lines;
    for (const TermMatch& match : *matches) {
      const std::string_view there = text.substr(match.range.begin, match.range.end - match.range.begin);
      JsonObject out;
      out.add("range", json_range(match.range)).add("text", there).add("inflected", match.inflected);
      lines += command.place.json
                   ? out.add("term", term_json(match.term)).done().text
                   : std::string(there) + "\t" + match.term.target + "\t" + (match.inflected ? "inflected" : "");
      lines += "\n";
    }
    if (const int printed = print(lines); printed != kOk) return Error{ErrorCode::kIo, 0, ""};
    return {};
  });
}

constexpr const char* kGlossaryExamples = R"(
Examples:
  dragoman glossary add 'prime minister' primeiro-ministro --from en --to pt
  dragoman glossary add Reuters --keep --case --from en --to pt
  dragoman glossary import terms.csv --from en --to pt
  dragoman glossary find 'The prime ministers met.' --from en --to pt
  dragoman glossary export -o terms.tbx --from en --to pt
)";

void add_format_option(CLI::App& verb, GlossaryCommand& command, const char* help) {
  verb.add_option("--format", command.format, help)->type_name("NAME")->check(CLI::IsMember({"csv", "tsv", "tbx"}));
}

}  // namespace

Runner declare_glossary(CLI::App& program) {
  CLI::App* glossary = program.add_subcommand("glossary", "a publication's own terms");
  glossary->require_subcommand(1);
  glossary->footer(kGlossaryExamples);
  auto command = std::make_shared<GlossaryCommand>();
  MemoryActions actions;
  CLI::App* verb = declare_action(*glossary, "add", "store a term", command, add, actions);
  verb->add_option("SOURCE", command->source, "the term")->type_name("")->required();
  verb->add_option("TARGET", command->target, "its translation")->type_name("");
  verb->add_flag("--keep", command->keep, "it is not to be translated");
  verb->add_flag("--case", command->case_sensitive, "capitals and small letters as written only");
  verb->add_flag("--exact", command->exact, "no other endings (plural and the like)");
  verb->add_flag("--replace", command->replace, "if it has another target already");
  verb->add_option("--note", command->note, "for people")->type_name("TEXT");
  add_who_option(*verb, command->who);
  verb = declare_action(*glossary, "remove", "remove a term", command, remove, actions);
  verb->add_option("SOURCE", command->source, "the term")->type_name("")->required();
  declare_action(*glossary, "list", "all terms, one a line", command, list, actions);
  verb = declare_action(*glossary, "import", "store the terms of CSV, TSV and TBX files", command, import, actions);
  verb->add_option("FILE", command->files, "files; - is standard input")->type_name("")->required();
  verb->add_option("--on-conflict", command->on_conflict, "error, keep or replace what has another target (error)")
      ->type_name("WHAT")
      ->check(CLI::IsMember({"error", "keep", "replace"}));
  add_format_option(*verb, *command, "csv, tsv or tbx (default: as the file looks)");
  add_who_option(*verb, command->who);
  verb = declare_action(*glossary, "export", "write all terms to a file", command, export_all, actions);
  add_format_option(*verb, *command, "csv, tsv or tbx (default: by the file's name, else csv)");
  add_output_option(*verb, command->output, "write here (default: standard output)")->type_name("FILE");
  verb = declare_action(*glossary, "find", "the terms in a text", command, find, actions);
  verb->add_option("TEXT", command->texts, "texts; none: lines of standard input")->type_name("");
  return run_actions(*glossary, std::move(actions));
}

}  // namespace dragoman::cli
