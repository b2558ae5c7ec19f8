// RunStats: what a run cost, for --stats: words, time, memory.
#pragma once
#include <string>

#include "dragoman/translator.h"

namespace dragoman::cli {

struct RunStats {
  TranslatorStats totals;
  std::uint64_t words = 0;  ///< of the input, those from the cache too
  double wall_seconds = 0;  ///< without loading
  double load_seconds = 0;
  unsigned threads = 0;
  std::string kernel, models;  ///< names
};

/// Seconds of CPU time of this process, user and system.
double cpu_seconds();
/// One "name  value" a line. `cpu` = CPU seconds of the work, loading left out.
std::string stats_text(const RunStats& stats, double cpu);

}  // namespace dragoman::cli
