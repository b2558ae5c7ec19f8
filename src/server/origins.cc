#include "server/origins.h"

#include <algorithm>

#include "base/ascii.h"
#include "fetch/web_address.h"

namespace dragoman::server {

Result<std::string> origin_of(std::string_view address) {
  const Result<fetch::WebAddress> read = fetch::read_web_address(address);
  if (!read) return read.error();
  const unsigned usual = read->secure ? 443 : 80;
  return std::string(read->secure ? "https://" : "http://") + base::lower_ascii(read->host) +
         (read->port == usual ? "" : ":" + std::to_string(read->port));
}

Status check_origin(std::string_view address, const std::vector<std::string>& allowed, std::string_view what,
                    std::string_view option) {
  const Result<std::string> origin = origin_of(address);
  if (!origin) return origin.error();
  const bool fits = std::ranges::any_of(allowed, [&](const std::string& one) {
    if (one == "*") return true;
    const Result<std::string> known = origin_of(one);
    return known && *known == *origin;
  });
  if (fits) return {};
  return Error{ErrorCode::kBadArgument, 0,
               std::string(what) + " from " + *origin + " are not allowed here; the operator can allow them with " +
                   std::string(option) + " " + *origin};
}

}  // namespace dragoman::server
