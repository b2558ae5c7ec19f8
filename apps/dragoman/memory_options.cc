#include "memory_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "exit_codes.h"
#include "json_text.h"
#include "messages.h"

namespace dragoman::cli {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;

}  // namespace

void add_memory_options(CLI::App& verb, MemoryPlace& place) {
  verb.add_option("--db", place.file,
                  "the memory's file (default: $DRAGOMAN_MEMORY, else memory.db in the user's data)")
      ->type_name("FILE");
  verb.add_option("--space", place.space, "the publication whose terms and sentences are meant (default: none)")
      ->type_name("NAME");
  verb.add_option("-f,--from", place.from, "source language")->type_name("LANG");
  verb.add_option("-t,--to", place.to, "target language")->type_name("LANG");
  verb.add_flag("--json", place.json, "print JSON");
}

void add_who_option(CLI::App& verb, std::string& who) {
  const char* user = std::getenv("USER");
  who = user != nullptr ? user : "";
  verb.add_option("--who", who, "who says so (default: $USER)")->type_name("NAME");
}

Result<Memory> open_memory(const MemoryPlace& place, bool writes) {
  MemoryOptions options;
  options.space = place.space;
  options.create = writes;
  options.read_only = !writes;
  return Memory::open(place.file.empty() ? Memory::default_file() : std::filesystem::path(place.file), options);
}

Result<std::optional<Languages>> chosen_languages(const MemoryPlace& place) {
  if (place.from.empty() && place.to.empty()) return std::optional<Languages>();
  if (place.from.empty() || place.to.empty()) {
    return Error{ErrorCode::kBadArgument, 0, "one language is named; name both, --from and --to"};
  }
  Result<Language> source = Language::parse(place.from), target = Language::parse(place.to);
  if (!source) return source.error();
  if (!target) return target.error();
  return std::optional<Languages>(Languages{*source, *target});
}

Result<Languages> both_languages(const MemoryPlace& place) {
  Result<std::optional<Languages>> chosen = chosen_languages(place);
  if (!chosen) return chosen.error();
  if (*chosen) return **chosen;
  return Error{ErrorCode::kBadArgument, 0, "no languages are named; name both, --from and --to"};
}

int report_memory(Error error) {
  if (error.code == ErrorCode::kNotFound) error.code = ErrorCode::kIo;
  return report(error);
}

Status Rows::write(std::string_view bytes) {
  pending_ += bytes;
  return pending_.size() < kBuffer ? Status() : flush();
}

Status Rows::flush() {
  Status written = output_.write(pending_);
  pending_.clear();
  return written;
}

int Rows::finish(const Status& status) {
  if (!status) return output_.reader_gone() ? static_cast<int>(kBrokenPipe) : report_memory(status.error());
  if (Status flushed = flush(); !flushed) return output_error(output_, flushed.error());
  if (Status done = output_.finish(); !done) return output_error(output_, done.error());
  return kOk;
}

int write_rows(const std::string& path, const std::function<Status(Rows&)>& walk) {
  Result<Output> output = Output::open(path);
  if (!output) return report(output.error());
  Rows rows(std::move(*output));
  return rows.finish(walk(rows));
}

int each_text(const std::vector<std::string>& texts, const std::function<Status(std::string_view)>& each) {
  for (const std::string& text : texts) {
    if (Status done = each(text); !done) return report_memory(done.error());
  }
  if (!texts.empty()) return kOk;
  Result<InputStream> input = InputStream::open("-", {});
  if (!input) return report(input.error());
  for (Block block;;) {
    const Result<bool> more = input->next(block);
    if (!more) return report(more.error());
    if (!*more) return kOk;
    for (std::string_view lines = block.text; !lines.empty();) {
      const std::string_view line = lines.substr(0, lines.find('\n'));
      lines.remove_prefix(std::min(line.size() + 1, lines.size()));
      if (Status done = each(line); !done) return report_memory(done.error());
    }
  }
}

std::string time_text(std::int64_t seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::string import_text(const std::string& file, const ImportCount& count, bool json) {
  if (!json) {
    return fmt::format("{}: {} added, {} changed, {} unchanged, {} skipped\n", file, count.added, count.changed,
                       count.unchanged, count.skipped);
  }
  JsonObject out;
  out.add("file", file).add("added", count.added).add("changed", count.changed);
  return out.add("unchanged", count.unchanged).add("skipped", count.skipped).done().text + "\n";
}

CLI::App* declare_action(CLI::App& group, const char* name, const char* help, MemoryPlace& place, MemoryAction action,
                         MemoryActions& actions) {
  CLI::App* verb = group.add_subcommand(name, help);
  add_memory_options(*verb, place);
  actions.emplace_back(verb, std::move(action));
  return verb;
}

Runner run_actions(CLI::App& verb, MemoryActions actions) {
  return {&verb, [actions = std::move(actions)] {
            for (const auto& [app, action] : actions) {
              if (app->parsed()) return action();
            }
            return static_cast<int>(kUsage);
          }};
}

}  // namespace dragoman::cli
