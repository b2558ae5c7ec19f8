// Vec8 for ARM: eight floats in two NEON registers; the same interface and bits as vec8_avx2-inl.h.

struct Vec8 {
  float32x4_t low, high;
};
struct Mask8 {
  uint32x4_t low, high;
};
struct Int8x {
  int32x4_t low, high;
};

inline Int8x lane_numbers() {
  const std::int32_t numbers[8] = {0, 1, 2, 3, 4, 5, 6, 7};
  return {vld1q_s32(numbers), vld1q_s32(numbers + 4)};
}
inline Mask8 first_lanes(int n) {
  const Int8x lanes = lane_numbers();
  const int32x4_t limit = vdupq_n_s32(n);
  return {vcltq_s32(lanes.low, limit), vcltq_s32(lanes.high, limit)};
}
inline Vec8 load(const float* p) { return {vld1q_f32(p), vld1q_f32(p + 4)}; }
inline Vec8 load_once(const float* p) { return load(p); }  // no instruction but a load takes memory here
inline Vec8 load_first(const float* p, int n) {
  float lanes[8] = {};
  __builtin_memcpy(lanes, p, static_cast<std::size_t>(n) * sizeof(float));
  return load(lanes);
}
inline void store(float* p, Vec8 v) {
  vst1q_f32(p, v.low);
  vst1q_f32(p + 4, v.high);
}
inline void store_first(float* p, Vec8 v, int n) {
  float lanes[8];
  store(lanes, v);
  __builtin_memcpy(p, lanes, static_cast<std::size_t>(n) * sizeof(float));
}
inline Vec8 splat(float x) { return {vdupq_n_f32(x), vdupq_n_f32(x)}; }
inline Vec8 add(Vec8 a, Vec8 b) { return {vaddq_f32(a.low, b.low), vaddq_f32(a.high, b.high)}; }
inline Vec8 sub(Vec8 a, Vec8 b) { return {vsubq_f32(a.low, b.low), vsubq_f32(a.high, b.high)}; }
inline Vec8 mul(Vec8 a, Vec8 b) { return {vmulq_f32(a.low, b.low), vmulq_f32(a.high, b.high)}; }
inline Vec8 div(Vec8 a, Vec8 b) { return {vdivq_f32(a.low, b.low), vdivq_f32(a.high, b.high)}; }
inline Vec8 fma(Vec8 a, Vec8 b, Vec8 c) { return {vfmaq_f32(c.low, a.low, b.low), vfmaq_f32(c.high, a.high, b.high)}; }
inline Vec8 fnma(Vec8 a, Vec8 b, Vec8 c) { return {vfmsq_f32(c.low, a.low, b.low), vfmsq_f32(c.high, a.high, b.high)}; }
inline Vec8 abs(Vec8 a) { return {vabsq_f32(a.low), vabsq_f32(a.high)}; }
inline Vec8 round_even(Vec8 a) { return {vrndnq_f32(a.low), vrndnq_f32(a.high)}; }
inline float square_root(float x) { return vget_lane_f32(vsqrt_f32(vdup_n_f32(x)), 0); }

inline Mask8 greater(Vec8 a, Vec8 b) { return {vcgtq_f32(a.low, b.low), vcgtq_f32(a.high, b.high)}; }
inline Mask8 at_least(Vec8 a, Vec8 b) { return {vcgeq_f32(a.low, b.low), vcgeq_f32(a.high, b.high)}; }
inline Vec8 select(Mask8 m, Vec8 yes, Vec8 no) {
  return {vbslq_f32(m.low, yes.low, no.low), vbslq_f32(m.high, yes.high, no.high)};
}
inline Vec8 max(Vec8 a, Vec8 b) { return select(greater(a, b), a, b); }  // vmaxq treats NaN and -0 otherwise
inline Vec8 min(Vec8 a, Vec8 b) { return select(greater(b, a), a, b); }
inline Vec8 keep_first(Vec8 v, int n, Vec8 other) { return select(first_lanes(n), v, other); }

inline int32x4_t power_bits(float32x4_t n) { return vshlq_n_s32(vaddq_s32(vcvtnq_s32_f32(n), vdupq_n_s32(127)), 23); }
inline Vec8 power_of_two(Vec8 n) {
  return {vreinterpretq_f32_s32(power_bits(n.low)), vreinterpretq_f32_s32(power_bits(n.high))};
}

/// ((0+4)+(2+6))+((1+5)+(3+7))
inline float sum_lanes(Vec8 v) {
  const float32x4_t four = vaddq_f32(v.low, v.high);
  const float32x2_t two = vadd_f32(vget_low_f32(four), vget_high_f32(four));
  return vget_lane_f32(two, 0) + vget_lane_f32(two, 1);
}
inline float max_lanes(Vec8 v) {  // no NaN
  return vmaxvq_f32(vmaxq_f32(v.low, v.high));
}

inline void transpose4(float32x4_t& a, float32x4_t& b, float32x4_t& c, float32x4_t& d) {
  const float64x2_t ab0 = vreinterpretq_f64_f32(vtrn1q_f32(a, b)), ab1 = vreinterpretq_f64_f32(vtrn2q_f32(a, b));
  const float64x2_t cd0 = vreinterpretq_f64_f32(vtrn1q_f32(c, d)), cd1 = vreinterpretq_f64_f32(vtrn2q_f32(c, d));
  a = vreinterpretq_f32_f64(vtrn1q_f64(ab0, cd0));
  b = vreinterpretq_f32_f64(vtrn1q_f64(ab1, cd1));
  c = vreinterpretq_f32_f64(vtrn2q_f64(ab0, cd0));
  d = vreinterpretq_f32_f64(vtrn2q_f64(ab1, cd1));
}
/// Rows become columns: v[i] lane j <-> v[j] lane i.
inline void transpose(Vec8 (&v)[8]) {
  transpose4(v[0].low, v[1].low, v[2].low, v[3].low);
  transpose4(v[4].high, v[5].high, v[6].high, v[7].high);
  transpose4(v[0].high, v[1].high, v[2].high, v[3].high);
  transpose4(v[4].low, v[5].low, v[6].low, v[7].low);
  for (int i = 0; i < 4; ++i) {
    const float32x4_t high = v[i].high;
    v[i].high = v[i + 4].low;
    v[i + 4].low = high;
  }
}

inline Vec8 load_int8(const std::int8_t* p) {
  const int16x8_t words = vmovl_s8(vld1_s8(p));
  return {vcvtq_f32_s32(vmovl_s16(vget_low_s16(words))), vcvtq_f32_s32(vmovl_s16(vget_high_s16(words)))};
}
inline uint8x8_t rounded_bytes(Vec8 v) {
  const int16x8_t words = vcombine_s16(vmovn_s32(vcvtnq_s32_f32(v.low)), vmovn_s32(vcvtnq_s32_f32(v.high)));
  return vmovn_u16(vreinterpretq_u16_s16(words));
}
/// Eight or sixteen values in 0..127, rounded half to even, as bytes.
inline void store_uint8(std::uint8_t* p, Vec8 v) { vst1_u8(p, rounded_bytes(v)); }
inline void store_uint8(std::uint8_t* p, Vec8 a, Vec8 b) {
  vst1q_u8(p, vcombine_u8(rounded_bytes(a), rounded_bytes(b)));
}

inline Int8x select_int(Mask8 m, Int8x yes, Int8x no) {
  return {vbslq_s32(m.low, yes.low, no.low), vbslq_s32(m.high, yes.high, no.high)};
}
inline Int8x add_int(Int8x a, int b) { return {vaddq_s32(a.low, vdupq_n_s32(b)), vaddq_s32(a.high, vdupq_n_s32(b))}; }
inline void store_int(int* p, Int8x v) {
  vst1q_s32(p, v.low);
  vst1q_s32(p + 4, v.high);
}
