// Measures: whether two units or currencies are the same, may stand for each other, or are a fault.
#pragma once
#include <cstdint>

#include "check/quantities.h"

namespace dragoman::check {

/// The same unit or currency; "$" is every currency of that sign.
bool same_currency(std::uint64_t a, std::uint64_t b);
/// Kilometres and miles, not kilometres and kilograms.
bool same_dimension(std::uint64_t a, std::uint64_t b);
/// How many of the smaller unit make one of the other: 16 ounces a pound. 0: they measure different things, or time, of which a language
/// says the parts in its own way.
double parts_in(std::uint64_t unit, std::uint64_t smaller);
/// Within a fiftieth.
bool is_close(double a, double b);
/// By what part a whole number may be rounded: 6 miles are 5.5 to 6.5.
double rounding_of(double value);
/// Both measure the same thing, and the values agree within what rounding does: 5 miles, 8 km. "About 60 miles" is "cerca de 100 km".
bool is_converted(const Quantity& a, const Quantity& b, double rounding = 0.12);

}  // namespace dragoman::check
