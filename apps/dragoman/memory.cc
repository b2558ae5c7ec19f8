// dragoman memory: sentences and their translations, kept.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "exit_codes.h"
#include "interrupt.h"
#include "json_forms.h"
#include "memory_options.h"
#include "messages.h"
#include "table.h"

namespace dragoman::cli {
namespace {

struct MemoryCommand {
  MemoryPlace place;
  std::string source, target, who, status = "approved", output;
  std::vector<std::string> files, texts;
  FuzzyOptions fuzzy;
  bool verify = false;
};

JsonObject pair_json(const StoredPair& pair) {
  JsonObject out;
  out.add("source", pair.source).add("target", pair.target);
  out.add("source_language", pair.languages.source.tag()).add("target_language", pair.languages.target.tag());
  out.add("status", status_name(pair.status)).add("origin", origin_name(pair.origin));
  return out.add("who", json_name(pair.who)).add("when", time_text(pair.when));
}

// A sentence may hold tabs and line breaks; a line of ours may not.
std::string without_breaks(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string pair_line(const StoredPair& pair) {
  return without_breaks(pair.source) + "\t" + without_breaks(pair.target) + "\t" + pair.languages.source.tag() + "\t" +
         pair.languages.target.tag() + "\t" + std::string(status_name(pair.status)) + "\t" +
         std::string(origin_name(pair.origin)) + "\t" + pair.who + "\t" + time_text(pair.when) + "\n";
}

int store(const MemoryCommand& command, PairOrigin origin) {
  Result<Languages> languages = both_languages(command.place);
  if (!languages) return report(languages.error());
  Result<Memory> memory = open_memory(command.place, true);
  if (!memory) return report_memory(memory.error());
  StoredPair pair{command.source, command.target, *languages};
  pair.status = origin == PairOrigin::kEditor ? PairStatus::kApproved : *status_named(command.status);
  pair.origin = origin;
  pair.who = command.who;
  Result<StoredPair> stored = memory->add(std::move(pair));
  if (!stored) return report_memory(stored.error());
  return command.place.json ? print(pair_json(*stored).done().text + "\n") : kOk;
}

int add(const MemoryCommand& command) { return store(command, PairOrigin::kImport); }
int correct(const MemoryCommand& command) { return store(command, PairOrigin::kEditor); }

int find(const MemoryCommand& command) {
  Result<Languages> languages = both_languages(command.place);
  if (!languages) return report(languages.error());
  Result<Memory> memory = open_memory(command.place, false);
  if (!memory) return report_memory(memory.error());
  return each_text(command.texts, [&](std::string_view text) -> Status {
    Result<std::vector<PairMatch>> matches = memory->fuzzy(text, *languages, command.fuzzy);
    if (!matches) return matches.error();
    std::string lines;
    for (const PairMatch& match : *matches) {
      lines += command.place.json ? pair_json(match.pair).add("score", match.score).done().text + "\n"
                                  : std::to_string(match.score) + "\t" + pair_line(match.pair);
    }
    if (const int printed = print(lines); printed != kOk) return Error{ErrorCode::kIo, 0, ""};
    return {};
  });
}

int list(const MemoryCommand& command) {
  Result<std::optional<Languages>> languages = chosen_languages(command.place);
  if (!languages) return report(languages.error());
  Result<Memory> memory = open_memory(command.place, false);
  if (!memory) return report_memory(memory.error());
  return write_rows("", [&](Rows& rows) {
    return memory->each_pair(*languages, [&](const StoredPair& pair) {
      return rows.write(command.place.json ? pair_json(pair).done().text + "\n" : pair_line(pair));
    });
  });
}

int import(const MemoryCommand& command) {
  Result<std::optional<Languages>> languages = chosen_languages(command.place);
  if (!languages) return report(languages.error());
  Interrupt interrupt;
  Result<Memory> memory = open_memory(command.place, true);
  if (!memory) return report_memory(memory.error());
  PairImport options;
  options.languages = *languages;
  options.status = *status_named(command.status);
  options.who = command.who;
  options.stop = interrupt.token();
  for (const std::string& file : command.files) {
    Result<ImportCount> count = memory->import_pairs(file == "-" ? "/dev/stdin" : file, options);
    if (!count) return interrupt.exit_code_or(report_memory(count.error()));
    if (const int printed = print(import_text(file, *count, command.place.json)); printed != kOk) return printed;
  }
  return kOk;
}

int export_all(const MemoryCommand& command) {
  Result<std::optional<Languages>> languages = chosen_languages(command.place);
  if (!languages) return report(languages.error());
  Result<Memory> memory = open_memory(command.place, false);
  if (!memory) return report_memory(memory.error());
  return write_rows(command.output, [&](Rows& rows) {
    return memory->export_pairs(*languages, [&](std::string_view bytes) { return rows.write(bytes); });
  });
}

JsonText counts_json(const std::vector<MemoryCount>& counts) {
  std::vector<JsonText> list;
  for (const MemoryCount& count : counts) {
    JsonObject one;
    one.add("source_language", count.languages.source.tag()).add("target_language", count.languages.target.tag());
    one.add("terms", count.terms).add("approved", count.approved);
    list.push_back(one.add("drafts", count.drafts).add("rejected", count.rejected).done());
  }
  return json_array(list);
}

int stats(const MemoryCommand& command) {
  Result<Memory> memory = open_memory(command.place, false);
  if (!memory) return report_memory(memory.error());
  Result<std::vector<MemoryCount>> counts = memory->count();
  if (!counts) return report_memory(counts.error());
  if (command.verify) {
    if (Status whole = memory->verify(); !whole) return report_memory(whole.error());
  }
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(memory->file(), error);
  if (command.place.json) {
    JsonObject out;
    out.add("file", memory->file().string()).add("space", memory->space()).add("bytes", error ? 0 : bytes);
    return print(out.add("languages", counts_json(*counts)).done().text + "\n");
  }
  std::vector<Row> rows{{"LANGUAGES", "TERMS", "APPROVED", "DRAFTS", "REJECTED"}};
  for (const MemoryCount& count : *counts) {
    rows.push_back({count.languages.source.tag() + " -> " + count.languages.target.tag(), std::to_string(count.terms),
                    std::to_string(count.approved), std::to_string(count.drafts), std::to_string(count.rejected)});
  }
  return print(memory->file().string() + ", " + size_text(error ? 0 : bytes) + "\n" + table_text(rows));
}

constexpr const char* kMemoryExamples = R"(
Examples:
  dragoman memory correct 'The port reopened.' 'O porto reabriu.' --from en --to pt --who ana
  dragoman memory find 'The port reopens.' --from en --to pt
  dragoman memory import old-system.tmx --from en --to pt
  dragoman memory export -o memory.tmx
  dragoman memory stats --verify
)";

void add_pair_options(CLI::App& verb, MemoryCommand& command) {
  verb.add_option("SOURCE", command.source, "the sentence")->type_name("")->required();
  verb.add_option("TARGET", command.target, "its translation")->type_name("")->required();
  add_who_option(verb, command.who);
}

void add_status_option(CLI::App& verb, MemoryCommand& command) {
  verb.add_option("--status", command.status, "approved, draft or rejected (approved)")
      ->type_name("NAME")
      ->check(CLI::IsMember({"approved", "draft", "rejected"}));
}

}  // namespace

Runner declare_memory(CLI::App& program) {
  CLI::App* memory = program.add_subcommand("memory", "sentences and their translations, kept");
  memory->require_subcommand(1);
  memory->footer(kMemoryExamples);
  auto command = std::make_shared<MemoryCommand>();
  MemoryActions actions;
  CLI::App* verb = declare_action(*memory, "add", "store a pair", command, add, actions);
  add_pair_options(*verb, *command);
  add_status_option(*verb, *command);
  verb = declare_action(*memory, "correct", "store an editor's translation, which wins over all others", command,
                        correct, actions);
  add_pair_options(*verb, *command);
  verb = declare_action(*memory, "find", "pairs with a like source", command, find, actions);
  verb->add_option("TEXT", command->texts, "sentences; none: lines of standard input")->type_name("");
  verb->add_option("--least", command->fuzzy.least, "the least score, 1 to 100 (70)")->type_name("SCORE");
  verb->add_option("--most", command->fuzzy.most, "how many pairs (5)")->type_name("N");
  verb->add_flag("--drafts", command->fuzzy.drafts, "also pairs that nobody has approved");
  declare_action(*memory, "list", "all pairs, one a line", command, list, actions);
  verb = declare_action(*memory, "import", "store the pairs of TMX files", command, import, actions);
  verb->add_option("FILE", command->files, "files; - is standard input")->type_name("")->required();
  add_status_option(*verb, *command);
  add_who_option(*verb, command->who);
  verb = declare_action(*memory, "export", "write all pairs to a TMX file", command, export_all, actions);
  add_output_option(*verb, command->output, "write here (default: standard output)")->type_name("FILE");
  verb = declare_action(*memory, "stats", "how much is stored", command, stats, actions);
  verb->add_flag("--verify", command->verify, "also read every page of the file");
  return run_actions(*memory, std::move(actions));
}

}  // namespace dragoman::cli
