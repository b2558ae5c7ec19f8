// Row kernels, written once on Vec8: quantise, relu, layer norm, SSRU, embedding, argmax, log-sum-exp. Included inside
// the anonymous namespace of each instruction set's file, after its Vec8 (nothing compiled here may be shared between
// files with different flags). No standard library templates, for the same reason.

/// exp of lanes <= 0, see float_rules.h.
inline Vec8 exp8(Vec8 x) {
  const Vec8 c = max(x, splat(kExpZero));  // lanes below (and NaN) are set to zero at the end
  const Vec8 n = round_even(mul(c, splat(kLog2E)));
  const Vec8 r = fnma(n, splat(kLn2Low), fnma(n, splat(kLn2High), c));
  Vec8 p = fma(splat(kExp6), r, splat(kExp5));
  p = fma(p, r, splat(kExp4));
  p = fma(p, r, splat(kExp3));
  p = fma(p, r, splat(kExp2));
  const Vec8 e = add(fma(p, mul(r, r), r), splat(1));
  return select(at_least(x, splat(kExpZero)), mul(e, power_of_two(n)), splat(0));
}

inline Vec8 sigmoid8(Vec8 x) {
  const Vec8 z = exp8(sub(splat(0), abs(x)));
  return div(select(at_least(x, splat(0)), splat(1), z), add(splat(1), z));
}

/// Calls body(i, n) for every group of eight indices below `width`; n = 8, or the rest in the last call.
template <class Body>
inline void for_lanes(int width, Body body) {
  int i = 0;
  for (; i + kLanes <= width; i += kLanes) body(i, kLanes);
  if (i < width) body(i, width - i);
}
inline Vec8 load_some(const float* p, int n) { return n == kLanes ? load(p) : load_first(p, n); }
inline void store_some(float* p, Vec8 v, int n) { n == kLanes ? store(p, v) : store_first(p, v, n); }

void quantise_row(const float* x, int width, std::uint8_t* u, std::size_t u_stride, float* scale) {
  Vec8 tops = splat(0);
  for_lanes(width, [&](int i, int n) { tops = max(abs(load_some(x + i, n)), tops); });
  const float top = max_lanes(tops);
  const bool zero = top < kQuantiseZero;
  *scale = zero ? 0 : top / kQuantiseTop;
  std::size_t done = 0;
  if (!zero) {
    const Vec8 factor = splat(kQuantiseTop / top), low = splat(-kQuantiseTop), high = splat(kQuantiseTop);
    // u rows are a multiple of 16 bytes, so the last group is stored whole: its lanes past the width are 0 * factor.
    for_lanes(width, [&](int i, int n) {
      const Vec8 q = min(max(mul(load_some(x + i, n), factor), low), high);
      // rounded before 64 is added: half to even must see the same number on every CPU
      store_uint8(u + i, add(round_even(n == kLanes ? q : keep_first(q, n, splat(0))), splat(kZeroPoint)));
      done = static_cast<std::size_t>(i + kLanes);
    });
  }
  for (; done < u_stride; ++done) u[done] = kZeroPoint;
}

void quantise(const float* x, std::size_t x_stride, int rows, int width, std::uint8_t* u, std::size_t u_stride,
              float* scales) {
  for (int m = 0; m < rows; ++m) quantise_row(x + m * x_stride, width, u + m * u_stride, u_stride, scales + m);
}

void relu(float* x, std::size_t x_stride, int rows, int width) {
  for (int m = 0; m < rows; ++m) {
    float* row = x + m * x_stride;
    for_lanes(width, [&](int i, int n) { store_some(row + i, max(load_some(row + i, n), splat(0)), n); });
  }
}

/// The arguments of add_layer_norm from one row on; strides in floats.
struct NormRows {
  const float* x;
  std::size_t x_stride;
  const float* residual;  // may be null
  std::size_t residual_stride;
  const float *scale, *bias;
  float* out;
  std::size_t out_stride;
};

/// R rows side by side, because each is one chain of dependent sums. y = x + residual goes to `out` first; the later
/// passes read it there.
template <int R>
inline void norm_rows(const NormRows& a, int width) {
  const auto count = static_cast<float>(width);
  Vec8 sums[R], squares[R], mean[R], inv[R];
  for (int r = 0; r < R; ++r) sums[r] = squares[r] = splat(0);
  for_lanes(width, [&](int i, int n) {
    for (int r = 0; r < R; ++r) {
      Vec8 y = load_some(a.x + r * a.x_stride + i, n);
      if (a.residual) y = add(y, load_some(a.residual + r * a.residual_stride + i, n));
      sums[r] = add(sums[r], y);
      store_some(a.out + r * a.out_stride + i, y, n);
    }
  });
  for (int r = 0; r < R; ++r) mean[r] = splat(sum_lanes(sums[r]) / count);
  for_lanes(width, [&](int i, int n) {
    for (int r = 0; r < R; ++r) {
      const Vec8 d = sub(load_some(a.out + r * a.out_stride + i, n), mean[r]);
      const Vec8 lanes = n == kLanes ? d : keep_first(d, n, splat(0));
      squares[r] = fma(lanes, lanes, squares[r]);
    }
  });
  for (int r = 0; r < R; ++r) inv[r] = splat(1.0f / square_root(sum_lanes(squares[r]) / count + kNormEpsilon));
  for_lanes(width, [&](int i, int n) {
    const Vec8 scale = load_some(a.scale + i, n), bias = load_some(a.bias + i, n);
    for (int r = 0; r < R; ++r) {
      float* to = a.out + r * a.out_stride + i;
      store_some(to, fma(mul(sub(load_some(to, n), mean[r]), inv[r]), scale, bias), n);
    }
  });
}

void add_layer_norm(const float* x, std::size_t x_stride, const float* residual, std::size_t residual_stride,
                    const float* scale, const float* bias, int rows, int width, float* out, std::size_t out_stride) {
  const auto from = [&](int m) {
    return NormRows{x + m * x_stride,     x_stride,  residual ? residual + m * residual_stride : nullptr,
                    residual_stride,      scale,     bias,
                    out + m * out_stride, out_stride};
  };
  int m = 0;
  for (; m + 2 <= rows; m += 2) norm_rows<2>(from(m), width);
  if (m < rows) norm_rows<1>(from(m), width);
}

void ssru(const float* gate, const float* input, float* cell, float* out, int width) {
  for_lanes(width, [&](int i, int n) {
    const Vec8 f = sigmoid8(load_some(gate + i, n));
    const Vec8 c = fma(f, load_some(cell + i, n), mul(sub(splat(1), f), load_some(input + i, n)));
    store_some(cell + i, c, n);
    store_some(out + i, max(c, splat(0)), n);
  });
}

void embed_int8(const std::int8_t* q, float factor, const float* position, int width, float* out) {
  for_lanes(width, [&](int i, int n) {
    std::int8_t rest[kLanes] = {};
    if (n < kLanes) __builtin_memcpy(rest, q + i, static_cast<std::size_t>(n));
    const Vec8 values = load_int8(n == kLanes ? q + i : rest);
    store_some(out + i, fma(splat(factor), values, load_some(position + i, n)), n);
  });
}

void embed_float(const float* e, float factor, const float* position, int width, float* out) {
  for_lanes(width, [&](int i, int n) {
    store_some(out + i, fma(splat(factor), load_some(e + i, n), load_some(position + i, n)), n);
  });
}

/// Every lane keeps its first largest; the lanes are joined by value, then by index.
int argmax(const float* x, int n) {
  Vec8 best = splat(-__builtin_inff());
  Int8x at = add_int(lane_numbers(), 0), index = at;
  for_lanes(n, [&](int i, int count) {
    const Vec8 v = load_some(x + i, count);
    const Mask8 better = greater(count == kLanes ? v : keep_first(v, count, splat(-__builtin_inff())), best);
    best = select(better, v, best);
    index = select_int(better, at, index);
    at = add_int(at, kLanes);
  });
  float values[kLanes];
  int indices[kLanes];
  store(values, best);
  store_int(indices, index);
  float top = -__builtin_inff();
  int first = 0;
  for (int lane = 0; lane < kLanes; ++lane)
    if (values[lane] > top || (values[lane] == top && top > -__builtin_inff() && indices[lane] < first)) {
      top = values[lane];
      first = indices[lane];
    }
  return first;
}

float log_sum_exp(const float* x, int n) {
  const Vec8 low = splat(-__builtin_inff());
  Vec8 tops = low, sums = splat(0);
  for_lanes(n, [&](int i, int count) {
    const Vec8 v = load_some(x + i, count);
    tops = max(count == kLanes ? v : keep_first(v, count, low), tops);
  });
  const float top = max_lanes(tops);
  if (__builtin_isinf(top)) return top;
  for_lanes(n, [&](int i, int count) {
    const Vec8 v = load_some(x + i, count);
    sums = add(sums, exp8(sub(count == kLanes ? v : keep_first(v, count, low), splat(top))));
  });
  return top + log_of_sum(sum_lanes(sums));
}
