// Kernel benchmark: bench_kernels [table] [--quick]; without a name, the table that the engine would choose.
#include <time.h>
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <vector>
#include "kernels/bench.h"

namespace dragoman::kernels {
namespace {

double cpu_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

}  // namespace

double seconds(const std::function<void()>& work) {
  constexpr int kRuns = 9;
  const auto time_of = [&](int calls) {
    const double start = cpu_seconds();
    for (int i = 0; i < calls; ++i) work();
    return cpu_seconds() - start;
  };
  work();
  int calls = 1;  // reading the clock is a system call of half a microsecond: many calls in one reading
  while (time_of(calls) < 0.004) calls *= 2;
  std::vector<double> runs;
  for (int run = 0; run < kRuns; ++run) runs.push_back(time_of(calls) / calls);
  std::nth_element(runs.begin(), runs.begin() + kRuns / 2, runs.end());
  return runs[kRuns / 2];
}

}  // namespace dragoman::kernels

int main(int argc, char** argv) {
  const char* name = "";
  bool quick = false;
  for (int i = 1; i < argc; ++i)
    if (std::strcmp(argv[i], "--quick") == 0)
      quick = true;
    else
      name = argv[i];
  const dragoman::kernels::Kernels* kernels = dragoman::kernels::choose_kernels(name);
  if (!kernels) {
    std::fprintf(stderr, "bench_kernels: no table \"%s\" that this CPU runs\n", name);
    return 2;
  }
  dragoman::kernels::print_int8(*kernels, quick);
  dragoman::kernels::print_float(*kernels);
  return 0;
}
