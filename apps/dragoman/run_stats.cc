#include "run_stats.h"

#include <fmt/format.h>
#include <sys/resource.h>

namespace dragoman::cli {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

rusage usage() {
  rusage out{};
  getrusage(RUSAGE_SELF, &out);
  return out;
}

double rate(std::uint64_t count, double time) { return time > 0 ? static_cast<double>(count) / time : 0; }

}  // namespace

double cpu_seconds() {
  const rusage now = usage();
  return seconds(now.ru_utime) + seconds(now.ru_stime);
}

std::string stats_text(const RunStats& stats, double cpu) {
  const TranslatorStats& totals = stats.totals;
  std::string out;
  const auto row = [&out](const char* name, const std::string& value) {
    out += fmt::format("{:<24}{}\n", name, value);
  };
  row("words", fmt::format("{}", stats.words));
  row("sentences", fmt::format("{}", totals.sentences));
  row("source tokens", fmt::format("{}", totals.source_tokens));
  row("target tokens", fmt::format("{}", totals.target_tokens));
  row("cache hits", fmt::format("{}", totals.cache_hits));
  row("seconds", fmt::format("{:.3f}", stats.wall_seconds));
  row("CPU seconds", fmt::format("{:.3f}", cpu));
  row("words per CPU-second", fmt::format("{:.0f}", rate(stats.words, cpu)));
  row("words per second", fmt::format("{:.0f}", rate(stats.words, stats.wall_seconds)));
  row("load seconds", fmt::format("{:.3f}", stats.load_seconds));
  row("peak memory MB", fmt::format("{:.1f}", static_cast<double>(usage().ru_maxrss) * 1024 / 1e6));
  row("threads", fmt::format("{}", stats.threads));
  row("kernel", stats.kernel);
  row("models", stats.models);
  return out;
}

}  // namespace dragoman::cli
