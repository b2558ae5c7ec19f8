// What epilogue-inl.h does, on 512-bit registers: element by element the same operations, so the same bits. Included like
// rows-inl.h, after it.

inline __m512 join_halves(__m256 low, __m256 high) {
  const __m512d both = _mm512_castps_pd(_mm512_castps256_ps512(low));
  return _mm512_castpd_ps(_mm512_insertf64x4(both, _mm256_castps_pd(high), 1));
}

/// fma(float(acc), scale * unscale, bias) of a block.
inline __m512 layer_values(const QuantisedRows& x, int m, const PackedInt8& w, int block, __m512 acc) {
  const __m512 unscale = _mm512_load_ps(w.unscale + block * kColumns), bias = _mm512_load_ps(w.bias + block * kColumns);
  return _mm512_fmadd_ps(acc, _mm512_mul_ps(_mm512_set1_ps(x.scales[m]), unscale), bias);
}

struct ToFloat {
  float* y;
  std::size_t stride;
  void finish(const QuantisedRows& x, int m, const PackedInt8& w, int block, __m512 acc) const {
    _mm512_storeu_ps(y + static_cast<std::size_t>(m) * stride + block * kColumns, layer_values(x, m, w, block, acc));
  }
};

struct ToUint8 {
  float next_scale;
  std::uint8_t* u;
  std::size_t stride;
  void finish(const QuantisedRows& x, int m, const PackedInt8& w, int block, __m512 acc) const {
    const __m512 scaled = _mm512_mul_ps(layer_values(x, m, w, block, acc), _mm512_set1_ps(next_scale));
    const __m512 clamped = _mm512_min_ps(_mm512_max_ps(scaled, _mm512_setzero_ps()), _mm512_set1_ps(127));
    const __m256 last = _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(clamped), 1));
    store_uint8(u + static_cast<std::size_t>(m) * stride + block * kColumns, _mm512_castps512_ps256(clamped), last);
  }
};
