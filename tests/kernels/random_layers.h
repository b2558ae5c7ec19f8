// Random and adversarial inputs for the kernel tests: plain matrices with their packed forms.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <memory>
#include <random>
#include <vector>
#include "kernels/pack.h"

namespace dragoman::kernels {

/// 64-byte aligned memory of exactly `bytes` (rounded up to 64), so that sanitizers see a step outside.
class AlignedMemory {
 public:
  explicit AlignedMemory(std::size_t bytes) : memory_(std::aligned_alloc(64, (bytes + 63) / 64 * 64), std::free) {}
  void* get() const { return memory_.get(); }

 private:
  std::unique_ptr<void, void (*)(void*)> memory_;
};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  int integer(int low, int high) { return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1)); }
  float real(float low, float high) { return low + (high - low) * static_cast<float>(engine_() * 0x1p-32); }
  /// Roughly normal, deviation 1.
  float normal() {
    float sum = real(-1, 1);  // one statement each: the order of calls within an expression is the compiler's choice
    sum += real(-1, 1);
    return sum + real(-1, 1);
  }
  std::vector<float> reals(std::size_t n, float deviation) {
    std::vector<float> v(n);
    for (float& x : v) x = normal() * deviation;
    return v;
  }

 private:
  std::mt19937 engine_;
};

enum class Weights { kNormal, kUniform, kTop, kBottom, kMixedTop, kZero };

/// An int8 layer: rows[n][k], its packed forms, scales and bias.
struct Int8Layer {
  Int8Layer(int inputs, int outputs, Weights kind, unsigned seed)
      : memory(packed_int8_bytes(inputs, outputs)), other_memory(packed_int8_bytes(inputs, outputs)) {
    Random random(seed);
    for (int n = 0; n < outputs; ++n) {
      rows.emplace_back(static_cast<std::size_t>(inputs));
      for (std::int8_t& q : rows.back()) q = weight(kind, random);
      unscale.push_back(random.real(0.001f, 0.02f));
      bias.push_back(random.normal());
    }
    pack();
  }
  void pack() {
    std::vector<const std::int8_t*> pointers;
    for (const auto& row : rows) pointers.push_back(row.data());
    const int inputs = static_cast<int>(rows.front().size());
    const auto in = [&](ChunkOrder order, const AlignedMemory& where) {
      return pack_int8(pointers, inputs, unscale.data(), bias.data(), order, where.get());
    };
    packed = in(ChunkOrder::kSafeFirst, memory);
    ascending = in(ChunkOrder::kAscending, other_memory);
  }
  static std::int8_t weight(Weights kind, Random& random) {
    switch (kind) {
      case Weights::kNormal: {
        const float q = random.normal() * 22;
        return static_cast<std::int8_t>(std::fmin(std::fmax(q, -127.0f), 127.0f));
      }
      case Weights::kUniform: return static_cast<std::int8_t>(random.integer(-127, 127));
      case Weights::kTop: return 127;
      case Weights::kBottom: return -127;
      case Weights::kMixedTop: return random.integer(0, 1) ? 127 : -127;
      case Weights::kZero: break;
    }
    return 0;
  }
  std::vector<std::vector<std::int8_t>> rows;
  std::vector<float> unscale, bias;
  AlignedMemory memory, other_memory;
  PackedInt8 packed, ascending;
};

/// Rows of u, 0..127, random or all at `fixed`.
struct Activations {
  Activations(int rows, int inputs, int zero_point, int fixed, unsigned seed) : stride(round_up(inputs, kChunk)) {
    Random random(seed);
    u.assign(static_cast<std::size_t>(rows) * stride, kZeroPoint);
    for (int m = 0; m < rows; ++m) {
      for (int k = 0; k < inputs; ++k)
        u[static_cast<std::size_t>(m) * stride + k] =
            static_cast<std::uint8_t>(fixed >= 0 ? fixed : random.integer(0, 127));
      scales.push_back(m % 7 == 5 ? 0.0f : random.real(0.001f, 0.1f));
    }
    view = {u.data(), stride, scales.data(), zero_point};
  }
  int stride;
  std::vector<std::uint8_t> u;
  std::vector<float> scales;
  QuantisedRows view;
};

}  // namespace dragoman::kernels
