// The AVX2 table. Its int8 matmul is the heart of the engine on most CPUs.
//
// vpmaddubsw multiplies 4 broadcast activations with 4 inputs of 8 columns; what limits it is the two multiplier pipes.
// In a safe chunk (kernels.h, PackedInt8) the products of 4 groups are added in 16 bits before one vpmaddwd by ones
// widens them: 10 multiplications for 16 columns of 16 inputs instead of 16. A tile is a few rows times one block of 16
// columns, its sums in registers for all of K, so weights are read from the L1 cache once a tile.
#include <immintrin.h>
#include "kernels/float_rules.h"
#include "kernels/tables.h"

namespace dragoman::kernels {
namespace {

#include "kernels/vec8_avx2-inl.h"

#include "kernels/rows-inl.h"

#include "kernels/attention-inl.h"

#include "kernels/epilogue-inl.h"

#include "kernels/avx2_safe-inl.h"

inline __m256i broadcast4(const std::uint8_t* p) {
  int bytes;
  __builtin_memcpy(&bytes, p, 4);
  return _mm256_set1_epi32(bytes);
}

inline __m256i weights(const std::int8_t* q, int group, int half) {
  return _mm256_load_si256(reinterpret_cast<const __m256i*>(q + 64 * group + 32 * half));
}

/// Adds any chunk for one row: every product is widened before it is added.
inline void add_any(const std::uint8_t* u, const std::int8_t* q, __m256i (&acc)[2]) {
  const __m256i ones = _mm256_set1_epi16(1);
#pragma GCC unroll 4
  for (int g = 0; g < 4; ++g) {
    const __m256i x = broadcast4(u + 4 * g);
    for (int half = 0; half < 2; ++half) {
      const __m256i pairs = _mm256_maddubs_epi16(x, weights(q, g, half));
      acc[half] = _mm256_add_epi32(acc[half], _mm256_madd_epi16(pairs, ones));
    }
  }
}

/// The sums of eight columns start here: minus the zero point's part.
inline __m256i first_sums(const QuantisedRows& x, const PackedInt8& w, int column) {
  const __m256i sums = _mm256_load_si256(reinterpret_cast<const __m256i*>(w.column_sums + column));
  return _mm256_mullo_epi32(sums, _mm256_set1_epi32(-x.zero_point));
}

/// R rows times one block; `first` holds where the sums start.
template <int R, class Epilogue>
inline void tile(const QuantisedRows& x, int m, const PackedInt8& w, int block, const __m256i (&first)[2],
                 const Epilogue& epilogue) {
  const std::size_t chunk = static_cast<std::size_t>(block) * w.chunks;
  const std::int8_t* q = w.data + chunk * (kChunk * kColumns);
  const std::uint16_t* at = w.chunk_at + chunk;
  const std::uint8_t* u = x.data + static_cast<std::size_t>(m) * x.stride;
  __m256i acc[R][2];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
    acc[r][0] = first[0];
    acc[r][1] = first[1];
  }
  const int safe = w.safe_chunks[block];
  if (safe > 0) add_safe(u, static_cast<std::size_t>(x.stride), q, at, safe, acc);
  for (int i = safe; i < w.chunks; ++i) {
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) add_any(u + r * x.stride + at[i] * kChunk, q + i * kChunk * kColumns, acc[r]);
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
    epilogue.finish(x, m + r, w, block, {_mm256_cvtepi32_ps(acc[r][0]), _mm256_cvtepi32_ps(acc[r][1])});
  }
}

/// Tiles of 3 rows; 2 and 1 for what is left (4 = 2 + 2).
template <class Epilogue>
inline void matmul_with(const QuantisedRows& x, int rows, const PackedInt8& w, const Epilogue& epilogue) {
  for (int block = 0; block < w.blocks; ++block) {
    const __m256i first[2] = {first_sums(x, w, block * kColumns), first_sums(x, w, block * kColumns + kLanes)};
    int m = 0;
    for (; m + 3 <= rows && m + 4 != rows; m += 3) tile<3>(x, m, w, block, first, epilogue);
    for (; m + 2 <= rows; m += 2) tile<2>(x, m, w, block, first, epilogue);
    if (m < rows) tile<1>(x, m, w, block, first, epilogue);
  }
}

void matmul(const QuantisedRows& x, int rows, const PackedInt8& w, float* y, std::size_t y_stride) {
  matmul_with(x, rows, w, ToFloat{y, y_stride});
}

void matmul_relu_quantise(const QuantisedRows& x, int rows, const PackedInt8& w, float next_scale, std::uint8_t* u,
                          std::size_t u_stride) {
  matmul_with(x, rows, w, ToUint8{next_scale, u, u_stride});
}

#include "kernels/table-inl.h"

}  // namespace

const Kernels kAvx2Kernels = table("avx2", ChunkOrder::kSafeFirst);

}  // namespace dragoman::kernels
