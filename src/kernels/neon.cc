// The NEON table, for ARM CPUs with the dot product of ARMv8.2. sdot takes signed bytes on both sides, which u in
// 0..127 is too; one register of activations serves the four groups of a chunk by lane.
#include <arm_neon.h>
#include "kernels/float_rules.h"
#include "kernels/tables.h"

namespace dragoman::kernels {
namespace {

#include "kernels/vec8_neon-inl.h"

#include "kernels/rows-inl.h"

#include "kernels/attention-inl.h"

#include "kernels/epilogue-inl.h"

constexpr int kChains = 4, kMaxRows = 4;
struct Sums {
  int32x4_t of[4];
};
struct Weights {
  int8x16_t of[4];
};
using Inputs = int8x16_t;

inline Sums no_sums() {
  const int32x4_t zero = vdupq_n_s32(0);
  return {{zero, zero, zero, zero}};
}
inline Sums join(Sums a, Sums b) {
  for (int i = 0; i < 4; ++i) a.of[i] = vaddq_s32(a.of[i], b.of[i]);
  return a;
}
inline Sums first_sums(const QuantisedRows& x, const PackedInt8& w, int block) {
  Sums s;
  for (int i = 0; i < 4; ++i) s.of[i] = vmulq_n_s32(vld1q_s32(w.column_sums + block * kColumns + 4 * i), -x.zero_point);
  return s;
}
inline Weights load_weights(const std::int8_t* q) {
  return {{vld1q_s8(q), vld1q_s8(q + 16), vld1q_s8(q + 32), vld1q_s8(q + 48)}};
}
inline Inputs load_inputs(const std::uint8_t* u) { return vreinterpretq_s8_u8(vld1q_u8(u)); }
template <int G>
inline Sums dot(Sums sums, Inputs u, Weights weights) {
  for (int i = 0; i < 4; ++i) sums.of[i] = vdotq_laneq_s32(sums.of[i], weights.of[i], u, G);
  return sums;
}
inline Columns as_floats(Sums s) {
  return {{vcvtq_f32_s32(s.of[0]), vcvtq_f32_s32(s.of[1])}, {vcvtq_f32_s32(s.of[2]), vcvtq_f32_s32(s.of[3])}};
}

#include "kernels/dot_tiles-inl.h"

#include "kernels/table-inl.h"

}  // namespace

const Kernels kNeonKernels = table("neon", ChunkOrder::kAscending);

}  // namespace dragoman::kernels
