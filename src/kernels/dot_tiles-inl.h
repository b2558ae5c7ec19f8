// The int8 matmul for instruction sets with a dot product of four bytes (vpdpbusd, sdot), written once on a type Sums
// that holds the 32-bit sums of one row and one block of 16 columns. Such instructions cannot overflow, so safe and other
// chunks are the same to them. Included like rows-inl.h, after epilogue-inl.h and these, which the including file defines:
//
//   struct Sums
//   constexpr int kChains                            independent sums that hide the instruction's latency
//   constexpr int kMaxRows                           rows of the largest tile, 4 or 8
//   Sums first_sums(x, w, block)                     where the sums start: minus the zero point's part
//   Sums no_sums(), join(Sums, Sums)
//   Weights load_weights(const std::int8_t* q)       one group: 16 columns of 4 inputs
//   Inputs load_inputs(const std::uint8_t* u)        the 16 inputs of a chunk
//   Sums dot<group>(Sums, Inputs, Weights)
//   as_floats(Sums)                                  as epilogues take them

/// One group of a chunk for R rows, each with A partial sums that take turns.
template <int G, int R, int A>
inline void add_group(const Inputs (&inputs)[R], const std::int8_t* q, Sums (&sums)[R][A]) {
  const Weights weights = load_weights(q + 64 * G);
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) sums[r][G % A] = dot<G>(sums[r][G % A], inputs[r], weights);
}

/// R rows times one block.
template <int R, class Epilogue>
inline void tile(const QuantisedRows& x, int m, const PackedInt8& w, int block, const Epilogue& epilogue) {
  constexpr int kEach = kChains / R < 1 ? 1 : kChains / R > 4 ? 4 : kChains / R;
  const std::size_t chunk = static_cast<std::size_t>(block) * w.chunks;
  const std::int8_t* q = w.data + chunk * (kChunk * kColumns);
  const std::uint16_t* at = w.chunk_at + chunk;
  const std::uint8_t* u = x.data + static_cast<std::size_t>(m) * x.stride;
  Sums sums[R][kEach];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 4
    for (int a = 0; a < kEach; ++a) sums[r][a] = a == 0 ? first_sums(x, w, block) : no_sums();
  }
  for (int i = 0; i < w.chunks; ++i, q += kChunk * kColumns) {
    Inputs inputs[R];
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) inputs[r] = load_inputs(u + r * static_cast<std::size_t>(x.stride) + at[i] * kChunk);
    add_group<0, R, kEach>(inputs, q, sums);
    add_group<1, R, kEach>(inputs, q, sums);
    add_group<2, R, kEach>(inputs, q, sums);
    add_group<3, R, kEach>(inputs, q, sums);
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
    Sums all = sums[r][0];
#pragma GCC unroll 4
    for (int a = 1; a < kEach; ++a) all = join(all, sums[r][a]);
    epilogue.finish(x, m + r, w, block, as_floats(all));
  }
}

template <class Epilogue>
inline void matmul_with(const QuantisedRows& x, int rows, const PackedInt8& w, const Epilogue& epilogue) {
  for (int block = 0; block < w.blocks; ++block) {
    int m = 0;
    for (; kMaxRows >= 8 && m + 8 <= rows; m += 8) tile<kMaxRows >= 8 ? 8 : 1>(x, m, w, block, epilogue);
    for (; m + 4 <= rows; m += 4) tile<4>(x, m, w, block, epilogue);
    for (; m + 2 <= rows; m += 2) tile<2>(x, m, w, block, epilogue);
    if (m < rows) tile<1>(x, m, w, block, epilogue);
  }
}

void matmul(const QuantisedRows& x, int rows, const PackedInt8& w, float* y, std::size_t y_stride) {
  matmul_with(x, rows, w, ToFloat{y, y_stride});
}

void matmul_relu_quantise(const QuantisedRows& x, int rows, const PackedInt8& w, float next_scale, std::uint8_t* u,
                          std::size_t u_stride) {
  matmul_with(x, rows, w, ToUint8{next_scale, u, u_stride});
}
