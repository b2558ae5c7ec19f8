// Kernels: the arithmetic of one layer on plain pointers, one table of functions per instruction set.
//
// Every kernel of a table gives bit-identical results in every table:
//   - integer sums are exact (activations are 0..127, so no 16-bit lane of vpmaddubsw can saturate; see PackedInt8),
//   - float sums have a fixed order that no vector width changes: a reduction over an index i keeps kLanes partial
//     sums, partial j over i = j, j+8, j+16, ..., joined as ((0+4)+(2+6))+((1+5)+(3+7)); dot products that are not
//     reductions over lanes (attention, float matmul) add their terms in ascending order,
//   - every multiply-add that is fused is fused everywhere (std::fma, vfmadd, fmla), nothing else is contracted;
//     quotients and square roots are the correctly rounded ones,
//   - max(a, b) is a > b ? a : b and min(a, b) is a < b ? a : b, which settles zeros of either sign and NaN,
//   - exp (only of arguments <= 0 here) and sigmoid are one polynomial, the same operations everywhere, see
//     float_rules.h; the logarithm is one baseline function.
// No float input leads to undefined behaviour; what infinities and NaN give is meaningless but the same everywhere.
// Shapes use one alphabet: M rows, K inputs, N outputs, D model width, H heads, S source positions.
//
// Threads: pure functions on the caller's memory. Alignment: packed data 64 bytes; other pointers as their type.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace dragoman::kernels {

constexpr int kLanes = 8;          // float lanes of every reduction
constexpr int kColumns = 16;       // output columns of a packed block
constexpr int kChunk = 16;         // inputs (k) of a packed chunk
constexpr int kZeroPoint = 64;     // u = a + 64 for signed 7-bit activations a in -63..63
constexpr int kAttentionRows = 6;  // queries that attention takes at once, rows of its scratch
// Inlined by force: a copy compiled with the flags of one instruction set must never serve another file.
[[gnu::always_inline]] constexpr int round_up(int n, int to) { return (n + to - 1) / to * to; }

/// In which order the chunks of a packed block lie.
enum class ChunkOrder : std::uint8_t {
  kAscending,  ///< as the inputs do; none is called safe
  kSafeFirst,  ///< those first that can be summed in 16 bits
};

/// An int8 weight matrix, K inputs by N outputs, in the order in which every kernel reads it.
///
/// Columns go in blocks of 16, inputs in chunks of 16 (missing ones are zero). One chunk of one block is 256 bytes,
/// [4 groups of 4 inputs][16 columns][4 inputs]. Within a block the chunks come in any order; `chunk_at` says which
/// inputs the i-th one covers. The first `safe_chunks` chunks of a block have, in every column and every 16-bit lane of
/// vpmaddubsw (inputs 0,1 or 2,3 of each of the 4 groups: 8 weights), positive weights that sum to at most 258 and
/// negative ones to at least -258, so four products of that instruction can be added in 16 bits: 127 * 258 < 32768.
/// The others are summed in 32 bits after each vpmaddubsw, which is always exact (127 * 2 * 127 < 32768).
/// Every kernel is right with blocks in either order.
struct PackedInt8 {
  int inputs = 0;                              // K
  int outputs = 0;                             // N
  int chunks = 0;                              // ceil(K / 16)
  int blocks = 0;                              // ceil(N / 16)
  const std::int8_t* data = nullptr;           // [blocks][chunks][4][16][4]
  const std::uint16_t* chunk_at = nullptr;     // [blocks][chunks]: index of the chunk, inputs 16*c .. 16*c+15
  const std::uint16_t* safe_chunks = nullptr;  // [blocks]
  const std::int32_t* column_sums = nullptr;   // [blocks*16]: sum of a column's weights
  const float* unscale = nullptr;              // [blocks*16]: weight = q * unscale (one value per column)
  const float* bias = nullptr;                 // [blocks*16], zeros where the layer has none
  bool ascending = false;                      // chunk_at[i] == i in every block
};

/// Quantised rows. u is 0..127 and `real = (u - zero_point) * scale`; u rows are padded with zero_point (any value
/// does: the weights there are zero) to a multiple of 16.
struct QuantisedRows {
  const std::uint8_t* data = nullptr;  // [M][stride]
  int stride = 0;                      // bytes from row to row, multiple of 16
  const float* scales = nullptr;       // [M]
  int zero_point = kZeroPoint;         // 64, or 0 for the output of a relu
};

/// A float32 matrix packed as [blocks][K][16 columns], for models that are not quantised.
struct PackedFloat {
  int inputs = 0, outputs = 0, blocks = 0;
  const float* data = nullptr;  // [blocks][K][16]
  const float* bias = nullptr;  // [blocks*16]
};

/// Keys and values of one sentence, all heads, as attention wants them.
///   keys_t [H][head_dim][padded]   padded = round_up(S, 8), columns from S on are zero
///   values [H][S][head_padded]     head_padded = round_up(head_dim, 8), columns from head_dim on are zero
struct KeysValues {
  const float* keys_t = nullptr;
  const float* values = nullptr;
  int length = 0;  // S
  int heads = 0, head_dim = 0;
  [[gnu::always_inline]] int padded() const { return round_up(length, kLanes); }
  [[gnu::always_inline]] int head_padded() const { return round_up(head_dim, kLanes); }
};

struct Kernels {
  const char* name;
  ChunkOrder order;  // of weights that it multiplies fastest

  // --- int8 matmul. `rows` is M. acc = sum_k u * q - zero_point * column_sum, exact in int32.
  /// y[m][n] = fma(float(acc), scale[m] * unscale[n], bias[n]); y rows are `y_stride` floats apart and have room for
  /// round_up(N, 16) columns; the columns from N on are written too (zeros, as their scale and bias are).
  void (*matmul)(const QuantisedRows& x, int rows, const PackedInt8& w, float* y, std::size_t y_stride);
  /// u[m][n] = clamp(rint(fma(float(acc), scale[m] * unscale[n], bias[n]) * next_scale), 0, 127): relu, then 7-bit
  /// quantisation without zero point, for a matmul whose input is this layer's output (rint: half to even).
  /// Rows are `u_stride` bytes apart with room for round_up(N, 16); the columns from N on become 0. Compute order:
  /// fma, times next_scale, max 0, min 127, rint.
  void (*matmul_relu_quantise)(const QuantisedRows& x, int rows, const PackedInt8& w, float next_scale, std::uint8_t* u,
                               std::size_t u_stride);

  // --- float32 matmul: y[m][n] = bias[n] + sum_k x[m][k] * w[k][n], fma in ascending k, starting from bias[n].
  void (*matmul_float)(const float* x, std::size_t x_stride, int rows, const PackedFloat& w, float* y,
                       std::size_t y_stride);

  // --- rows of width D (any D)
  /// scale = max|x| / 63, u = rint(min(max(x * (63 / max|x|), -63), 63)) + 64; writes u_stride bytes a row, padding =
  /// 64. A row whose max|x| is below 1e-30 counts as zero: scale 0, u = 64.
  void (*quantise)(const float* x, std::size_t x_stride, int rows, int width, std::uint8_t* u, std::size_t u_stride,
                   float* scales);
  /// relu in place: max(x, 0).
  void (*relu)(float* x, std::size_t x_stride, int rows, int width);
  /// With y = x + residual (y = x if `residual` is null), mean = sum(y) / D, var = sum(fma(d, d, .)) / D over d = y -
  /// mean and inv = 1 / sqrt(var + 1e-6): out = fma(d * inv, scale, bias). out may be x or residual.
  void (*add_layer_norm)(const float* x, std::size_t x_stride, const float* residual, std::size_t residual_stride,
                         const float* scale, const float* bias, int rows, int width, float* out,
                         std::size_t out_stride);
  /// SSRU: f = sigmoid(gate), cell = fma(f, cell, (1 - f) * input), out = max(cell, 0); cell in place.
  void (*ssru)(const float* gate, const float* input, float* cell, float* out, int width);
  /// out = fma(factor, q, position), the embedding of one token; q is int8.
  void (*embed_int8)(const std::int8_t* q, float factor, const float* position, int width, float* out);
  /// out = fma(factor, e, position).
  void (*embed_float)(const float* e, float factor, const float* position, int width, float* out);

  // --- attention
  /// Splits `rows` of projected keys [S][D] and values [S][D] into the layout of KeysValues.
  void (*pack_keys_values)(const float* keys, std::size_t keys_stride, const float* values, std::size_t values_stride,
                           int length, int heads, int head_dim, float* keys_t, float* values_out);
  /// out[m] = concatenated heads of softmax(q.k / sqrt(head_dim)) . v for each of `rows` queries [rows][H*head_dim].
  /// score = (sum_d fma(q, k, .), d ascending from 0) * (1 / sqrt(head_dim)); e = exp(score - max);
  /// out = (sum_s fma(e, v, .), s ascending from 0) * inv with inv = 1 / sum(e).
  /// `weights` (may be null): [rows][S], e * inv of head `weights_head`. S >= 1.
  /// `scratch`: kAttentionRows * kv.padded() floats.
  void (*attention)(const float* queries, std::size_t q_stride, int rows, const KeysValues& kv, float* out,
                    std::size_t out_stride, int weights_head, float* weights, float* scratch);

  // --- output layer
  /// Index of the largest of n values, the first of equals; n >= 1. NaN never wins; 0 if nothing does.
  int (*argmax)(const float* x, int n);
  /// log(sum(exp(x))) = m + log(sum(exp(x - m))) with m = max(x), n >= 1; -inf entries add nothing. m if m is infinite.
  float (*log_sum_exp)(const float* x, int n);
};

/// All tables compiled into this build, best first, "reference" last.
std::span<const Kernels* const> all_kernels();
/// True if this CPU runs the table.
bool runs_here(const Kernels& kernels);
/// `name` empty: the environment's DRAGOMAN_KERNEL if set, else the best that runs here. Null: unknown, or not
/// runnable.
const Kernels* choose_kernels(std::string_view name);

}  // namespace dragoman::kernels
