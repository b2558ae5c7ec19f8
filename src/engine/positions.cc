#include "engine/positions.h"

#include <vector>

namespace dragoman::engine {
namespace {

constexpr double kLn10000 = 9.210340371976182736;

/// exp(-x) for 0 <= x <= ln(10000): Taylor series of the 1024th part, squared ten times.
double exp_minus(double x) {
  const double part = -x / 1024;
  double term = 1;
  double sum = 1;
  for (int n = 1; n <= 8; ++n) {
    term *= part / n;
    sum += term;
  }
  for (int i = 0; i < 10; ++i) sum *= sum;
  return sum;
}

struct Angle {
  double sine, cosine;
  Angle operator+(const Angle& other) const {
    return {sine * other.cosine + cosine * other.sine, cosine * other.cosine - sine * other.sine};
  }
};

/// Sine and cosine of 0 <= x <= 1 by Taylor series (the terms fall below 1e-17 within twenty).
Angle angle_of(double x) {
  double term = 1;
  Angle sum{0, 1};
  for (int n = 1; n <= 20; ++n) {
    term *= x / n;
    const double signed_term = (n / 2) % 2 == 0 ? term : -term;
    if (n % 2 == 1) {
      sum.sine += signed_term;
    } else {
      sum.cosine += signed_term;
    }
  }
  return sum;
}

}  // namespace

void fill_positions(float* table, std::size_t count, int dim) {
  const int half = dim / 2;
  std::vector<Angle> step(static_cast<std::size_t>(half));
  std::vector<Angle> now(static_cast<std::size_t>(half), Angle{0, 1});
  for (int i = 0; i < half; ++i) {
    step[static_cast<std::size_t>(i)] = angle_of(half == 1 ? 1.0 : exp_minus(kLn10000 * i / (half - 1)));
  }
  for (std::size_t t = 0; t < count; ++t) {
    float* row = table + t * static_cast<std::size_t>(dim);
    for (int i = 0; i < half; ++i) {
      Angle& angle = now[static_cast<std::size_t>(i)];
      row[i] = static_cast<float>(angle.sine);
      row[half + i] = static_cast<float>(angle.cosine);
      angle = angle + step[static_cast<std::size_t>(i)];
    }
  }
}

}  // namespace dragoman::engine
