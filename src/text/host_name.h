// International host names: what a reader sees ("jornal.São-Paulo.example") as the network spells it ("xn--...").
// Threads: pure function.
#pragma once
#include <string>
#include <string_view>
#include "dragoman/result.h"

namespace dragoman::text {

/// A host name in ASCII by UTS #46 (IDNA 2008, nontransitional, letters digits and hyphens only, as browsers do).
/// Error: kBadArgument for a name that is none.
Result<std::string> ascii_host_name(std::string_view name);

}  // namespace dragoman::text
