// What languages a browser's reader would like to read (RFC 9110, 12.5.4).
// Threads: any.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::server {

/// The tags of a header Accept-Language, as written, in its order: browsers send the best first, and the weights say the same. Without
/// "*" and those of weight 0; 16 at most.
std::vector<std::string> wished_languages(std::string_view accept_language);

}  // namespace dragoman::server
