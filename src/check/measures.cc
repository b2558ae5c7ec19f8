#include "check/measures.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <unordered_map>

#include "check/embedded.h"
#include "fidelity/data_lines.h"

namespace dragoman::check {
namespace {

struct Measure {
  std::uint64_t dimension = 0;
  double size = 1;
};

const std::unordered_map<std::uint64_t, Measure>& measures() {
  static const auto table = [] {
    std::unordered_map<std::uint64_t, Measure> made;
    fidelity::for_each_line(embedded_file("units.txt"), [&](const std::vector<std::string_view>& line) {
      if (line.size() != 3) return;
      Measure& measure = made[key_of(line[1])];
      measure.dimension = key_of(line[0]);
      std::from_chars(line[2].data(), line[2].data() + line[2].size(), measure.size);
    });
    return made;
  }();
  return table;
}

bool near(double a, double b, double rounding) {
  return std::abs(a - b) <= rounding * std::max(std::abs(a), std::abs(b));
}

}  // namespace

bool same_currency(std::uint64_t a, std::uint64_t b) {
  if (a == b) return true;
  const std::uint64_t sign = key_of("$");
  if (a != sign && b != sign) return false;
  static const auto dollars = [] {
    std::array<std::uint64_t, 8> keys = {};
    constexpr std::array<std::string_view, 8> kCodes = {"USD", "CAD", "AUD", "NZD", "MXN", "ARS", "CLP", "COP"};
    std::ranges::transform(kCodes, keys.begin(), key_of);
    return keys;
  }();
  return std::ranges::find(dollars, a == sign ? b : a) != dollars.end();
}

bool same_dimension(std::uint64_t a, std::uint64_t b) {
  const auto one = measures().find(a), other = measures().find(b);
  return one != measures().end() && other != measures().end() && one->second.dimension == other->second.dimension;
}

double parts_in(std::uint64_t unit, std::uint64_t smaller) {
  const auto one = measures().find(unit), other = measures().find(smaller);
  if (!same_dimension(unit, smaller) || one->second.dimension == key_of("time") ||
      one->second.dimension == key_of("temperature") || other->second.size <= 0)
    return 0;
  return one->second.size / other->second.size;
}

bool is_close(double a, double b) {
  constexpr double kClose = 0.02;
  return near(a, b, kClose);
}

double rounding_of(double value) {
  constexpr double kHalf = 0.5, kMost = 0.1;
  return value >= 1 && value == std::floor(value) ? std::min(kHalf / value, kMost) : 0;
}

bool is_converted(const Quantity& a, const Quantity& b, double rounding) {
  if (a.unit == 0 || b.unit == 0 || a.unit == b.unit) return false;
  const auto from = measures().find(a.unit), to = measures().find(b.unit);
  if (from == measures().end() || to == measures().end() || from->second.dimension != to->second.dimension)
    return false;
  if (from->second.dimension == key_of("temperature")) {
    const bool celsius = a.unit == key_of("temperature-celsius");
    const double c = celsius ? a.value : b.value, f = celsius ? b.value : a.value;
    constexpr double kDegrees = 3;
    return std::abs(c * 9 / 5 + 32 - f) <= kDegrees || std::abs(-c * 9 / 5 + 32 + f) <= kDegrees;
  }
  return near(a.value * from->second.size, b.value * to->second.size, rounding);
}

}  // namespace dragoman::check
