// Float kernels and the shortlist's packing, in microseconds, for the shapes of a small model (D = 256, 8 heads).
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>
#include "kernels/bench.h"
#include "kernels/pack.h"

namespace dragoman::kernels {
namespace {

constexpr int kWidth = 256, kHeads = 8;

void print(const char* what, double time) { std::printf("%-44s %8.3f us\n", what, time * 1e6); }

std::vector<float> values(std::size_t n) {
  std::vector<float> v(n);
  for (float& x : v) x = static_cast<float>(std::rand() % 2001 - 1000) * 0.002f;
  return v;
}

void print_rows(const Kernels& k) {
  const int rows = 30;
  auto x = values(rows * kWidth), r = values(rows * kWidth), scale = values(kWidth), out = x;
  std::vector<std::uint8_t> u(rows * kWidth);
  std::vector<float> scales(rows), logits = values(1006);
  print("quantise 30 x 256",
        seconds([&] { k.quantise(x.data(), kWidth, rows, kWidth, u.data(), kWidth, scales.data()); }));
  print("add_layer_norm 30 x 256", seconds([&] {
          k.add_layer_norm(x.data(), kWidth, r.data(), kWidth, scale.data(), scale.data(), rows, kWidth, out.data(),
                           kWidth);
        }));
  print("ssru 256", seconds([&] { k.ssru(x.data(), r.data(), scale.data(), out.data(), kWidth); }));
  print("argmax 1006", seconds([&] { out[0] = static_cast<float>(k.argmax(logits.data(), 1006)); }));
  print("log_sum_exp 1006", seconds([&] { out[0] = k.log_sum_exp(logits.data(), 1006); }));
}

void print_attention(const Kernels& k, int rows, int length) {
  const int padded = round_up(length, kLanes);
  const auto q = values(rows * kWidth), keys = values(length * kWidth);
  std::vector<float> keys_t(kWidth * padded), v(length * kWidth), out(rows * kWidth), scratch(kAttentionRows * padded);
  const KeysValues kv{keys_t.data(), v.data(), length, kHeads, kWidth / kHeads};
  char what[64];
  std::snprintf(what, sizeof what, "pack_keys_values, S = %d", length);
  const auto pack = [&] {
    k.pack_keys_values(keys.data(), kWidth, keys.data(), kWidth, length, kHeads, kWidth / kHeads, keys_t.data(),
                       v.data());
  };
  if (rows > 1) print(what, seconds(pack));
  pack();
  std::snprintf(what, sizeof what, "attention, %d queries, S = %d", rows, length);
  print(what,
        seconds([&] { k.attention(q.data(), kWidth, rows, kv, out.data(), kWidth, 0, nullptr, scratch.data()); }));
}

/// Rows scattered over a vocabulary of 32,000, as a shortlist takes them.
void print_pack(const Kernels& kernels) {
  std::vector<std::int8_t> vocabulary(32000 * kWidth);
  for (auto& q : vocabulary) q = static_cast<std::int8_t>(std::rand() % 61 - 30);
  std::vector<const std::int8_t*> rows;
  for (int i = 0; i < 1006; ++i)
    rows.push_back(&vocabulary[static_cast<std::size_t>(i * 31 + std::rand() % 31) * kWidth]);
  const std::vector<float> scale(rows.size(), 0.01f);
  const std::unique_ptr<void, void (*)(void*)> memory(std::aligned_alloc(64, packed_int8_bytes(kWidth, 1006)),
                                                      std::free);
  print("pack_int8 1006 x 256",
        seconds([&] { pack_int8(rows, kWidth, scale.data(), scale.data(), kernels.order, memory.get()); }));
}

}  // namespace

void print_float(const Kernels& kernels) {
  print_rows(kernels);
  for (int length : {8, 30, 100})
    for (int rows : {1, length}) print_attention(kernels, rows, length);
  print_pack(kernels);
}

}  // namespace dragoman::kernels
