// The same bits on every platform: a digest of the reference table's results for fixed inputs, the same number on x86
// and ARM, with every compiler. The other tables equal the reference (equal_test.cc), so they are covered too.
#include <gtest/gtest.h>
#include <cstring>
#include "kernels/tables.h"
#include "random_layers.h"

namespace dragoman::kernels {
namespace {

class Digest {  // FNV-1a over the bits
 public:
  template <class T>
  void add(const std::vector<T>& values) {
    for (const T& value : values) {
      unsigned char bytes[sizeof(T)];
      std::memcpy(bytes, &value, sizeof(T));
      for (unsigned char byte : bytes) hash_ = (hash_ ^ byte) * 1099511628211ull;
    }
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 14695981039346656037ull;
};

void add_matmuls(const Kernels& k, Digest& digest) {
  const Int8Layer layer(300, 64, Weights::kUniform, 1);
  const Activations x(5, 300, kZeroPoint, -1, 2);
  std::vector<float> y(5 * 64);
  std::vector<std::uint8_t> u(5 * 64);
  k.matmul(x.view, 5, layer.packed, y.data(), 64);
  k.matmul_relu_quantise(x.view, 5, layer.packed, 1.5f, u.data(), 64);
  digest.add(y);
  digest.add(u);
}

void add_rows(const Kernels& k, Digest& digest) {
  Random random(3);
  const int width = 250;
  const auto x = random.reals(width, 4), r = random.reals(width, 4), scale = random.reals(width, 1);
  std::vector<float> out(width), cell = r, scales(1), sums;
  std::vector<std::uint8_t> u(256);
  k.add_layer_norm(x.data(), width, r.data(), width, scale.data(), r.data(), 1, width, out.data(), width);
  digest.add(out);
  k.quantise(x.data(), width, 1, width, u.data(), 256, scales.data());
  digest.add(u);
  digest.add(scales);
  k.ssru(x.data(), r.data(), cell.data(), out.data(), width);
  digest.add(cell);
  for (int n = 1; n <= width; ++n) sums.push_back(k.log_sum_exp(x.data(), n));
  digest.add(sums);
}

void add_attention(const Kernels& k, Digest& digest) {
  Random random(4);
  const int rows = 3, length = 29, heads = 4, dim = 32, width = heads * dim;
  const auto q = random.reals(rows * width, 1), keys = random.reals(length * width, 1);
  std::vector<float> keys_t(width * 32), values(width * length), scratch(kAttentionRows * 32), out(rows * width);
  k.pack_keys_values(keys.data(), width, keys.data(), width, length, heads, dim, keys_t.data(), values.data());
  k.attention(q.data(), width, rows, {keys_t.data(), values.data(), length, heads, dim}, out.data(), width, 0, nullptr,
              scratch.data());
  digest.add(out);
}

TEST(Platform, ResultsHaveTheSameBitsEverywhere) {
  for (const Kernels* kernels : all_kernels()) {
    if (!runs_here(*kernels)) continue;
    Digest digest;
    add_matmuls(*kernels, digest);
    add_rows(*kernels, digest);
    add_attention(*kernels, digest);
    EXPECT_EQ(digest.value(), 17139550065801318215u) << kernels->name;
  }
}

}  // namespace
}  // namespace dragoman::kernels
