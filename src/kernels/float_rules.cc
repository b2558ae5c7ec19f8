// The logarithm of log_sum_exp: compiled once, with the flags of the oldest CPU, so that no library version changes it.
#include "kernels/float_rules.h"
#include <cmath>

namespace dragoman::kernels {

float log_of_sum(float sum) {
  // sum = 2^exponent * m, m in [sqrt(1/2), sqrt(2)); log m = 2 atanh(z) = 2 (z + z^3/3 + ...), |z| < 0.172.
  int exponent = 0;
  double m = std::frexp(static_cast<double>(sum), &exponent);
  if (m < 0.70710678118654752) {
    m *= 2;
    --exponent;
  }
  const double z = (m - 1) / (m + 1), z2 = z * z;
  double series = 0;
  for (int i = 17; i >= 1; i -= 2) series = series * z2 + 1.0 / i;
  return static_cast<float>(exponent * 0.69314718055994531 + 2 * z * series);
}

}  // namespace dragoman::kernels
