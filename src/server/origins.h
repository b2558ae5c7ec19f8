// Origins: which addresses on the web the operator lets clients name, for feeds and for callbacks. Nothing is allowed
// unless he says so.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::server {

/// "https://news.example" of "HTTPS://News.Example:443/a?b". Error: kBadArgument (no web address).
Result<std::string> origin_of(std::string_view address);
/// Whether the origin of `address` is one of `allowed` ("https://news.example", "http://10.0.0.5:8080", or "*" for all). Errors:
/// kBadArgument, with `what` it was for and `option` that would allow it.
Status check_origin(std::string_view address, const std::vector<std::string>& allowed, std::string_view what,
                    std::string_view option);

}  // namespace dragoman::server
