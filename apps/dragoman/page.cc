// dragoman page: the verb's options, and which of them go together.
#include <CLI/CLI.hpp>

#include "exit_codes.h"
#include "interrupt.h"
#include "messages.h"
#include "output.h"
#include "page_command.h"
#include "page_job.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

constexpr const char* kPageExamples = R"(
HTML, Markdown, plain articles, feeds, ninjs, NewsML-G2, subtitles, XLIFF and PO come out as they came in, with every
text in the other language and a label that says so.
Examples:
  dragoman page story.html --to pt -o story.pt.html
  dragoman page https://news.example/story --from en --to pt -o story.pt.html --report report.json
  dragoman page --to pt -o out/ *.html                (one file each)
  curl -s https://news.example/feed | dragoman page --to pt - > feed.pt.xml
)";

// Each of these goes to standard output, where there is room for one.
int standard_outputs(const PageCommand& command) {
  const bool page = command.output == "-" || (command.output.empty() && !command.stream);
  return static_cast<int>(page) + static_cast<int>(command.stream) + static_cast<int>(command.report == "-") +
         static_cast<int>(command.originals == "-");
}

int run(const PageCommand& command) {
  if (standard_outputs(command) > 1) {
    return usage_error("page",
                       "page, --stream, --report and --originals cannot share standard output; give files, "
                       "the page's with -o");
  }
  if (command.inputs.size() > 1 && has_side_file(command)) {
    return usage_error("page", "--originals " + command.originals + " holds one page; translate the pages one by one");
  }
  Result<PageOptions> options = page_options(command);
  if (!options) return report(options.error());
  Interrupt interrupt;
  return PageJob(command, std::move(*options), interrupt).run();
}

void add_input_options(CLI::App& verb, PageCommand& command) {
  verb.add_option("FILE", command.inputs, "a page, or its address (http, https); - or none: standard input")
      ->type_name("");
  verb.add_option("--format", command.format, "what the page is, if it is not found out: html, markdown, rss ...")
      ->type_name("NAME")
      ->check(CLI::IsMember(format_names()).description(""));
  verb.add_option("--name", command.name, "file name of standard input, a hint for its format")->type_name("NAME");
  verb.add_option("--max-bytes", command.max_bytes, "refuse pages longer than this (default 67108864)")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 32).description(""));
  verb.add_option("--timeout", command.timeout_seconds, "give a download up after this long (default 60)")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 86400.0).description(""));
  verb.add_flag("--allow-private", command.allow_private,
                "fetch from private and local addresses and from any port, too");
  verb.add_option("--proxy", command.proxy, "fetch through this proxy; the environment's are not asked")
      ->type_name("URL");
}

void add_label_options(CLI::App& verb, PageCommand& command) {
  verb.add_option("--label", command.label, "text of the visible label, instead of the language's own")
      ->type_name("TEXT");
  verb.add_option("--label-place", command.label_place, "auto (the default), headline, top, end or none")
      ->type_name("PLACE")
      ->check(CLI::IsMember({"auto", "headline", "top", "end", "none"}).description(""));
  verb.add_option("--publish-url", command.publish_url, "where the translation will be: for canonical and og:url")
      ->type_name("URL");
  verb.add_option("--source-url", command.source_url, "where the original is, if the page does not say")
      ->type_name("URL");
  verb.add_option("--alternate", command.alternates, "the story in another language: es=https://... (may be repeated)")
      ->type_name("LANGUAGE=URL")
      ->allow_extra_args(false);
}

void add_output_options(CLI::App& verb, PageCommand& command) {
  add_output_option(verb, command.output, "write to this file when all is done; a folder: one file per page")
      ->type_name("PLACE");
  CLI::Option* originals = verb.add_option("--originals", command.originals,
                                           "keep source and sentence pairs: none (the default), embed, or a file")
                               ->type_name("WHERE");
  CLI::Option* report = verb.add_option("--report", command.report,
                                        "write what became of each block to this file (- is standard output), JSON")
                            ->type_name("FILE");
  for (CLI::Option* option : {originals, report}) take_place(*option);
  verb.add_flag("--stream", command.stream, "print blocks as they are done, a JSON object a line, headline first");
}

}  // namespace

Runner declare_page(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("page", "translate whole pages: HTML, feeds, subtitles ...");
  auto command = std::make_shared<PageCommand>();
  add_input_options(*verb, *command);
  add_engine_options(*verb, command->engine);
  verb->add_option("--beam", command->beam, "hypotheses to follow, 1 (greedy, the default) to 64")
      ->type_name("N")
      ->check(CLI::Range(1U, 64U).description(""));
  add_edit_options(*verb, command->engine);
  verb->add_flag("--no-cache", command->engine.no_cache, "translate repeated sentences again");
  add_output_options(*verb, *command);
  add_label_options(*verb, *command);
  verb->footer(kPageExamples);
  return {verb, [command] { return run(*command); }};
}

}  // namespace dragoman::cli
