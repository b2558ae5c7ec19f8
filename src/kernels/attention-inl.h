// Attention and the float matmul, written once on Vec8; included like rows-inl.h, after it. Lanes are source positions
// for the scores and head dimensions for the sum of values; up to kAttentionRows queries share what is loaded.

/// Keys of one head: squares of eight positions by eight dimensions are transposed; positions past the length are zero.
inline void pack_keys(const float* keys, std::size_t stride, int length, int head_dim, float* keys_t) {
  const int padded = round_up(length, kLanes);
  for (int s = 0; s < padded; s += kLanes) {
    for_lanes(head_dim, [&](int d, int n) {
      Vec8 square[kLanes];
#pragma GCC unroll 8
      for (int i = 0; i < kLanes; ++i)
        square[i] = s + i < length ? load_some(keys + (s + i) * stride + d, n) : splat(0);
      transpose(square);
      for (int i = 0; i < n; ++i) store(keys_t + static_cast<std::size_t>(d + i) * padded + s, square[i]);
    });
  }
}

void pack_keys_values(const float* keys, std::size_t keys_stride, const float* values, std::size_t values_stride,
                      int length, int heads, int head_dim, float* keys_t, float* values_out) {
  const int padded = round_up(length, kLanes), head_padded = round_up(head_dim, kLanes);
  for (int h = 0; h < heads; ++h) {
    pack_keys(keys + h * head_dim, keys_stride, length, head_dim, keys_t);
    keys_t += static_cast<std::size_t>(head_dim) * padded;
    for (int s = 0; s < length; ++s, values_out += head_padded)
      for_lanes(head_dim, [&](int d, int n) {  // whole groups: the padding becomes zero
        store(values_out + d, load_some(values + s * values_stride + h * head_dim + d, n));
      });
  }
}

/// Scores of R queries at 8*B positions from `keys`, one row of `padded` floats a dimension.
template <int R, int B>
inline void scores(const float* q, std::size_t q_stride, const float* keys, int padded, int head_dim, float factor,
                   float* to) {
  Vec8 sum[R][B];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 8
    for (int b = 0; b < B; ++b) sum[r][b] = splat(0);
  }
  for (int d = 0; d < head_dim; ++d, keys += padded) {
    Vec8 k[B];
#pragma GCC unroll 8
    for (int b = 0; b < B; ++b) k[b] = load_once(keys + b * kLanes);
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
      const Vec8 x = splat(q[r * q_stride + d]);
#pragma GCC unroll 8
      for (int b = 0; b < B; ++b) sum[r][b] = fma(x, k[b], sum[r][b]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int b = 0; b < B; ++b) store(to + r * padded + b * kLanes, mul(sum[r][b], splat(factor)));
}

/// Scores of R queries to softmax numerators in place (zero past the length); inv = 1 / their sum. The rows go side by
/// side because each is a chain of dependent operations.
template <int R>
inline void numerators(float* e, int padded, int length, float (&inv)[R]) {
  const int last = padded - kLanes;
  Vec8 tops[R], sums[R];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
    const Vec8 end = load(e + r * padded + last);
    tops[r] = keep_first(end, length - last, splat(-__builtin_inff()));
    store(e + r * padded + last, tops[r]);
    sums[r] = splat(0);
  }
  for (int s = 0; s < last; s += kLanes) {
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) tops[r] = max(load(e + r * padded + s), tops[r]);
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) tops[r] = splat(max_lanes(tops[r]));
  for (int s = 0; s < padded; s += kLanes) {
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
      const Vec8 v = exp8(sub(load(e + r * padded + s), tops[r]));
      store(e + r * padded + s, v);
      sums[r] = add(sums[r], v);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) inv[r] = 1.0f / sum_lanes(sums[r]);
}

/// Sum of values of R queries in 8*B head dimensions from `d` on; only the first `head_dim` are written.
template <int R, int B>
inline void weigh(const float* e, int padded, const float* values, int length, int head_padded, const float* inv,
                  int head_dim, float* out, std::size_t out_stride) {
  Vec8 sum[R][B];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 8
    for (int b = 0; b < B; ++b) sum[r][b] = splat(0);
  }
  for (int s = 0; s < length; ++s, values += head_padded) {
    Vec8 v[B];
#pragma GCC unroll 8
    for (int b = 0; b < B; ++b) v[b] = load_once(values + b * kLanes);
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
      const Vec8 x = splat(e[r * padded + s]);
#pragma GCC unroll 8
      for (int b = 0; b < B; ++b) sum[r][b] = fma(x, v[b], sum[r][b]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int b = 0; b < B; ++b) {
      const int left = head_dim - b * kLanes;
      store_some(out + r * out_stride + b * kLanes, mul(sum[r][b], splat(inv[r])), left < kLanes ? left : kLanes);
    }
}

/// One head for R queries: q and out point at the head's first dimension.
template <int R>
inline void attend_head(const float* q, std::size_t q_stride, const KeysValues& kv, int head, float* out,
                        std::size_t out_stride, float* scratch, float (&inv)[R]) {
  constexpr int kWide = R == 1 ? 4 : 2;  // enough independent sums to hide the latency of fma
  const int padded = kv.padded(), dim = kv.head_dim, head_padded = kv.head_padded();
  const float factor = 1.0f / square_root(static_cast<float>(dim));
  const float* keys = kv.keys_t + static_cast<std::size_t>(head) * dim * padded;
  const float* values = kv.values + static_cast<std::size_t>(head) * kv.length * head_padded;
  int s = 0;
  for (; s + kWide * kLanes <= padded; s += kWide * kLanes)
    scores<R, kWide>(q, q_stride, keys + s, padded, dim, factor, scratch + s);
  for (; s < padded; s += kLanes) scores<R, 1>(q, q_stride, keys + s, padded, dim, factor, scratch + s);
  numerators(scratch, padded, kv.length, inv);
  int d = 0;
  for (; d + kWide * kLanes <= head_padded; d += kWide * kLanes)
    weigh<R, kWide>(scratch, padded, values + d, kv.length, head_padded, inv, dim - d, out + d, out_stride);
  for (; d < head_padded; d += kLanes)
    weigh<R, 1>(scratch, padded, values + d, kv.length, head_padded, inv, dim - d, out + d, out_stride);
}

template <int R>
inline void attend(const float* q, std::size_t q_stride, const KeysValues& kv, float* out, std::size_t out_stride,
                   int weights_head, float* weights, float* scratch) {
  for (int h = 0; h < kv.heads; ++h) {
    float inv[R];
    attend_head<R>(q + h * kv.head_dim, q_stride, kv, h, out + h * kv.head_dim, out_stride, scratch, inv);
    if (!weights || h != weights_head) continue;
    for (int r = 0; r < R; ++r)
      for_lanes(kv.length, [&](int s, int n) {
        store_some(weights + r * kv.length + s, mul(load(scratch + r * kv.padded() + s), splat(inv[r])), n);
      });
  }
}

void attention(const float* queries, std::size_t q_stride, int rows, const KeysValues& kv, float* out,
               std::size_t out_stride, int weights_head, float* weights, float* scratch) {
  static_assert(kAttentionRows == 6);
  int m = 0;
  const auto some = [&](auto body, int count) {
    body(queries + m * q_stride, q_stride, kv, out + m * out_stride, out_stride, weights_head,
         weights ? weights + static_cast<std::size_t>(m) * kv.length : nullptr, scratch);
    m += count;
  };
  while (m + 6 <= rows) some(attend<6>, 6);
  while (m + 2 <= rows) some(attend<2>, 2);
  if (m < rows) some(attend<1>, 1);
}

/// R rows times B blocks of 16 columns; the sums live in registers for all of K.
template <int R, int B>
inline void float_tile(const float* x, std::size_t x_stride, const PackedFloat& w, int block, float* y,
                       std::size_t y_stride) {
  constexpr int kVecs = 2 * B;
  const std::size_t block_size = static_cast<std::size_t>(w.inputs) * kColumns;
  const float* data = w.data + block * block_size;
  Vec8 sum[R][kVecs];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int v = 0; v < kVecs; ++v) sum[r][v] = load(w.bias + block * kColumns + v * kLanes);
  for (int k = 0; k < w.inputs; ++k) {
#pragma GCC unroll 8
    for (int v = 0; v < kVecs; ++v) {
      const Vec8 weights = load_once(data + (v / 2) * block_size + k * kColumns + (v % 2) * kLanes);
#pragma GCC unroll 8
      for (int r = 0; r < R; ++r) sum[r][v] = fma(splat(x[r * x_stride + k]), weights, sum[r][v]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int v = 0; v < kVecs; ++v) store(y + r * y_stride + block * kColumns + v * kLanes, sum[r][v]);
}

void matmul_float(const float* x, std::size_t x_stride, int rows, const PackedFloat& w, float* y,
                  std::size_t y_stride) {
  int m = 0;
  for (; m + 4 <= rows; m += 4)
    for (int block = 0; block < w.blocks; ++block)
      float_tile<4, 1>(x + m * x_stride, x_stride, w, block, y + m * y_stride, y_stride);
  for (; m < rows; ++m) {
    int block = 0;
    for (; block + 4 <= w.blocks; block += 4)
      float_tile<1, 4>(x + m * x_stride, x_stride, w, block, y + m * y_stride, y_stride);
    for (; block < w.blocks; ++block)
      float_tile<1, 1>(x + m * x_stride, x_stride, w, block, y + m * y_stride, y_stride);
  }
}
