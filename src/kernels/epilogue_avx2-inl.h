// From the int32 sums of one row and one block to the layer's output, in registers; included like rows-inl.h by the x86
// files. value = fma(float(acc), scale * unscale, bias), see kernels.h.

/// Eight columns from `column` on; `acc` without the zero point's part yet.
inline Vec8 finished(const QuantisedRows& x, int m, const PackedInt8& w, int column, __m256i acc) {
  const __m256i sums = _mm256_load_si256(reinterpret_cast<const __m256i*>(w.column_sums + column));
  const __m256i shift = _mm256_mullo_epi32(sums, _mm256_set1_epi32(x.zero_point));
  const Vec8 unscale = mul(splat(x.scales[m]), load(w.unscale + column));
  return fma(_mm256_cvtepi32_ps(_mm256_sub_epi32(acc, shift)), unscale, load(w.bias + column));
}

struct ToFloat {
  float* y;
  std::size_t stride;
  void finish(const QuantisedRows& x, int m, const PackedInt8& w, int block, __m256i a, __m256i b) const {
    const int column = block * kColumns;
    float* to = y + m * stride + column;
    store(to, finished(x, m, w, column, a));
    store(to + kLanes, finished(x, m, w, column + kLanes, b));
  }
};

struct ToUint8 {
  Vec8 next_scale;
  std::uint8_t* u;
  std::size_t stride;
  __m256i quantised(Vec8 v) const { return _mm256_cvtps_epi32(min(max(mul(v, next_scale), splat(0)), splat(127))); }
  void finish(const QuantisedRows& x, int m, const PackedInt8& w, int block, __m256i a, __m256i b) const {
    const int column = block * kColumns;
    const __m256i low = quantised(finished(x, m, w, column, a));
    const __m256i high = quantised(finished(x, m, w, column + kLanes, b));
    // packs works within 128-bit halves: words 0-3, 8-11 | 4-7, 12-15
    const __m256i words = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xd8);
    const __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(u + m * stride + column), bytes);
  }
};
