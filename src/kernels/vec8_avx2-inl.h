// Vec8 for x86: eight floats in one AVX register. Included inside an anonymous namespace by each file that is compiled
// with AVX2 and FMA; the including file brings the intrinsics. The operations are those of kernels.h, to the bit.

using Vec8 = __m256;
using Int8x = __m256i;  // eight 32-bit integers

inline __m256i first_lanes(int n) {  // all ones in lanes 0..n-1
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
inline Vec8 load(const float* p) { return _mm256_loadu_ps(p); }
/// A load that stays in its register: compilers repeat a plain one in every instruction that uses it.
inline Vec8 load_once(const float* p) {
  Vec8 v = load(p);
  __asm__("" : "+x"(v));
  return v;
}
inline Vec8 load_first(const float* p, int n) { return _mm256_maskload_ps(p, first_lanes(n)); }  // others 0
inline void store(float* p, Vec8 v) { _mm256_storeu_ps(p, v); }
inline void store_first(float* p, Vec8 v, int n) { _mm256_maskstore_ps(p, first_lanes(n), v); }
inline Vec8 splat(float x) { return _mm256_set1_ps(x); }
inline Vec8 add(Vec8 a, Vec8 b) { return _mm256_add_ps(a, b); }
inline Vec8 sub(Vec8 a, Vec8 b) { return _mm256_sub_ps(a, b); }
inline Vec8 mul(Vec8 a, Vec8 b) { return _mm256_mul_ps(a, b); }
inline Vec8 div(Vec8 a, Vec8 b) { return _mm256_div_ps(a, b); }
inline Vec8 fma(Vec8 a, Vec8 b, Vec8 c) { return _mm256_fmadd_ps(a, b, c); }
inline Vec8 fnma(Vec8 a, Vec8 b, Vec8 c) { return _mm256_fnmadd_ps(a, b, c); }  // c - a * b
inline Vec8 max(Vec8 a, Vec8 b) { return _mm256_max_ps(a, b); }                 // a > b ? a : b
inline Vec8 min(Vec8 a, Vec8 b) { return _mm256_min_ps(a, b); }                 // a < b ? a : b
inline Vec8 abs(Vec8 a) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0f), a); }
inline Vec8 round_even(Vec8 a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
inline float square_root(float x) { return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x))); }

using Mask8 = __m256;
inline Mask8 greater(Vec8 a, Vec8 b) { return _mm256_cmp_ps(a, b, _CMP_GT_OQ); }
inline Mask8 at_least(Vec8 a, Vec8 b) { return _mm256_cmp_ps(a, b, _CMP_GE_OQ); }
inline Vec8 select(Mask8 m, Vec8 yes, Vec8 no) { return _mm256_blendv_ps(no, yes, m); }
inline Vec8 keep_first(Vec8 v, int n, Vec8 other) { return select(_mm256_castsi256_ps(first_lanes(n)), v, other); }

/// 2^n for whole n in -126..127.
inline Vec8 power_of_two(Vec8 n) {
  const __m256i exponent = _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127));
  return _mm256_castsi256_ps(_mm256_slli_epi32(exponent, 23));
}

/// ((0+4)+(2+6))+((1+5)+(3+7))
inline float sum_lanes(Vec8 v) {
  const __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)));
}
inline float max_lanes(Vec8 v) {  // no NaN
  const __m128 four = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_max_ss(two, _mm_shuffle_ps(two, two, 1)));
}

/// Rows become columns: v[i] lane j <-> v[j] lane i.
inline void transpose(Vec8 (&v)[8]) {
  Vec8 pair[8], quad[8];
#pragma GCC unroll 4
  for (int i = 0; i < 8; i += 2) {
    pair[i] = _mm256_unpacklo_ps(v[i], v[i + 1]);
    pair[i + 1] = _mm256_unpackhi_ps(v[i], v[i + 1]);
  }
#pragma GCC unroll 2
  for (int i = 0; i < 8; i += 4) {
    quad[i] = _mm256_shuffle_ps(pair[i], pair[i + 2], 0x44);
    quad[i + 1] = _mm256_shuffle_ps(pair[i], pair[i + 2], 0xee);
    quad[i + 2] = _mm256_shuffle_ps(pair[i + 1], pair[i + 3], 0x44);
    quad[i + 3] = _mm256_shuffle_ps(pair[i + 1], pair[i + 3], 0xee);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i) {
    v[i] = _mm256_permute2f128_ps(quad[i], quad[i + 4], 0x20);
    v[i + 4] = _mm256_permute2f128_ps(quad[i], quad[i + 4], 0x31);
  }
}

inline Vec8 load_int8(const std::int8_t* p) {
  return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
}
/// Eight values in 0..127, rounded half to even, as bytes.
inline void store_uint8(std::uint8_t* p, Vec8 v) {
  const __m256i ints = _mm256_cvtps_epi32(v);
  const __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(ints), _mm256_extracti128_si256(ints, 1));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_packus_epi16(words, words));
}

/// Sixteen at once.
inline void store_uint8(std::uint8_t* p, Vec8 a, Vec8 b) {
  // packs works within 128-bit halves, so words come out as 0-3, 8-11, 4-7, 12-15
  const __m256i words = _mm256_packs_epi32(_mm256_cvtps_epi32(a), _mm256_cvtps_epi32(b));
  const __m256i ordered = _mm256_permute4x64_epi64(words, 0xd8);
  const __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(ordered), _mm256_extracti128_si256(ordered, 1));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(p), bytes);
}

/// In every lane: the integer `at` where the mask holds, else `before`.
inline Int8x select_int(Mask8 m, Int8x yes, Int8x no) { return _mm256_blendv_epi8(no, yes, _mm256_castps_si256(m)); }
inline Int8x lane_numbers() { return _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7); }
inline Int8x add_int(Int8x a, int b) { return _mm256_add_epi32(a, _mm256_set1_epi32(b)); }
inline void store_int(int* p, Int8x v) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), v); }
