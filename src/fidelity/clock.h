// Clocks: how times of day are written, for those that repair them.
#pragma once
#include <cstddef>
#include <string_view>

#include "dragoman/range.h"

namespace dragoman::fidelity {

/// Whether "am", "p.m." or "PM" stands behind a time that ends at `end`.
bool has_half_day(std::string_view text, std::size_t end);

/// The end of "p.m.", "PM" that stands behind a time that ends at `end`; the caller knows that it is there.
std::size_t half_day_end(std::string_view text, std::size_t end);

/// Whether the full stop at `stop` divides hours from minutes: "6.40am", "7.45 p.m.", "02.00 EST", "20.45 local time". What stands
/// behind says that it is no fraction.
bool divides_clock(std::string_view text, std::size_t stop);

}  // namespace dragoman::fidelity
