// Which tables this build has, which of them the CPU runs, and which one to use: once, at start.
#include <cstdlib>
#include "kernels/tables.h"

namespace dragoman::kernels {
namespace {

#if defined(__x86_64__)
constexpr const Kernels* kAll[] = {&kAvx2Kernels, &kReferenceKernels};

// __builtin_cpu_supports also asks whether the system saves the wide registers.
bool has_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
#else
constexpr const Kernels* kAll[] = {&kReferenceKernels};
#endif

}  // namespace

std::span<const Kernels* const> all_kernels() { return kAll; }

bool runs_here(const Kernels& kernels) {
#if defined(__x86_64__)
  if (&kernels == &kAvx2Kernels) return has_avx2();
#endif
  return &kernels == &kReferenceKernels;
}

const Kernels* choose_kernels(std::string_view name) {
  if (name.empty())
    if (const char* forced = std::getenv("DRAGOMAN_KERNEL")) name = forced;
  for (const Kernels* kernels : all_kernels())
    if ((name.empty() || name == kernels->name) && runs_here(*kernels)) return kernels;
  return nullptr;
}

}  // namespace dragoman::kernels
