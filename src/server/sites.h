// Sites: whose web pages may use a site key. A browser says in the header Origin from which page a request comes, and no page can make it
// say otherwise; programs can, so a site key is no secret, and its limits are what protects the server.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::server {

/// "https://news.example" of "HTTPS://News.Example:443/", "https://*.news.example" likewise. Errors: kBadArgument (no origin, one with a
/// path, a star for a whole top-level domain).
Result<std::string> read_site(std::string_view given);
/// Whether an Origin header, as sent, names one of these sites. A star stands for one name or several, not for none.
bool is_site_of(const std::vector<std::string>& sites, std::string_view origin);

}  // namespace dragoman::server
