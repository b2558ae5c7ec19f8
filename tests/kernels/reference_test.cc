// The reference table against mathematics: exact integers, and doubles with a bound for the float kernels.
#include <gtest/gtest.h>
#include <cmath>
#include "kernels/float_rules.h"
#include "kernels/reference_attention.h"
#include "kernels/tables.h"
#include "random_layers.h"

namespace dragoman::kernels {
namespace {

const Kernels& reference = kReferenceKernels;

/// sum_k (u - zero_point) * q straight from the plain matrix.
int exact(const Int8Layer& layer, const Activations& x, int m, int n) {
  int sum = 0;
  for (int k = 0; k < layer.packed.inputs; ++k)
    sum += (x.u[static_cast<std::size_t>(m * x.stride + k)] - x.view.zero_point) * layer.rows[n][k];
  return sum;
}

TEST(Reference, MatmulFollowsItsRule) {
  for (int zero_point : {0, 64})
    for (Weights kind : {Weights::kNormal, Weights::kMixedTop, Weights::kTop}) {
      const int rows = 3, inputs = 83, outputs = 37, stride = round_up(outputs, kColumns);
      const Int8Layer layer(inputs, outputs, kind, 5);
      const Activations x(rows, inputs, zero_point, -1, 6);
      std::vector<float> y(rows * stride);
      std::vector<std::uint8_t> u(rows * stride);
      reference.matmul(x.view, rows, layer.packed, y.data(), stride);
      reference.matmul_relu_quantise(x.view, rows, layer.packed, 20.0f, u.data(), stride);
      for (int m = 0; m < rows; ++m)
        for (int n = 0; n < stride; ++n) {
          const float acc = n < outputs ? static_cast<float>(exact(layer, x, m, n)) : 0;
          const float expected = n < outputs ? std::fma(acc, x.scales[m] * layer.unscale[n], layer.bias[n]) : 0.0f;
          ASSERT_EQ(y[m * stride + n], expected);
          ASSERT_EQ(u[m * stride + n], std::rint(std::fmin(std::fmax(expected * 20.0f, 0.0f), 127.0f)));
        }
    }
}

TEST(Reference, ExpIsWithinTwoUlp) {
  for (float x = 0; x > -86; x -= 0.00137f) {
    const double exact_value = std::exp(static_cast<double>(x));
    ASSERT_NEAR(reference_exp(x) / exact_value, 1, 1.2e-7) << x;
  }
  EXPECT_EQ(reference_exp(0), 1);
  EXPECT_EQ(reference_exp(-86.1f), 0);
  EXPECT_EQ(reference_exp(-std::numeric_limits<float>::infinity()), 0);
}

TEST(Reference, LogOfSum) {
  for (float x = 1; x < 1e6f; x *= 1.0173f) ASSERT_NEAR(log_of_sum(x), std::log(static_cast<double>(x)), 1e-6) << x;
  EXPECT_EQ(log_of_sum(1), 0);
}

TEST(Reference, LayerNormIsWithinAMillionth) {
  Random random(3);
  for (int width : {1, 7, 256, 1024}) {
    const auto x = random.reals(width, 3), r = random.reals(width, 3), scale = random.reals(width, 1),
               bias = random.reals(width, 1);
    std::vector<float> out(width);
    reference.add_layer_norm(x.data(), width, r.data(), width, scale.data(), bias.data(), 1, width, out.data(), width);
    double mean = 0, var = 0;
    for (int i = 0; i < width; ++i) mean += (static_cast<double>(x[i]) + r[i]) / width;
    for (int i = 0; i < width; ++i) var += std::pow(static_cast<double>(x[i]) + r[i] - mean, 2) / width;
    for (int i = 0; i < width; ++i) {
      const double y = (static_cast<double>(x[i]) + r[i] - mean) / std::sqrt(var + 1e-6);
      ASSERT_NEAR(out[i], scale[i] * y + bias[i], 1e-6 * (std::fabs(scale[i]) * 4 + std::fabs(bias[i]))) << width;
    }
  }
}

TEST(Reference, QuantiseRoundTrip) {
  Random random(4);
  const int width = 83;
  const auto x = random.reals(width, 5);
  std::vector<std::uint8_t> u(96);
  float scale = 0;
  reference.quantise(x.data(), width, 1, width, u.data(), 96, &scale);
  int top = 0;
  for (int i = 0; i < 96; ++i) {
    const int a = u[i] - kZeroPoint;
    if (std::abs(a) > top) top = std::abs(a);
    ASSERT_NEAR(a * scale, i < width ? x[i] : 0, scale * 0.5001);
  }
  EXPECT_EQ(top, 63);
  const std::vector<float> zeros(width, 1e-38f);
  reference.quantise(zeros.data(), width, 1, width, u.data(), 96, &scale);
  EXPECT_EQ(scale, 0);
  for (auto v : u) ASSERT_EQ(v, 64);
}

TEST(Reference, SsruAgainstDouble) {
  Random random(8);
  const int width = 100;
  const auto gate = random.reals(width, 6), input = random.reals(width, 1), before = random.reals(width, 1);
  auto cell = before;
  std::vector<float> out(width);
  reference.ssru(gate.data(), input.data(), cell.data(), out.data(), width);
  for (int i = 0; i < width; ++i) {
    const double f = 1 / (1 + std::exp(-static_cast<double>(gate[i])));
    ASSERT_NEAR(cell[i], f * before[i] + (1 - f) * input[i], 1e-6);
    ASSERT_EQ(out[i], cell[i] > 0 ? cell[i] : 0);
  }
}

TEST(Reference, AttentionAgainstDouble) {
  Random random(10);
  const int length = 13, heads = 3, head_dim = 5, width = heads * head_dim;
  const auto q = random.reals(width, 2), k = random.reals(length * width, 2), v = random.reals(length * width, 2);
  std::vector<float> keys_t(heads * head_dim * 16), values(heads * length * 8), scratch(kAttentionRows * 16);
  reference.pack_keys_values(k.data(), width, v.data(), width, length, heads, head_dim, keys_t.data(), values.data());
  const KeysValues kv{keys_t.data(), values.data(), length, heads, head_dim};
  std::vector<float> out(width), weights(length);
  reference.attention(q.data(), width, 1, kv, out.data(), width, 1, weights.data(), scratch.data());
  for (int h = 0; h < heads; ++h) {
    double e[length], sum = 0;
    for (int s = 0; s < length; ++s) {
      double dot = 0;
      for (int d = 0; d < head_dim; ++d)
        dot += static_cast<double>(q[h * head_dim + d]) * k[s * width + h * head_dim + d];
      sum += e[s] = std::exp(dot / std::sqrt(head_dim));
    }
    for (int d = 0; d < head_dim; ++d) {
      double expected = 0;
      for (int s = 0; s < length; ++s) expected += e[s] / sum * v[s * width + h * head_dim + d];
      ASSERT_NEAR(out[h * head_dim + d], expected, 1e-5);
    }
    for (int s = 0; h == 1 && s < length; ++s) ASSERT_NEAR(weights[s], e[s] / sum, 1e-6);
  }
}

TEST(Reference, ArgmaxTakesTheFirstOfEquals) {
  const float inf = std::numeric_limits<float>::infinity();
  const float x[] = {1, 3, 3, 2}, low[] = {-inf, -inf}, zeros[] = {-0.0f, 0.0f};
  EXPECT_EQ(reference.argmax(x, 4), 1);
  EXPECT_EQ(reference.argmax(x, 1), 0);
  EXPECT_EQ(reference.argmax(low, 2), 0);
  EXPECT_EQ(reference.argmax(zeros, 2), 0);
}

TEST(Reference, LogSumExp) {
  const float inf = std::numeric_limits<float>::infinity();
  const float x[] = {1000, 999, -inf, 1000.5f};
  EXPECT_NEAR(reference.log_sum_exp(x, 4), 1000.5 + std::log(1 + std::exp(-0.5) + std::exp(-1.5)), 1e-4);
  const float low[] = {-inf, -inf};
  EXPECT_EQ(reference.log_sum_exp(low, 2), -inf);
  EXPECT_EQ(reference.log_sum_exp(x, 1), 1000);
}

}  // namespace
}  // namespace dragoman::kernels
