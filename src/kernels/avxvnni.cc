// The AVX-VNNI table: vpdpbusd on 256-bit registers, for CPUs that have it without AVX-512. A block of 16 columns is
// two registers; float kernels are those of the AVX2 table.
#include "kernels/float_rules.h"
#include "kernels/tables.h"
#include "kernels/x86_wide.h"

namespace dragoman::kernels {
namespace {

#include "kernels/vec8_avx2-inl.h"

#include "kernels/rows-inl.h"

#include "kernels/attention-inl.h"

#include "kernels/epilogue-inl.h"

constexpr int kChains = 4, kMaxRows = 4;
struct Sums {
  __m256i low, high;
};
using Weights = Sums;
using Inputs = const std::uint8_t*;

inline __m256i dot_bytes(__m256i sums, __m256i u, __m256i q) {
#if defined(DRAGOMAN_EMULATE)
  return _mm256_dpbusd_epi32(sums, u, q);  // the same instruction by its AVX-512 VL name
#else
  return _mm256_dpbusd_avx_epi32(sums, u, q);
#endif
}
inline Sums load_pair(const void* p) {
  const auto* from = static_cast<const __m256i*>(p);
  return {_mm256_load_si256(from), _mm256_load_si256(from + 1)};
}

inline Sums no_sums() { return {_mm256_setzero_si256(), _mm256_setzero_si256()}; }
inline Sums join(Sums a, Sums b) { return {_mm256_add_epi32(a.low, b.low), _mm256_add_epi32(a.high, b.high)}; }
inline Sums first_sums(const QuantisedRows& x, const PackedInt8& w, int block) {
  const Sums sums = load_pair(w.column_sums + block * kColumns);
  const __m256i factor = _mm256_set1_epi32(-x.zero_point);
  return {_mm256_mullo_epi32(sums.low, factor), _mm256_mullo_epi32(sums.high, factor)};
}
inline Weights load_weights(const std::int8_t* q) { return load_pair(q); }
inline Inputs load_inputs(const std::uint8_t* u) { return u; }
template <int G>
inline Sums dot(Sums sums, Inputs u, Weights weights) {
  int bytes;
  __builtin_memcpy(&bytes, u + 4 * G, 4);
  const __m256i x = _mm256_set1_epi32(bytes);
  return {dot_bytes(sums.low, x, weights.low), dot_bytes(sums.high, x, weights.high)};
}
inline Columns as_floats(Sums s) { return {_mm256_cvtepi32_ps(s.low), _mm256_cvtepi32_ps(s.high)}; }

#include "kernels/dot_tiles-inl.h"

#include "kernels/table-inl.h"

}  // namespace

#if defined(DRAGOMAN_EMULATE)
extern const Kernels kEmulatedAvxVnniKernels;
const Kernels kEmulatedAvxVnniKernels = table("avxvnni", ChunkOrder::kAscending);
#else
const Kernels kAvxVnniKernels = table("avxvnni", ChunkOrder::kAscending);
#endif

}  // namespace dragoman::kernels
