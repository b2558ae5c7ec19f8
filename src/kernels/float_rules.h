// The constants of the float arithmetic that every table of kernels shares, and the rules that go with them.
//
//   exp(x), x <= 0:  0 where not x >= kExpZero, otherwise with c = x
//                    n = rint(c * kLog2E), r = fma(-n, kLn2Low, fma(-n, kLn2High, c)),
//                    p = kExp6; p = fma(p, r, kExp5), ... fma(p, r, kExp2); p = fma(p, r * r, r) + 1,
//                    result p * 2^n. No step leaves the normal range, so flush-to-zero modes change nothing.
//   sigmoid(x):      z = exp(-|x|), result (x >= 0 ? 1 : z) / (1 + z)
//
// The polynomial is a minimax fit of exp on |r| <= ln(2)/2 (relative error 3e-9 before rounding).
#pragma once

namespace dragoman::kernels {

constexpr float kExpZero = -86.0f;
constexpr float kLog2E = 0x1.715476p+0f;
constexpr float kLn2High = 0x1.62e4p-1f;  // 15 bits: n * kLn2High is exact
constexpr float kLn2Low = 0x1.7f7d1cp-20f;
constexpr float kExp2 = 0x1.fffffcp-2f;
constexpr float kExp3 = 0x1.555492p-3f;
constexpr float kExp4 = 0x1.5558f2p-5f;
constexpr float kExp5 = 0x1.123a2p-7f;
constexpr float kExp6 = 0x1.6a23cep-10f;

constexpr float kNormEpsilon = 1e-6f;
constexpr float kQuantiseTop = 63.0f;
constexpr float kQuantiseZero = 1e-30f;  // rows below count as zero: 63 / max stays finite

/// Natural logarithm of a sum of exponentials, 1 <= sum: one function for all tables, in double, no fused operation.
float log_of_sum(float sum);

}  // namespace dragoman::kernels
