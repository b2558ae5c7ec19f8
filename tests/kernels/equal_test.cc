// Every table of this build, and those of other instruction sets emulated by SIMDe, against the reference: bit for bit,
// for random shapes and for values chosen to break things.
#include <gtest/gtest.h>
#include <algorithm>
#include <cstring>
#include "kernels/tables.h"
#include "random_layers.h"

namespace dragoman::kernels {
#if defined(DRAGOMAN_EMULATED_KERNELS)
extern const Kernels kEmulatedAmxKernels, kEmulatedAvxVnniKernels, kEmulatedAvx512VnniKernels;
#endif
namespace {

const Kernels& reference = kReferenceKernels;
const float kInf = std::numeric_limits<float>::infinity();

struct Case {
  const Kernels* kernels;
  const char* name;
};
void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

/// Equal bits, or NaN on both sides (its payload is the CPU's own business).
template <class T>
bool equal(const T& a, const T& b) {
  return a == b;
}
template <>
bool equal(const float& a, const float& b) {
  return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
}
template <class T>
void expect_equal(const std::vector<T>& expected, const std::vector<T>& actual, const std::string& what) {
  ASSERT_EQ(expected.size(), actual.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    ASSERT_TRUE(equal(expected[i], actual[i])) << what << " at " << i << ": " << +expected[i] << " / " << +actual[i];
}

std::string text(std::initializer_list<int> shape) {
  std::string s;
  for (int n : shape) s += std::to_string(n) + " ";
  return s;
}

class Equal : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    bool emulated = true;
    for (const Kernels* own : all_kernels()) emulated = emulated && own != GetParam().kernels;
#if defined(DRAGOMAN_EMULATED_KERNELS)
    if (emulated && !runs_here(kAvx2Kernels)) GTEST_SKIP() << "SKIPPED: emulation needs AVX2 and FMA";
#endif
    if (!emulated && !runs_here(*GetParam().kernels)) GTEST_SKIP() << "SKIPPED: this CPU lacks " << GetParam().name;
  }
  const Kernels& fast() const { return *GetParam().kernels; }
  void matmuls(const Int8Layer& layer, const Activations& x, int rows);
};

void Equal::matmuls(const Int8Layer& layer, const Activations& x, int rows) {
  const std::size_t stride = static_cast<std::size_t>(layer.packed.blocks * kColumns);
  const std::string what = text({rows, layer.packed.inputs, layer.packed.outputs});
  std::vector<float> y(rows * stride, 7), z(rows * stride, 8);
  reference.matmul(x.view, rows, layer.packed, y.data(), stride);
  for (const PackedInt8* packed : {&layer.packed, &layer.ascending}) {
    std::ranges::fill(z, 8.0F);
    fast().matmul(x.view, rows, *packed, z.data(), stride);
    expect_equal(y, z, what);
  }
  for (float next_scale : {3.0f, 100.0f}) {
    std::vector<std::uint8_t> u(rows * stride, 1), v(rows * stride, 2);
    reference.matmul_relu_quantise(x.view, rows, layer.packed, next_scale, u.data(), stride);
    for (const PackedInt8* packed : {&layer.packed, &layer.ascending}) {
      std::ranges::fill(v, std::uint8_t{2});
      fast().matmul_relu_quantise(x.view, rows, *packed, next_scale, v.data(), stride);
      expect_equal(u, v, what);
    }
  }
}

TEST_P(Equal, MatmulRandomShapes) {
  Random random(1);
  for (int i = 0; i < 60; ++i) {
    const int inputs = random.integer(1, 300), outputs = random.integer(1, 120), rows = random.integer(1, 70);
    const Int8Layer layer(inputs, outputs, i % 3 ? Weights::kNormal : Weights::kUniform, 100 + i);
    matmuls(layer, Activations(rows, inputs, i % 2 * kZeroPoint, -1, 200 + i), rows);
  }
}

TEST_P(Equal, MatmulEveryRowCount) {
  const Int8Layer layer(80, 32, Weights::kNormal, 1);
  for (int rows = 0; rows <= 40; ++rows) matmuls(layer, Activations(rows, 80, kZeroPoint, -1, 2 + rows), rows);
  const Int8Layer tiled(128, 48, Weights::kUniform, 3);  // whole tiles of 64 inputs
  for (int rows = 0; rows <= 70; ++rows) matmuls(tiled, Activations(rows, 128, kZeroPoint, -1, 50 + rows), rows);
}

TEST_P(Equal, MatmulModelShapes) {
  const int shapes[][3] = {{1, 256, 1006}, {5, 1536, 256}, {30, 256, 768},
                           {2, 512, 2048}, {7, 384, 1536}, {130, 256, 272}};
  for (const auto& s : shapes)
    matmuls(Int8Layer(s[1], s[2], Weights::kNormal, 3), Activations(s[0], s[1], kZeroPoint, -1, 4), s[0]);
}

TEST_P(Equal, MatmulExtremes) {
  for (Weights kind : {Weights::kTop, Weights::kBottom, Weights::kMixedTop, Weights::kZero, Weights::kNormal})
    for (int fixed : {127, 0, -1})
      for (int inputs : {33, 1536})
        for (int rows : {1, 3, 8})
          matmuls(Int8Layer(inputs, 20, kind, 5), Activations(rows, inputs, kZeroPoint, fixed, 6), rows);
}

/// Exactly at the limit of a safe chunk: 127 * 258 in one 16-bit lane.
TEST_P(Equal, MatmulAtTheSafetyLimit) {
  for (int sign : {1, -1}) {
    Int8Layer layer(16, 1, Weights::kZero, 7);
    for (int k : {0, 4}) layer.rows[0][k] = static_cast<std::int8_t>(127 * sign);
    layer.rows[0][8] = static_cast<std::int8_t>(4 * sign);
    layer.pack();
    ASSERT_EQ(layer.packed.safe_chunks[0], 1);
    for (int m : {1, 2, 3, 4, 5}) matmuls(layer, Activations(m, 16, 0, 127, 8), m);
  }
}

TEST_P(Equal, MatmulKeepsToItsColumns) {
  for (int inputs : {48, 64}) {
    const Int8Layer layer(inputs, 20, Weights::kNormal, 9);
    const Activations x(5, inputs, kZeroPoint, -1, 9);
    std::vector<float> y(5 * 40, 7), z(5 * 40, 7);
    reference.matmul(x.view, 5, layer.packed, y.data(), 40);
    fast().matmul(x.view, 5, layer.ascending, z.data(), 40);
    expect_equal(y, z, "wide stride");
  }
}

TEST_P(Equal, MatmulFloat) {
  Random random(2);
  for (int i = 0; i < 40; ++i) {
    const int inputs = random.integer(1, 90), outputs = random.integer(1, 150), rows = random.integer(1, 20);
    const auto weights = random.reals(inputs * outputs, 1), bias = random.reals(outputs, 1),
               x = random.reals(rows * inputs, 1);
    const AlignedMemory memory(packed_float_bytes(inputs, outputs));
    const PackedFloat w = pack_float(weights.data(), outputs, inputs, outputs, bias.data(), memory.get());
    const std::size_t stride = static_cast<std::size_t>(w.blocks * kColumns);
    std::vector<float> y(rows * stride, 7), z(rows * stride, 8);
    reference.matmul_float(x.data(), inputs, rows, w, y.data(), stride);
    fast().matmul_float(x.data(), inputs, rows, w, z.data(), stride);
    expect_equal(y, z, text({rows, inputs, outputs}));
  }
}

/// Rows with ordinary values, and with zeros, denormals, huge values, infinities and NaN.
std::vector<std::vector<float>> odd_rows(int width, Random& random) {
  std::vector<std::vector<float>> rows;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (float deviation : {1.0f, 1e-4f, 1e4f, 1e-35f, 1e37f, 0.0f}) rows.push_back(random.reals(width, deviation));
  for (float odd : {1e-41f, -0.0f, 3e38f, -3e38f, kInf, -kInf, nan, 1e-30f, 0.5f}) {
    rows.push_back(random.reals(width, 1));
    rows.back()[random.integer(0, width - 1)] = odd;
    rows.push_back(std::vector<float>(width, odd));
  }
  return rows;
}
const int kWidths[] = {1, 2, 7, 8, 9, 15, 16, 17, 31, 40, 64, 100, 256, 257, 384, 1000};

TEST_P(Equal, QuantiseAndRelu) {
  Random random(3);
  for (int width : kWidths)
    for (std::vector<float> row : odd_rows(width, random)) {
      const std::size_t stride = static_cast<std::size_t>(round_up(width, 16)) + 16;
      std::vector<std::uint8_t> u(stride, 1), v(stride, 2);
      std::vector<float> a(1), b(1);
      reference.quantise(row.data(), width, 1, width, u.data(), stride, a.data());
      fast().quantise(row.data(), width, 1, width, v.data(), stride, b.data());
      expect_equal(u, v, text({width}));
      expect_equal(a, b, "scale");
      std::vector<float> copy = row;
      reference.relu(row.data(), width, 1, width);
      fast().relu(copy.data(), width, 1, width);
      expect_equal(row, copy, "relu");
    }
}

TEST_P(Equal, QuantiseTies) {  // halves round to even
  std::vector<float> row = {63, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -2.5f, 62.5f, -62.5f, 61.5f};
  std::vector<std::uint8_t> u(16), v(16);
  float a = 0, b = 0;
  reference.quantise(row.data(), 10, 1, 10, u.data(), 16, &a);
  fast().quantise(row.data(), 10, 1, 10, v.data(), 16, &b);
  EXPECT_EQ(u, (std::vector<std::uint8_t>{127, 64, 66, 66, 64, 62, 62, 126, 2, 126, 64, 64, 64, 64, 64, 64}));
  expect_equal(u, v, "ties");
}

TEST_P(Equal, LayerNorm) {
  Random random(4);
  for (int width : kWidths) {
    const auto scale = random.reals(width, 1), bias = random.reals(width, 1), residual = random.reals(3 * width, 1);
    for (const auto& one : odd_rows(width, random)) {
      std::vector<float> x = random.reals(3 * width, 2);
      std::copy(one.begin(), one.end(), x.begin() + width);
      for (const float* r : {residual.data(), static_cast<const float*>(nullptr)}) {
        std::vector<float> y(3 * width, 7), z(3 * width, 8), in_place = x;
        reference.add_layer_norm(x.data(), width, r, width, scale.data(), bias.data(), 3, width, y.data(), width);
        fast().add_layer_norm(x.data(), width, r, width, scale.data(), bias.data(), 3, width, z.data(), width);
        fast().add_layer_norm(in_place.data(), width, r, width, scale.data(), bias.data(), 3, width, in_place.data(),
                              width);
        expect_equal(y, z, text({width}));
        expect_equal(y, in_place, "in place");
      }
    }
  }
}

TEST_P(Equal, SsruAndEmbeddings) {
  Random random(5);
  for (int width : kWidths)
    for (const auto& gate : odd_rows(width, random)) {
      const auto input = random.reals(width, 2);
      std::vector<float> a = random.reals(width, 2), b = a, y(width), z(width);
      reference.ssru(gate.data(), input.data(), a.data(), y.data(), width);
      fast().ssru(gate.data(), input.data(), b.data(), z.data(), width);
      expect_equal(a, b, "cell");
      expect_equal(y, z, "out");
      std::vector<std::int8_t> q(width);
      for (auto& v : q) v = static_cast<std::int8_t>(random.integer(-127, 127));
      reference.embed_int8(q.data(), 0.3f, input.data(), width, y.data());
      fast().embed_int8(q.data(), 0.3f, input.data(), width, z.data());
      expect_equal(y, z, "embed_int8");
      reference.embed_float(gate.data(), 0.3f, input.data(), width, y.data());
      fast().embed_float(gate.data(), 0.3f, input.data(), width, z.data());
      expect_equal(y, z, "embed_float");
    }
}

TEST_P(Equal, WholeRangeOfSigmoid) {  // gates from -100 to 100, so exp runs over its range and past both ends
  std::vector<float> gate, zero, y, z;
  for (float x = -100; x < 100; x += 0.0103f) gate.push_back(x);
  std::vector<float> ones(gate.size(), 1), a(gate.size(), 0), b = a;
  y = z = a;
  const int n = static_cast<int>(gate.size());
  reference.ssru(gate.data(), ones.data(), a.data(), y.data(), n);
  fast().ssru(gate.data(), ones.data(), b.data(), z.data(), n);
  expect_equal(a, b, "1 - sigmoid");
}

void attend(const Kernels& k, const Kernels& packer, int rows, int length, int heads, int dim, float size,
            std::vector<float>& out, std::vector<float>& weights) {
  Random random(static_cast<unsigned>(rows * 1000 + length * 10 + dim));
  const int width = heads * dim, padded = round_up(length, kLanes);
  const auto q = random.reals(rows * width, size), keys = random.reals(length * width, size),
             values = random.reals(length * width, 1);
  std::vector<float> keys_t(heads * dim * padded, 7), v(heads * length * round_up(dim, kLanes), 7);
  packer.pack_keys_values(keys.data(), width, values.data(), width, length, heads, dim, keys_t.data(), v.data());
  out.assign(rows * width, 7);
  weights.assign(rows * length, 7);
  std::vector<float> scratch(kAttentionRows * padded);
  k.attention(q.data(), width, rows, {keys_t.data(), v.data(), length, heads, dim}, out.data(), width, heads - 1,
              weights.data(), scratch.data());
  out.insert(out.end(), keys_t.begin(), keys_t.end());
  out.insert(out.end(), v.begin(), v.end());
}

TEST_P(Equal, Attention) {
  Random random(6);
  std::vector<float> a, b, c, d;
  for (int dim : {32, 48, 64, 5, 8, 13})
    for (int length = 1; length <= 130; length += length < 20 ? 1 : 7) {
      const int rows = random.integer(1, 11), heads = random.integer(1, 4);
      for (float size : {1.0f, 4.0f, 1e19f}) {  // the last gives infinite scores
        attend(reference, reference, rows, length, heads, dim, size, a, b);
        attend(fast(), fast(), rows, length, heads, dim, size, c, d);
        expect_equal(a, c, "out " + text({rows, length, heads, dim}));
        expect_equal(b, d, "weights " + text({rows, length, heads, dim}));
      }
    }
}

TEST_P(Equal, AttentionRowsDoNotDependOnTheirNeighbours) {
  Random random(7);
  const int rows = 11, length = 21, heads = 2, dim = 32, width = heads * dim;
  const auto q = random.reals(rows * width, 1), keys = random.reals(length * width, 1);
  std::vector<float> keys_t(width * 24), v(width * length), scratch(kAttentionRows * 24), together(rows * width),
      alone = together;
  fast().pack_keys_values(keys.data(), width, keys.data(), width, length, heads, dim, keys_t.data(), v.data());
  const KeysValues kv{keys_t.data(), v.data(), length, heads, dim};
  fast().attention(q.data(), width, rows, kv, together.data(), width, 0, nullptr, scratch.data());
  for (int m = 0; m < rows; ++m)
    fast().attention(&q[m * width], width, 1, kv, &alone[m * width], width, 0, nullptr, scratch.data());
  expect_equal(together, alone, "rows");
}

TEST_P(Equal, ArgmaxAndLogSumExp) {
  Random random(8);
  for (int n : kWidths)
    for (std::vector<float> row : odd_rows(n, random))
      for (int round = 0; round < 4; ++round) {
        ASSERT_EQ(reference.argmax(row.data(), n), fast().argmax(row.data(), n)) << n;
        const std::vector<float> a{reference.log_sum_exp(row.data(), n)}, b{fast().log_sum_exp(row.data(), n)};
        expect_equal(a, b, "log_sum_exp " + text({n}));
        row[random.integer(0, n - 1)] = row[random.integer(0, n - 1)];  // equals
        row[random.integer(0, n - 1)] = -kInf;
      }
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Kernels* kernels : all_kernels())
    if (kernels != &kReferenceKernels) all.push_back({kernels, kernels->name});
#if defined(DRAGOMAN_EMULATED_KERNELS)
  all.push_back({&kEmulatedAmxKernels, "emulated_amx"});
  all.push_back({&kEmulatedAvxVnniKernels, "emulated_avxvnni"});
  all.push_back({&kEmulatedAvx512VnniKernels, "emulated_avx512vnni"});
#endif
  return all;
}

INSTANTIATE_TEST_SUITE_P(Tables, Equal, ::testing::ValuesIn(cases()),
                         [](const auto& one) { return std::string(one.param.name); });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Equal);

}  // namespace
}  // namespace dragoman::kernels
