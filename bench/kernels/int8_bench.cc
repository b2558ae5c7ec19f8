// int8 matmul in GMAC/s for the shapes of real layers, next to what this CPU can do with registers only.
//
// "hot" repeats one layer (weights in the caches); "stream" walks through many copies, 4 MB of weights, as a decoder
// step does.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>
#include "kernels/bench.h"
#include "kernels/pack.h"
#include "kernels/peak.h"

namespace dragoman::kernels {
namespace {

struct Layer {
  Layer(int inputs, int outputs, ChunkOrder order)
      : memory(std::aligned_alloc(64, packed_int8_bytes(inputs, outputs)), std::free) {
    std::vector<std::vector<std::int8_t>> rows(static_cast<std::size_t>(outputs));
    std::vector<const std::int8_t*> pointers;
    for (auto& row : rows) {
      row.resize(static_cast<std::size_t>(inputs));
      for (auto& q : row) {  // roughly normal, deviation 20; a few large ones as in real models
        const int sum = std::rand() % 41 + std::rand() % 41 + std::rand() % 41 - 60;
        q = static_cast<std::int8_t>(std::rand() % 4000 ? sum : 2 * sum);
      }
      pointers.push_back(row.data());
    }
    const std::vector<float> scale(rows.size(), 0.01f);
    packed = pack_int8(pointers, inputs, scale.data(), nullptr, order, memory.get());
  }
  std::unique_ptr<void, void (*)(void*)> memory;
  PackedInt8 packed;
};

struct Input {
  Input(int rows, int inputs) : u(static_cast<std::size_t>(rows) * round_up(inputs, kChunk)), scales(rows, 0.01f) {
    for (auto& v : u) v = static_cast<std::uint8_t>(std::rand() % 128);
    view = {u.data(), round_up(inputs, kChunk), scales.data(), kZeroPoint};
  }
  std::vector<std::uint8_t> u;
  std::vector<float> scales;
  QuantisedRows view;
};

constexpr int kRows[] = {1, 2, 3, 4, 8, 16, 30, 64, 200};
constexpr int kShapes[][2] = {{256, 256}, {256, 768}, {256, 1536}, {1536, 256}, {384, 1536}, {512, 2048}, {256, 1006}};

void print_shape(const Kernels& kernels, int inputs, int outputs, int copies) {
  std::vector<Layer> layers;
  for (int i = 0; i < copies; ++i) layers.emplace_back(inputs, outputs, kernels.order);
  std::vector<float> y(200 * static_cast<std::size_t>(round_up(outputs, kColumns)));
  std::printf("%4d x %-4d %-6s", inputs, outputs, copies == 1 ? "hot" : "stream");
  for (int rows : kRows) {
    const Input x(rows, inputs);
    const double time = seconds([&] {
      for (const Layer& layer : layers)
        kernels.matmul(x.view, rows, layer.packed, y.data(), static_cast<std::size_t>(round_up(outputs, kColumns)));
    });
    std::printf(" %7.1f", 1e-9 * rows * inputs * outputs * copies / time);
    std::fflush(stdout);
  }
  std::printf("\n");
}

}  // namespace

void print_int8(const Kernels& kernels, bool quick) {
  std::printf("table %s, GMAC/s; registers only: %.1f plain, %.1f with sums of four in 16 bits\n%-18s", kernels.name,
              peak_plain(), peak_safe(), "K x N      rows:");
  for (int rows : kRows) std::printf(" %7d", rows);
  std::printf("\n");
  int left = quick ? 4 : 100;
  for (const auto& shape : kShapes)
    if (left-- > 0) print_shape(kernels, shape[0], shape[1], 1);
  for (const auto& shape : kShapes)
    if (!quick && shape[1] != 1006) print_shape(kernels, shape[0], shape[1], 4'000'000 / (shape[0] * shape[1]));
}

}  // namespace dragoman::kernels
