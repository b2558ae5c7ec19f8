// dragoman score: how probable a given translation is. Two files, line by line; one number a line, in order.
#include <CLI/CLI.hpp>
#include <atomic>
#include <cstdio>
#include <thread>

#include "engine_session.h"
#include "exit_codes.h"
#include "guarded.h"
#include "input_stream.h"
#include "interrupt.h"
#include "json_forms.h"
#include "messages.h"
#include "output.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

struct ScoreCommand {
  EngineOptions engine;
  std::string source_file, target_file;
  bool json = false;
};

// Lines of an input, one by one, without their ends.
class LineReader {
 public:
  explicit LineReader(InputStream input) : input_(std::move(input)) {}
  Result<bool> next(std::string& line) {
    while (at_ >= block_.text.size()) {
      Result<bool> more = input_.next(block_);
      if (!more || !*more) return more;
      at_ = 0;
    }
    const std::size_t end = std::min(block_.text.find('\n', at_), block_.text.size());
    line = block_.text.substr(at_, end - at_);
    if (line.ends_with('\r')) line.pop_back();
    at_ = end + 1;
    return true;
  }
  const std::string& name() const { return input_.name(); }

 private:
  InputStream input_;
  Block block_;
  std::size_t at_ = 0;
};

struct Pair {
  std::string source, target;
  std::optional<Result<Hypothesis>> scored;
};

// Reads up to `count` pairs; those before an error are in `pairs`. Error: kIo if one file has more lines, else the
// reader's.
Status read_pairs(LineReader& sources, LineReader& targets, std::uint64_t lines_before, std::size_t count,
                  std::vector<Pair>& pairs) {
  while (pairs.size() < count) {
    Pair pair;
    Result<bool> source = sources.next(pair.source);
    if (!source) return source.error();
    Result<bool> target = targets.next(pair.target);
    if (!target) return target.error();
    if (*source != *target) {
      const LineReader& longer = *source ? sources : targets;
      return Error{ErrorCode::kIo, 0,
                   longer.name() + " has more lines than the other file, which ends after line " +
                       std::to_string(lines_before + pairs.size()) + "; the files must go together line by line"};
    }
    if (!*source) break;
    pairs.push_back(std::move(pair));
  }
  return {};
}

void score_pairs(const Translator& translator, std::vector<Pair>& pairs, unsigned threads, std::stop_token stop) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < std::max(1U, threads); ++i) {
    workers.emplace_back([&] {
      TranslateOptions options;
      options.stop = stop;
      options.align = true;
      for (std::size_t at = next++; at < pairs.size(); at = next++) {
        Pair& pair = pairs[at];
        if (is_blank(pair.source) && is_blank(pair.target)) {
          pair.scored.emplace(Hypothesis{});  // nothing as the translation of nothing is certain
        } else {
          pair.scored.emplace(
              guarded<Result<Hypothesis>>([&] { return translator.score(pair.source, pair.target, options); }));
        }
      }
    });
  }
}

std::string scored_line(const Pair& pair, std::uint64_t line, bool json) {
  const Hypothesis& hypothesis = **pair.scored;
  if (json) {
    JsonObject out;
    out.add("line", line).add("source", pair.source).add("target", pair.target);
    out.add("log_prob", hypothesis.log_prob).add("score", hypothesis.score);
    return out.add("tokens", json_tokens(hypothesis, 0, 0)).done().text + "\n";
  }
  char number[32];
  std::snprintf(number, sizeof number, "%.4f\n", static_cast<double>(hypothesis.log_prob));
  return number;
}

Result<EngineSession> open_scorer(const EngineOptions& options) {
  Result<Wish> wish = read_wish(options);
  if (!wish) return wish.error();
  if (!wish->source && wish->models.empty()) {
    return Error{ErrorCode::kBadArgument, 0, "no source language; say for example --from en"};
  }
  Result<EngineSession> session = open_session(options, *wish, wish->source, false);
  if (session && session->route.size() > 1) {
    return Error{ErrorCode::kNoRoute, 0,
                 "scoring needs one model for the pair, but the only way goes through another language; add a direct "
                 "model (dragoman models list --available)"};
  }
  return session;
}

// Writes the results up to the first pair that has none; its error, with the line. `done` counts the lines written.
Status write_scores(const std::vector<Pair>& pairs, const std::string& name, bool json, std::uint64_t& done,
                    Output& output) {
  std::string text;
  Status scored;
  for (const Pair& pair : pairs) {
    if (!pair.scored->ok()) {
      Error error = pair.scored->error();
      error.what = name + ", line " + std::to_string(done + 1) + ": " + error.what;
      scored = error;
      break;
    }
    text += scored_line(pair, ++done, json);
  }
  if (Status written = output.write(text); !written) return written;
  return scored;
}

// Scores all lines into `output`; the first error ends it, after all that is good before it.
Status score_lines(const ScoreCommand& command, const EngineSession& session, Interrupt& interrupt, Output& output) {
  InputOptions input_options;
  input_options.max_line = command.engine.max_line;
  input_options.wake_descriptor = interrupt.wake_descriptor();
  Result<InputStream> source = InputStream::open(command.source_file, input_options);
  if (!source) return source.error();
  Result<InputStream> target = InputStream::open(command.target_file, input_options);
  if (!target) return target.error();
  LineReader sources(std::move(*source)), targets(std::move(*target));
  const unsigned threads = command.engine.threads == 0 ? usable_cpus() : command.engine.threads;
  const std::size_t at_once = std::size_t{32} * threads;
  for (std::uint64_t done = 0;;) {
    std::vector<Pair> pairs;
    Status read = read_pairs(sources, targets, done, at_once, pairs);
    score_pairs(*session.translator, pairs, threads, interrupt.token());
    if (Status written = write_scores(pairs, sources.name(), command.json, done, output); !written) return written;
    if (!read || pairs.size() < at_once) return read;
  }
}

int run(const ScoreCommand& command) {
  if (command.source_file == "-" && command.target_file == "-") {
    return usage_error("score", "only one of the two files can be standard input");
  }
  Interrupt interrupt;
  Result<EngineSession> session = open_scorer(command.engine);
  if (!session) return report(session.error());
  Result<Output> output = Output::open("");
  if (!output) return report(output.error());
  Status done = guarded<Status>([&] { return score_lines(command, *session, interrupt, *output); });
  return interrupt.exit_code_or(done ? static_cast<int>(kOk) : output_error(*output, done.error()));
}

constexpr const char* kScoreExamples = R"(
Prints the natural logarithm of the probability of each line of TARGET as the translation of the same line of SOURCE.
Examples:
  dragoman score --from en --to pt source.en human.pt
  dragoman score --from en --to pt --json source.en human.pt | jq .tokens
)";

}  // namespace

Runner declare_score(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("score", "log-probability of given translations");
  auto command = std::make_shared<ScoreCommand>();
  verb->add_option("SOURCE", command->source_file, "source text, a sentence a line")->type_name("")->required();
  verb->add_option("TARGET", command->target_file, "its translation, line by line")->type_name("")->required();
  add_engine_options(*verb, command->engine);
  add_line_limit(*verb, command->engine);
  verb->add_flag("--json", command->json, "one JSON object a line, with tokens and alignments");
  verb->footer(kScoreExamples);
  return {verb, [command] { return run(*command); }};
}

}  // namespace dragoman::cli
