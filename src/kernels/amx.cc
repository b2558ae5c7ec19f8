// The AMX table: a tile instruction multiplies 16 rows of 64 bytes with 64 inputs of 16 columns, 16,384 products, and adds them to
// 32-bit sums; a packed block with its chunks in ascending order lies just as it wants them. What has few rows, or no whole number
// of 64 inputs, goes the way of the AVX-512 VNNI table, and so does all that is float.
#include "kernels/float_rules.h"
#include "kernels/tables.h"
#include "kernels/x86_wide.h"

namespace dragoman::kernels {
namespace {

#include "kernels/amx_tiles-inl.h"

#include "kernels/vec8_avx2-inl.h"

#include "kernels/rows-inl.h"

#include "kernels/attention-inl.h"

#include "kernels/epilogue512-inl.h"

#include "kernels/vnni512-inl.h"

namespace few_rows {
#include "kernels/dot_tiles-inl.h"
}

constexpr int kTileRows = 16, kTileInputs = 64;
constexpr std::size_t kTileWeights = kTileInputs * kColumns;  // bytes: four chunks of a block
constexpr int kFewestRows = 2;                                // below them loading the weights is all the work

/// Sums of up to two tiles of rows and two blocks, without the zero point's part.
struct TileSums {
  alignas(64) std::int32_t of[2][2][kTileRows][kColumns];  // [tile of rows][block]
};

/// Tile registers 0 to 3 hold sums, 4 and 5 rows, 6 and 7 weights: `first` and `second` rows (0: none).
void configure(int first, int second) {
  TileConfig config = {};
  config.palette = 1;
  const int rows[8] = {first, first, second, second, first, second, kTileRows, kTileRows};
  for (int i = 0; i < 8; ++i) {
    config.rows[i] = static_cast<std::uint8_t>(rows[i]);
    config.bytes[i] = rows[i] > 0 ? 64 : 0;
  }
  load_tile_config(config);
}

/// Two tiles of rows (one unless kTwo) from row m on, times blocks `block` and, if there is one, the next.
template <bool kTwo>
void multiply(const QuantisedRows& x, int m, const PackedInt8& w, int block, bool pair, TileSums& sums) {
  const std::size_t in_block = static_cast<std::size_t>(w.chunks) * kChunk * kColumns;
  const std::int8_t* q = w.data + static_cast<std::size_t>(block) * in_block;
  const std::int8_t* next = q + (pair ? in_block : 0);
  const auto stride = static_cast<std::size_t>(x.stride);
  const std::uint8_t* u = x.data + static_cast<std::size_t>(m) * stride;
  const std::uint8_t* below = u + kTileRows * stride;
  tile_zero<0>();
  tile_zero<1>();
  if constexpr (kTwo) {
    tile_zero<2>();
    tile_zero<3>();
  }
  for (int k = 0; k < w.chunks * kChunk; k += kTileInputs, q += kTileWeights, next += kTileWeights) {
    tile_load<4>(u + k, stride);
    tile_load<6>(q, 64);
    tile_dot<0, 4, 6>();
    tile_load<7>(next, 64);
    tile_dot<1, 4, 7>();
    if constexpr (kTwo) {
      tile_load<5>(below + k, stride);
      tile_dot<2, 5, 6>();
      tile_dot<3, 5, 7>();
    }
  }
  tile_store<0>(sums.of[0][0], 64);
  tile_store<1>(sums.of[0][1], 64);
  if constexpr (kTwo) {
    tile_store<2>(sums.of[1][0], 64);
    tile_store<3>(sums.of[1][1], 64);
  }
}

/// The sums of one block, from row m on, to the layer's output.
template <class Epilogue>
void finish_block(const QuantisedRows& x, int m, int rows, const PackedInt8& w, int block,
                  const std::int32_t (*sums)[kColumns], const Epilogue& epilogue) {
  const __m512i first = first_sums(x, w, block);
  for (int r = 0; r < rows; ++r) {
    const __m512i all = _mm512_add_epi32(first, _mm512_load_si512(sums[r]));
    epilogue.finish(x, m + r, w, block, as_floats(all));
  }
}

/// All blocks for up to 32 rows. A pair's sums are read when the next pair's are under way: right behind its store a tile's rows
/// would be waited for.
template <class Epilogue>
void panel(const QuantisedRows& x, int m, int rows, const PackedInt8& w, const Epilogue& epilogue) {
  const int first = rows < kTileRows ? rows : kTileRows, second = rows - first;
  configure(first, second);
  TileSums sums[2];
  const auto finish = [&](int block) {
    const TileSums& done = sums[block / 2 % 2];
    for (int b = 0; b < 2 && block + b < w.blocks; ++b) {
      finish_block(x, m, first, w, block + b, done.of[0][b], epilogue);
      if (second > 0) finish_block(x, m + kTileRows, second, w, block + b, done.of[1][b], epilogue);
    }
  };
  int block = 0;
  for (; block < w.blocks; block += 2) {
    const bool pair = block + 1 < w.blocks;
    TileSums& into = sums[block / 2 % 2];
    second > 0 ? multiply<true>(x, m, w, block, pair, into) : multiply<false>(x, m, w, block, pair, into);
    if (block > 0) finish(block - 2);
  }
  if (block > 0) finish(block - 2);
}

bool fits_tiles(int rows, const PackedInt8& w) {
  return rows >= kFewestRows && w.ascending && w.chunks * kChunk % kTileInputs == 0;
}

template <class Epilogue>
void matmul_by_tiles(const QuantisedRows& x, int rows, const PackedInt8& w, const Epilogue& epilogue) {
  for (int m = 0; m < rows; m += 2 * kTileRows) {
    panel(x, m, rows - m < 2 * kTileRows ? rows - m : 2 * kTileRows, w, epilogue);
  }
  release_tiles();
}

void matmul(const QuantisedRows& x, int rows, const PackedInt8& w, float* y, std::size_t y_stride) {
  if (!fits_tiles(rows, w)) return few_rows::matmul(x, rows, w, y, y_stride);
  matmul_by_tiles(x, rows, w, ToFloat{y, y_stride});
}

void matmul_relu_quantise(const QuantisedRows& x, int rows, const PackedInt8& w, float next_scale, std::uint8_t* u,
                          std::size_t u_stride) {
  if (!fits_tiles(rows, w)) return few_rows::matmul_relu_quantise(x, rows, w, next_scale, u, u_stride);
  matmul_by_tiles(x, rows, w, ToUint8{next_scale, u, u_stride});
}

#include "kernels/table-inl.h"

}  // namespace

#if defined(DRAGOMAN_EMULATE)
extern const Kernels kEmulatedAmxKernels;
const Kernels kEmulatedAmxKernels = table("amx", ChunkOrder::kAscending);
#else
const Kernels kAmxKernels = table("amx", ChunkOrder::kAscending);
#endif

}  // namespace dragoman::kernels
