// Which tables this build has, which of them the CPU runs, and which one to use: once, at start.
#include <cstdlib>
#include "kernels/tables.h"

namespace dragoman::kernels {
namespace {

constexpr const Kernels* kAll[] = {&kReferenceKernels};

}  // namespace

std::span<const Kernels* const> all_kernels() { return kAll; }

bool runs_here(const Kernels& kernels) { return &kernels == &kReferenceKernels; }

const Kernels* choose_kernels(std::string_view name) {
  if (name.empty())
    if (const char* forced = std::getenv("DRAGOMAN_KERNEL")) name = forced;
  for (const Kernels* kernels : all_kernels())
    if ((name.empty() || name == kernels->name) && runs_here(*kernels)) return kernels;
  return nullptr;
}

}  // namespace dragoman::kernels
