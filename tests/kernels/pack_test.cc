// Packing: every weight in its place, the safety promise of PackedInt8 kept and not given away cheaply.
#include "kernels/pack.h"
#include <gtest/gtest.h>
#include <cstring>
#include <set>
#include "random_layers.h"

namespace dragoman::kernels {
namespace {

int packed_at(const PackedInt8& w, int block, int i, int k, int column) {
  const std::size_t chunk = static_cast<std::size_t>(block) * w.chunks + i;
  return w.data[chunk * kChunk * kColumns + (k / 4) * 64 + column * 4 + k % 4];
}

int weight(const Int8Layer& layer, int n, int k) {
  const bool inside = n < layer.packed.outputs && k < layer.packed.inputs;
  return inside ? layer.rows[static_cast<std::size_t>(n)][static_cast<std::size_t>(k)] : 0;
}

/// The promise, word for word, on the plain matrix.
bool safe(const Int8Layer& layer, int block, int chunk) {
  for (int n = block * kColumns; n < (block + 1) * kColumns; ++n)
    for (int lane = 0; lane < 2; ++lane) {
      int positive = 0, negative = 0;
      for (int group = 0; group < 4; ++group)
        for (int j = 0; j < 2; ++j) {
          const int q = weight(layer, n, chunk * kChunk + group * 4 + lane * 2 + j);
          (q > 0 ? positive : negative) += q;
        }
      if (positive > 258 || negative < -258) return false;
    }
  return true;
}

void check_layer(const Int8Layer& layer) {
  const PackedInt8& w = layer.packed;
  for (int block = 0; block < w.blocks; ++block) {
    std::set<int> seen;
    for (int i = 0; i < w.chunks; ++i) {
      const int chunk = w.chunk_at[block * w.chunks + i];
      ASSERT_LT(chunk, w.chunks);
      seen.insert(chunk);
      ASSERT_EQ(safe(layer, block, chunk), i < w.safe_chunks[block]) << "block " << block << " chunk " << chunk;
      for (int k = 0; k < kChunk; ++k)
        for (int column = 0; column < kColumns; ++column)
          ASSERT_EQ(packed_at(w, block, i, k, column), weight(layer, block * kColumns + column, chunk * kChunk + k));
    }
    ASSERT_EQ(seen.size(), static_cast<std::size_t>(w.chunks));
  }
}

void check_ascending(const Int8Layer& layer) {
  const PackedInt8& w = layer.ascending;
  ASSERT_TRUE(w.ascending);
  for (int block = 0; block < w.blocks; ++block) {
    ASSERT_EQ(w.safe_chunks[block], 0);
    for (int i = 0; i < w.chunks; ++i) {
      ASSERT_EQ(w.chunk_at[block * w.chunks + i], i);
      for (int k = 0; k < kChunk; ++k)
        for (int column = 0; column < kColumns; ++column)
          ASSERT_EQ(packed_at(w, block, i, k, column), weight(layer, block * kColumns + column, i * kChunk + k));
    }
  }
}

void check_columns(const Int8Layer& layer, const PackedInt8& w) {
  for (int n = 0; n < w.blocks * kColumns; ++n) {
    int sum = 0;
    for (int k = 0; k < w.inputs; ++k) sum += weight(layer, n, k);
    ASSERT_EQ(w.column_sums[n], sum);
    ASSERT_EQ(w.unscale[n], n < w.outputs ? layer.unscale[static_cast<std::size_t>(n)] : 0);
    ASSERT_EQ(w.bias[n], n < w.outputs ? layer.bias[static_cast<std::size_t>(n)] : 0);
  }
}

TEST(PackInt8, KeepsEveryWeightAndThePromise) {
  const int shapes[][2] = {{1, 1}, {5, 3}, {16, 16}, {17, 15}, {48, 33}, {100, 50}, {256, 64}, {1536, 16}};
  unsigned seed = 0;
  for (const auto& shape : shapes)
    for (Weights kind :
         {Weights::kNormal, Weights::kUniform, Weights::kTop, Weights::kBottom, Weights::kMixedTop, Weights::kZero}) {
      const Int8Layer layer(shape[0], shape[1], kind, ++seed);
      ASSERT_EQ(layer.packed.inputs, shape[0]);
      ASSERT_EQ(layer.packed.outputs, shape[1]);
      check_layer(layer);
      ASSERT_FALSE(layer.packed.ascending);
      check_ascending(layer);
      check_columns(layer, layer.packed);
      check_columns(layer, layer.ascending);
    }
}

TEST(PackInt8, TheLimitIsExactlyTwoHundredAndFiftyEight) {
  // One lane holds 127 + 127 + 4 = 258 (safe), then 259 (not), of either sign.
  for (int sign : {1, -1})
    for (int third : {4, 5}) {
      std::vector<std::int8_t> row(16, 0);
      row[0] = row[4] = static_cast<std::int8_t>(127 * sign);
      row[9] = static_cast<std::int8_t>(third * sign);
      row[2] = static_cast<std::int8_t>(-127 * sign);  // the other lane
      const std::int8_t* rows[] = {row.data()};
      const AlignedMemory memory(packed_int8_bytes(16, 1));
      const float unscale = 1;
      const PackedInt8 w = pack_int8(rows, 16, &unscale, nullptr, ChunkOrder::kSafeFirst, memory.get());
      EXPECT_EQ(w.safe_chunks[0], third == 4 ? 1 : 0) << sign;
      EXPECT_EQ(w.bias[0], 0);
    }
}

TEST(PackInt8, StaysInsideItsMemory) {
  for (int inputs : {1, 16, 31, 256})
    for (int outputs : {1, 16, 17, 1006}) {
      const std::size_t bytes = packed_int8_bytes(inputs, outputs);
      ASSERT_EQ(bytes % 64, 0u);
      const AlignedMemory memory(bytes + 64);
      std::memset(memory.get(), 0x5a, bytes + 64);
      const std::vector<std::int8_t> row(static_cast<std::size_t>(inputs), 3);
      const std::vector<const std::int8_t*> rows(static_cast<std::size_t>(outputs), row.data());
      const std::vector<float> scale(static_cast<std::size_t>(outputs), 1);
      for (ChunkOrder order : {ChunkOrder::kAscending, ChunkOrder::kSafeFirst}) {
        pack_int8(rows, inputs, scale.data(), scale.data(), order, memory.get());
        const auto* end = static_cast<const unsigned char*>(memory.get()) + bytes;
        for (int i = 0; i < 64; ++i) ASSERT_EQ(end[i], 0x5a);
      }
    }
}

TEST(PackFloat, BothSourcesGiveTheSameView) {
  const int inputs = 7, outputs = 21;
  Random random(9);
  const std::vector<float> by_input = random.reals(inputs * outputs, 1), bias = random.reals(outputs, 1);
  std::vector<std::vector<float>> columns(outputs, std::vector<float>(inputs));
  std::vector<const float*> pointers;
  for (int n = 0; n < outputs; ++n) {
    for (int k = 0; k < inputs; ++k) columns[n][k] = by_input[k * outputs + n];
    pointers.push_back(columns[n].data());
  }
  const AlignedMemory a(packed_float_bytes(inputs, outputs)), b(packed_float_bytes(inputs, outputs));
  const PackedFloat one = pack_float(by_input.data(), outputs, inputs, outputs, bias.data(), a.get());
  const PackedFloat two = pack_float_rows(pointers, inputs, bias.data(), b.get());
  ASSERT_EQ(one.blocks, 2);
  for (int n = 0; n < 32; ++n) {
    EXPECT_EQ(one.bias[n], n < outputs ? bias[n] : 0);
    for (int k = 0; k < inputs; ++k) {
      const int at = (n / 16 * inputs + k) * 16 + n % 16;
      EXPECT_EQ(one.data[at], n < outputs ? by_input[k * outputs + n] : 0);
      EXPECT_EQ(one.data[at], two.data[at]);
    }
  }
}

}  // namespace
}  // namespace dragoman::kernels
