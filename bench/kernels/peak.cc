// Register-only loops, in assembly so that no compiler shares or reorders the products away.
#include "kernels/peak.h"
#include <time.h>

namespace dragoman::kernels {
namespace {

#if defined(__x86_64__)
double cpu_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// Best of five: GMAC/s of a body that does 256 products.
template <class Body>
double rate(Body body) {
  constexpr int kCalls = 2'000'000;
  double best = 0;
  for (int run = 0; run < 5; ++run) {
    const double start = cpu_seconds();
    for (int i = 0; i < kCalls; ++i) body();
    const double found = 256e-9 * kCalls / (cpu_seconds() - start);
    best = found > best ? found : best;
  }
  return best;
}

#define PRODUCT(to) "vpmaddubsw %%ymm1, %%ymm0, %%ymm" #to "\n\t"
#define ADD16(to, from) "vpaddw %%ymm" #from ", %%ymm" #to ", %%ymm" #to "\n\t"
#define WIDEN(to) "vpmaddwd %%ymm2, %%ymm" #to ", %%ymm" #to "\n\t"
#define ADD32(to, from) "vpaddd %%ymm" #from ", %%ymm" #to ", %%ymm" #to "\n\t"
#define PLAIN(from, to) PRODUCT(from) WIDEN(from) ADD32(to, from)
#define CLOBBERED "ymm4", "ymm5", "ymm6", "ymm7", "ymm8", "ymm9", "ymm10", "ymm11", "ymm12", "ymm13", "ymm14", "ymm15"

void plain() {
  __asm__ volatile(PLAIN(4, 12) PLAIN(5, 13) PLAIN(6, 14) PLAIN(7, 15) PLAIN(8, 12) PLAIN(9, 13) PLAIN(10, 14)
                       PLAIN(11, 15)::
                           : CLOBBERED);
}

void safe() {
  __asm__ volatile(PRODUCT(4) PRODUCT(5) PRODUCT(6) PRODUCT(7) PRODUCT(8) PRODUCT(9) PRODUCT(10) PRODUCT(11) ADD16(4, 6)
                       ADD16(5, 7) ADD16(8, 10) ADD16(9, 11) ADD16(4, 8) ADD16(5, 9) WIDEN(4) WIDEN(5) ADD32(14, 4)
                           ADD32(15, 5)::
                               : CLOBBERED);
}
#endif

}  // namespace

#if defined(__x86_64__)
double peak_plain() { return __builtin_cpu_supports("avx2") ? rate(plain) : 0; }
double peak_safe() { return __builtin_cpu_supports("avx2") ? rate(safe) : 0; }
#else
double peak_plain() { return 0; }
double peak_safe() { return 0; }
#endif

}  // namespace dragoman::kernels
