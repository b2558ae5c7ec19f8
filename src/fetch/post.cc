// POST to an address that somebody else has named: the same rules as for fetching, and no redirects, since what is sent is meant for
// that address alone.
#include <algorithm>

#include "fetch/fetch_page.h"
#include "fetch/http_client.h"

namespace dragoman::fetch {
namespace {

HttpAdvice advice() {
  HttpAdvice out;
  out.missing_library = "; install the package libcurl4";
  out.offline = "; check the connection and the address (behind a proxy, name it)";
  out.broken = "; try again later";
  return out;
}

}  // namespace

Result<unsigned> post_by_rule(std::string_view url, std::string_view body, const std::vector<std::string>& headers,
                              const FetchOptions& options, const AddressRule& rule) {
  const Result<WebAddress> address = read_web_address(url);
  if (!address) return address.error();
  if (!options.allow_private) {
    if (Status fine = check_address(*address, rule, "post to"); !fine) return fine.error();
  }
  HttpRequest request;
  request.address = address->url;
  request.post = std::string(body);
  request.headers = headers;
  request.headers.emplace_back("Expect:");  // or a long body waits a second for a "100 Continue" that few send
  request.stop = options.stop;
  request.connect_seconds = std::max<long>(1, static_cast<long>(options.idle.count()));
  request.stall_seconds = request.connect_seconds;
  request.redirects = 0;
  request.timeout = options.timeout;
  request.proxy = options.proxy;
  if (!options.allow_private && options.proxy.empty()) request.may_connect = rule.address;
  request.advice = advice();
  HttpReply reply;
  if (const std::optional<HttpFailure> failure = http_get(request, reply)) {
    if (!failure->refused) return failure->error;
    return Error{ErrorCode::kBadArgument, 0,
                 "cannot post to " + address->url + ": " + address->host + " stands for " + *failure->refused +
                     ", which is no public address"};
  }
  return static_cast<unsigned>(reply.status);
}

}  // namespace dragoman::fetch

namespace dragoman {

Result<unsigned> post_to(std::string_view url, std::string_view body, const std::vector<std::string>& headers,
                         const FetchOptions& options) {
  return fetch::post_by_rule(url, body, headers, options, fetch::AddressRule());
}

}  // namespace dragoman
