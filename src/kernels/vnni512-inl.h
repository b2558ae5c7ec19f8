// The sums of dot_tiles-inl.h on 512-bit registers: one is a whole group of 16 columns, and vpdpbusd multiplies and adds it to the
// 32-bit sums in one instruction. Included like rows-inl.h, after epilogue512-inl.h.

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
inline __m512 as_floats(Sums s) {
#if defined(DRAGOMAN_EMULATE)  // SIMDe has no 512-bit conversion; 256 bits are real
  const __m256 low = _mm256_cvtepi32_ps(_mm512_castsi512_si256(s));
  return join_halves(low, _mm256_cvtepi32_ps(_mm512_extracti64x4_epi64(s, 1)));
#else
  return _mm512_cvtepi32_ps(s);
#endif
}
