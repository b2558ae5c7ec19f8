// dragoman export: the articles of a server as files for any web server.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "dragoman/articles.h"
#include "exit_codes.h"
#include "messages.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

struct ExportCommand {
  std::string file, publication, to, folder;
};

int run(const ExportCommand& command) {
  ExportOptions options{command.folder, command.publication, ""};
  if (!command.to.empty()) {
    const Result<Language> language = Language::parse(command.to);
    if (!language) return report(language.error());
    options.language = language->tag();
  }
  const Result<Articles> articles = Articles::open(command.file, {.read_only = true});
  if (!articles) return report(articles.error());
  const Result<ExportCount> count = export_articles(*articles, options);
  if (!count) return report(count.error());
  say(fmt::format("{} pages; {} files written, {} removed", count->pages, count->written, count->removed));
  return kOk;
}

constexpr const char* kExportExamples = R"(
Writes what readers may see, and removes what an earlier export has written and
they may not see any more.
Example:
  dragoman export --articles articles.db --publication herald -o /srv/www
)";

}  // namespace

Runner declare_export(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("export", "write the articles of a server as files");
  auto command = std::make_shared<ExportCommand>();
  verb->add_option("--articles", command->file, "the file that dragoman serve keeps them in")
      ->required()
      ->type_name("FILE")
      ->envname("DRAGOMAN_ARTICLES");
  verb->add_option("-o,--output", command->folder, "folder to write to")->required()->type_name("FOLDER");
  verb->add_option("--publication", command->publication, "of this publication only")->type_name("NAME");
  verb->add_option("-t,--to", command->to, "in this language only")->type_name("LANG");
  verb->footer(kExportExamples);
  return {verb, [command] { return run(*command); }};
}

}  // namespace dragoman::cli
