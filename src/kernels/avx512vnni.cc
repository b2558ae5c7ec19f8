// The AVX-512 VNNI table: one 512-bit register is a whole group of 16 columns, vpdpbusd multiplies and adds it to the
// 32-bit sums in one instruction. Float kernels are the eight-lane ones of the AVX2 table: same order, same bits.
#include "kernels/float_rules.h"
#include "kernels/tables.h"
#include "kernels/x86_wide.h"

namespace dragoman::kernels {
namespace {

#include "kernels/vec8_avx2-inl.h"

#include "kernels/rows-inl.h"

#include "kernels/attention-inl.h"

#include "kernels/epilogue-inl.h"

constexpr int kChains = 8, kMaxRows = 8;
using Sums = __m512i;
using Weights = __m512i;
using Inputs = const std::uint8_t*;

inline Sums no_sums() { return _mm512_setzero_si512(); }
inline Sums join(Sums a, Sums b) { return _mm512_add_epi32(a, b); }
inline Sums first_sums(const QuantisedRows& x, const PackedInt8& w, int block) {
  const __m512i sums = _mm512_loadu_si512(w.column_sums + block * kColumns);
  return _mm512_mullo_epi32(sums, _mm512_set1_epi32(-x.zero_point));
}
inline Weights load_weights(const std::int8_t* q) { return _mm512_loadu_si512(q); }
inline Inputs load_inputs(const std::uint8_t* u) { return u; }
template <int G>
inline Sums dot(Sums sums, Inputs u, Weights weights) {
  int bytes;
  __builtin_memcpy(&bytes, u + 4 * G, 4);
  return _mm512_dpbusd_epi32(sums, _mm512_set1_epi32(bytes), weights);
}
inline Vec8 first_columns(Sums s) { return _mm256_cvtepi32_ps(_mm512_castsi512_si256(s)); }
inline Vec8 last_columns(Sums s) { return _mm256_cvtepi32_ps(_mm512_extracti64x4_epi64(s, 1)); }

#include "kernels/dot_tiles-inl.h"

}  // namespace

#if defined(DRAGOMAN_EMULATE)
extern const Kernels kEmulatedAvx512VnniKernels;
const Kernels kEmulatedAvx512VnniKernels = {
#else
const Kernels kAvx512VnniKernels = {
#endif
    "avx512vnni", matmul,     matmul_relu_quantise, matmul_float,     quantise,  relu,   add_layer_norm,
    ssru,         embed_int8, embed_float,          pack_keys_values, attention, argmax, log_sum_exp,
};

}  // namespace dragoman::kernels
