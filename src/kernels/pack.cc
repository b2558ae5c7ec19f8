// Packing of weights. The int8 packer also runs for every sentence (the shortlist), so it works on 16 bytes at a time
// with the compiler's vector types, which become SSE2 or NEON without intrinsics: four columns of 16 inputs are one
// 4x4 transpose of 32-bit elements.
#include "kernels/pack.h"
#include <cstring>

namespace dragoman::kernels {
namespace {

using Bytes = std::int8_t __attribute__((vector_size(16)));
using UBytes = std::uint8_t __attribute__((vector_size(16)));
using Words = std::int16_t __attribute__((vector_size(16)));
using UWords = std::uint16_t __attribute__((vector_size(16)));
using Halves = std::int64_t __attribute__((vector_size(16)));
using Ints = std::int32_t __attribute__((vector_size(16)));

constexpr std::int16_t kLimit = 258;  // see PackedInt8
constexpr std::size_t kChunkBytes = kChunk * kColumns;

std::size_t aligned(std::size_t bytes) { return (bytes + 63) / 64 * 64; }

template <class To, class From>
To as(From v) {
  return reinterpret_cast<To>(v);  // same bits
}

bool any(Words v) {
  const auto halves = as<Halves>(v);
  return (halves[0] | halves[1]) != 0;
}

/// Sums of the two bytes of each 16-bit lane, bytes unsigned.
UWords pair_sums(UBytes v) {
  const UWords w = as<UWords>(v);
  return (w & 255) + (w >> 8);
}

/// Sums of each column of a transposed 64-byte piece (4 groups, 4 columns).
Ints column_sums(const Bytes (&group)[4]) {
  Words sums = {};
  for (const Bytes& each : group) {
    const Words words = as<Words>(each);
    sums += (words << 8 >> 8) + (words >> 8);  // at most 4 * 254
  }
  const Ints both = as<Ints>(sums);  // two 16-bit lanes a column
  return (both << 16 >> 16) + (both >> 16);
}

/// What such a piece tells, if it is asked whether its chunk is safe.
struct Piece {
  Words over;  // all ones in lanes that break the limit
  Ints sums;   // of each column
};

/// Positive and negative weights of every 16-bit lane of vpmaddubsw. Two bytes of at most 127 fit into one, so groups
/// are added in pairs as bytes before the bytes of a lane are.
Piece examine(const Bytes (&group)[4]) {
  UBytes size[4], positive[4];
  for (int g = 0; g < 4; ++g) {
    const Bytes minus = group[g] < 0;
    size[g] = as<UBytes>((group[g] ^ minus) - minus);
    positive[g] = as<UBytes>(group[g] & ~minus);
  }
  const UWords sizes = pair_sums(size[0] + size[1]) + pair_sums(size[2] + size[3]);
  const UWords plus = pair_sums(positive[0] + positive[1]) + pair_sums(positive[2] + positive[3]);
  const UWords minus = sizes - plus;
  const Words over = (as<Words>(plus) > kLimit) | (as<Words>(minus) > kLimit);
  const Ints both = as<Ints>(plus - minus);  // two signed 16-bit lanes a column
  return {over, (both << 16 >> 16) + (both >> 16)};
}

/// Four columns of 16 inputs, 4x4 transposed: group g holds the inputs 4g..4g+3 of all four.
void transpose(const std::int8_t* const (&from)[4], Bytes (&group)[4]) {
  Ints c[4];
  for (int i = 0; i < 4; ++i) std::memcpy(&c[i], from[i], sizeof c[i]);
  const Ints a = __builtin_shufflevector(c[0], c[1], 0, 4, 1, 5), b = __builtin_shufflevector(c[2], c[3], 0, 4, 1, 5);
  const Ints d = __builtin_shufflevector(c[0], c[1], 2, 6, 3, 7), e = __builtin_shufflevector(c[2], c[3], 2, 6, 3, 7);
  group[0] = as<Bytes>(__builtin_shufflevector(a, b, 0, 1, 4, 5));
  group[1] = as<Bytes>(__builtin_shufflevector(a, b, 2, 3, 6, 7));
  group[2] = as<Bytes>(__builtin_shufflevector(d, e, 0, 1, 4, 5));
  group[3] = as<Bytes>(__builtin_shufflevector(d, e, 2, 3, 6, 7));
}

/// Packs one chunk of one block from 16 pointers to 16 inputs each; adds to the block's column sums. Says whether it is safe, if
/// that is asked for.
template <ChunkOrder kOrder>
bool pack_chunk(const std::int8_t* const (&from)[kColumns], std::int8_t* to, Ints (&sums)[4]) {
  Words over = {};
  for (int quad = 0; quad < 4; ++quad) {
    const std::int8_t* const four[4] = {from[4 * quad], from[4 * quad + 1], from[4 * quad + 2], from[4 * quad + 3]};
    Bytes group[4];
    transpose(four, group);
    for (int g = 0; g < 4; ++g) std::memcpy(to + g * 64 + quad * 16, &group[g], 16);
    if constexpr (kOrder == ChunkOrder::kAscending) {
      sums[quad] += column_sums(group);
    } else {
      const Piece piece = examine(group);
      over |= piece.over;
      sums[quad] += piece.sums;
    }
  }
  return !any(over);
}

/// The columns of one block, with a zero column where the matrix ends and a copy where a chunk ends early.
class BlockColumns {
 public:
  BlockColumns(std::span<const std::int8_t* const> rows, std::size_t first, int inputs) : inputs_(inputs) {
    for (std::size_t n = 0; n < kColumns; ++n) row_[n] = first + n < rows.size() ? rows[first + n] : nullptr;
  }
  void at(int chunk, const std::int8_t* (&from)[kColumns]) {
    const int begin = chunk * kChunk, count = inputs_ - begin;
    for (int n = 0; n < kColumns; ++n) {
      from[n] = row_[n] ? row_[n] + begin : copy_[kColumns];
      if (count >= kChunk || !row_[n]) continue;
      std::memcpy(copy_[n], row_[n] + begin, static_cast<std::size_t>(count));
      from[n] = copy_[n];
    }
  }

 private:
  int inputs_;
  const std::int8_t* row_[kColumns];
  std::int8_t copy_[kColumns + 1][kChunk] = {};
};

struct Int8Parts {
  std::int8_t* data;
  std::int32_t* column_sums;
  float *unscale, *bias;
  std::uint16_t *chunk_at, *safe_chunks;
};

/// All chunks from the front, or safe ones, and then the others fill the block from its back.
template <ChunkOrder kOrder>
void pack_block(BlockColumns columns, int block, int chunks, const Int8Parts& parts) {
  std::int8_t* data = parts.data + static_cast<std::size_t>(block) * chunks * kChunkBytes;
  std::uint16_t* chunk_at = parts.chunk_at + static_cast<std::size_t>(block) * chunks;
  Ints sums[4] = {};
  int front = 0, back = chunks;
  for (int chunk = 0; chunk < chunks; ++chunk) {
    const std::int8_t* from[kColumns];
    columns.at(chunk, from);
    std::int8_t* to = data + front * kChunkBytes;
    int at = front;
    if (pack_chunk<kOrder>(from, to, sums)) {
      ++front;
    } else {
      at = --back;
      if (at != front) std::memcpy(data + at * kChunkBytes, to, kChunkBytes);
    }
    chunk_at[at] = static_cast<std::uint16_t>(chunk);
  }
  parts.safe_chunks[block] = kOrder == ChunkOrder::kSafeFirst ? static_cast<std::uint16_t>(front) : std::uint16_t{0};
  std::memcpy(parts.column_sums + block * kColumns, sums, sizeof sums);
}

/// values[0..n) then zeros up to `padded`; all zeros if null.
void fill(float* to, const float* values, std::size_t n, std::size_t padded) {
  if (!values) n = 0;
  if (n) std::memcpy(to, values, n * sizeof(float));
  std::memset(to + n, 0, (padded - n) * sizeof(float));
}

template <class T>
T* take(char*& memory, std::size_t count) {
  T* part = reinterpret_cast<T*>(memory);
  memory += aligned(count * sizeof(T));
  return part;
}

/// Fills the view of a float matrix; element(n, k) gives a weight.
template <class Element>
PackedFloat pack_float_with(Element element, int inputs, int outputs, const float* bias, void* memory) {
  const int blocks = (outputs + kColumns - 1) / kColumns;
  const std::size_t padded = static_cast<std::size_t>(blocks) * kColumns;
  char* rest = static_cast<char*>(memory);
  float* data = take<float>(rest, padded * inputs);
  float* packed_bias = take<float>(rest, padded);
  fill(packed_bias, bias, static_cast<std::size_t>(outputs), padded);
  PackedFloat w{inputs, outputs, blocks, data, packed_bias};
  for (int block = 0; block < blocks; ++block)
    for (int k = 0; k < inputs; ++k)
      for (int n = block * kColumns; n < (block + 1) * kColumns; ++n) *data++ = n < outputs ? element(n, k) : 0;
  return w;
}

}  // namespace

std::size_t packed_int8_bytes(int inputs, int outputs) {
  const std::size_t chunks = (inputs + kChunk - 1) / kChunk, blocks = (outputs + kColumns - 1) / kColumns;
  return aligned(blocks * chunks * kChunkBytes) + 3 * aligned(blocks * kColumns * 4) + aligned(blocks * chunks * 2) +
         aligned(blocks * 2);
}

PackedInt8 pack_int8(std::span<const std::int8_t* const> rows, int inputs, const float* unscale_per_row,
                     const float* bias, ChunkOrder order, void* memory) {
  const int chunks = (inputs + kChunk - 1) / kChunk;
  const int blocks = static_cast<int>((rows.size() + kColumns - 1) / kColumns);
  const std::size_t padded = static_cast<std::size_t>(blocks) * kColumns;
  char* rest = static_cast<char*>(memory);
  Int8Parts parts{};
  parts.data = take<std::int8_t>(rest, static_cast<std::size_t>(blocks) * chunks * kChunkBytes);
  parts.column_sums = take<std::int32_t>(rest, padded);
  parts.unscale = take<float>(rest, padded);
  parts.bias = take<float>(rest, padded);
  parts.chunk_at = take<std::uint16_t>(rest, static_cast<std::size_t>(blocks) * chunks);
  parts.safe_chunks = take<std::uint16_t>(rest, static_cast<std::size_t>(blocks));
  const auto pack =
      order == ChunkOrder::kAscending ? pack_block<ChunkOrder::kAscending> : pack_block<ChunkOrder::kSafeFirst>;
  for (int block = 0; block < blocks; ++block)
    pack(BlockColumns(rows, static_cast<std::size_t>(block) * kColumns, inputs), block, chunks, parts);
  fill(parts.unscale, unscale_per_row, rows.size(), padded);
  fill(parts.bias, bias, rows.size(), padded);
  return {inputs,
          static_cast<int>(rows.size()),
          chunks,
          blocks,
          parts.data,
          parts.chunk_at,
          parts.safe_chunks,
          parts.column_sums,
          parts.unscale,
          parts.bias,
          order == ChunkOrder::kAscending};
}

std::size_t packed_float_bytes(int inputs, int outputs) {
  const std::size_t padded = static_cast<std::size_t>(round_up(outputs, kColumns));
  return aligned(padded * inputs * sizeof(float)) + aligned(padded * sizeof(float));
}

PackedFloat pack_float(const float* weights, std::size_t stride, int inputs, int outputs, const float* bias,
                       void* memory) {
  return pack_float_with([&](int n, int k) { return weights[k * stride + n]; }, inputs, outputs, bias, memory);
}

PackedFloat pack_float_rows(std::span<const float* const> rows, int inputs, const float* bias, void* memory) {
  return pack_float_with([&](int n, int k) { return rows[n][k]; }, inputs, static_cast<int>(rows.size()), bias, memory);
}

}  // namespace dragoman::kernels
