// Which tables this build has, which of them the CPU runs, and which one to use: once, at start.
#include <cstdlib>
#include "kernels/tables.h"
#if defined(__x86_64__)
#include <cpuid.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

namespace dragoman::kernels {
namespace {

#if defined(__x86_64__)
constexpr const Kernels* kAll[] = {&kAmxKernels, &kAvx512VnniKernels, &kAvxVnniKernels, &kAvx2Kernels,
                                   &kReferenceKernels};

// __builtin_cpu_supports also asks whether the system saves the wide registers.
bool has_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

bool has_avxvnni() {  // not every compiler's __builtin_cpu_supports knows the name
  unsigned a = 0, b = 0, c = 0, d = 0;
  return has_avx2() && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a >> 4 & 1);
}

bool has_avx512vnni() {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
}

/// Tiles are 8 KB of state that Linux saves for those processes only that ask for it; it refuses where it does not know them, or
/// a thread's signal stack would be too small.
bool may_use_tiles() {
#if defined(__linux__) && defined(SYS_arch_prctl)
  constexpr long kRequestPermission = 0x1023, kTileData = 18;  // ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA: asm/prctl.h
  static const bool granted = syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
  return granted;
#else
  return false;
#endif
}

bool has_amx() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  const bool tiles = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d >> 24 & 1) && (d >> 25 & 1);  // AMX-TILE, AMX-INT8
  return tiles && has_avx512vnni() && may_use_tiles();
}
#elif defined(__aarch64__)
constexpr const Kernels* kAll[] = {&kNeonKernels, &kReferenceKernels};

bool has_dot_product() {
#if defined(__linux__)
  return getauxval(AT_HWCAP) & HWCAP_ASIMDDP;
#else
  return true;  // every 64-bit Apple CPU that runs a current system
#endif
}
#else
constexpr const Kernels* kAll[] = {&kReferenceKernels};
#endif

}  // namespace

std::span<const Kernels* const> all_kernels() { return kAll; }

bool runs_here(const Kernels& kernels) {
#if defined(__x86_64__)
  if (&kernels == &kAmxKernels) return has_amx();
  if (&kernels == &kAvx512VnniKernels) return has_avx512vnni();
  if (&kernels == &kAvxVnniKernels) return has_avxvnni();
  if (&kernels == &kAvx2Kernels) return has_avx2();
#elif defined(__aarch64__)
  if (&kernels == &kNeonKernels) return has_dot_product();
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
