// Time zones: "8:02 p.m. ET" without its zone is another hour for most readers, and models leave it out.
#pragma once
#include <string_view>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// A zone in capitals that stands behind hours and minutes in the source and nowhere in the translation is put behind the same hours
/// and minutes there, and their part of the day. Links stay right.
markup::AlignedText with_zones(std::string_view source, const markup::AlignedText& translation,
                               std::string_view target_language);

}  // namespace dragoman::fidelity
