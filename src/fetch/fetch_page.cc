// Redirects are followed here and not by libcurl, so that each hop passes the same checks as the first address. The
// address that a name stands for is judged where the connection is made, see HttpRequest::may_connect.
#include "fetch/fetch_page.h"

#include <algorithm>

#include "fetch/http_client.h"
#include "fetch/web_address.h"

namespace dragoman::fetch {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kAllow = "; if this is meant, allow private addresses (--allow-private)";

// "localhost" is for a proxy to resolve, or for the system: never somebody else.
bool is_local_name(std::string host) {
  while (!host.empty() && host.back() == '.') host.pop_back();
  return host == "localhost" || host.ends_with(".localhost");
}

Error too_late(const std::string& url) {
  return {ErrorCode::kDeadline, 0, "cannot fetch " + url + ": the time is over; allow more with --timeout"};
}

Status check_options(const FetchOptions& options) {
  if (options.timeout >= std::chrono::milliseconds(1) && options.idle >= std::chrono::seconds(1) &&
      options.timeout <= std::chrono::hours(24) && options.idle <= std::chrono::hours(24)) {
    return {};
  }
  return Error{ErrorCode::kBadArgument, 0, "a fetch may take from 1 ms to 24 hours, and idle for 1 s to 24 hours"};
}

class PageFetch {
 public:
  PageFetch(const FetchOptions& options, const AddressRule& rule)
      : options_(options), rule_(rule), deadline_(Clock::now() + options.timeout) {}

  Result<FetchedPage> run(std::string_view url) {
    Result<WebAddress> address = read_web_address(url);
    for (unsigned hop = 0;; ++hop) {
      if (!address) return hop == 0 ? address.error() : redirected(address.error());
      if (!options_.allow_private) {
        if (Status fine = check_address(*address, rule_, "fetch"); !fine)
          return hop == 0 ? fine.error() : redirected(fine.error());
      }
      HttpReply reply;
      if (std::optional<HttpFailure> failure = get(*address, reply)) {
        if (!failure->refused) return failure->error;
        const Error refused{ErrorCode::kBadArgument, 0,
                            "cannot fetch " + address->url + ": " + address->host + " stands for " + *failure->refused +
                                ", which is no public address" + std::string(kAllow)};
        return hop == 0 ? refused : redirected(refused);
      }
      if (reply.redirect.empty()) return FetchedPage{std::move(bytes_), address->url, reply.media_type};
      if (hop == options_.redirects) return too_many(address->url);
      const bool secure = address->secure;
      const std::string from = address->url;
      address = read_web_address(reply.redirect);
      if (address && secure && !address->secure) {
        return Error{ErrorCode::kNetwork, 0,
                     from + " leads from https to " + address->url + "; if this is right, fetch that address"};
      }
    }
  }

 private:
  // The server's doing, not the caller's.
  static Error redirected(Error error) {
    if (error.code == ErrorCode::kBadArgument) error.code = ErrorCode::kNetwork;
    error.what = "a redirect leads elsewhere: " + error.what;
    return error;
  }

  Error too_many(const std::string& url) const {
    return {ErrorCode::kNetwork, 0,
            "cannot fetch " + url + ": over " + std::to_string(options_.redirects) +
                " redirects follow each other; check the address in a browser"};
  }

  std::optional<HttpFailure> get(const WebAddress& address, HttpReply& reply) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
    if (left < std::chrono::milliseconds(1)) return HttpFailure{too_late(address.url)};
    HttpRequest request;
    request.address = address.url;
    request.max_bytes = options_.max_bytes;
    request.stop = options_.stop;
    request.connect_seconds = std::max<long>(1, static_cast<long>(options_.idle.count()));
    request.stall_seconds = static_cast<long>(options_.idle.count());
    request.redirects = 0;
    request.timeout = left;
    request.unpack = true;
    request.headers = {"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"};
    request.proxy = options_.proxy;
    // A proxy is somebody's word: its own address may be private, and where it goes from there cannot be seen here.
    if (!options_.allow_private && options_.proxy.empty()) request.may_connect = rule_.address;
    request.advice = advice();
    request.start = [this](const HttpReply& begun) { return announced(begun); };
    request.body = [this](std::string_view bytes) {
      bytes_.append(bytes);
      return Status();
    };
    bytes_.clear();
    return http_get(request, reply);
  }

  // Too long by its own word: refused before the first byte.
  Status announced(const HttpReply& reply) const {
    if (!reply.total || *reply.total <= options_.max_bytes) return {};
    return Error{ErrorCode::kTooLong, 0,
                 "the page has " + std::to_string(*reply.total) + " bytes, " + std::to_string(options_.max_bytes) +
                     " are allowed for it; allow more with --max-bytes"};
  }

  static HttpAdvice advice() {
    HttpAdvice advice;
    advice.missing_library = "; install the package libcurl4, or save the page to a file";
    advice.offline = "; check the connection and the address (behind a proxy, name it with --proxy)";
    advice.broken = "; try again, or allow more time with --timeout";
    advice.address = "; check the address in a browser";
    advice.status = "; try again later, or save the page to a file from a browser";
    advice.gone = "; check the address in a browser";
    advice.too_long = "; allow more with --max-bytes";
    return advice;
  }

  const FetchOptions& options_;
  const AddressRule& rule_;
  Clock::time_point deadline_;
  std::string bytes_;
};

}  // namespace

Status check_address(const WebAddress& address, const AddressRule& rule, std::string_view doing) {
  const std::string cannot = "cannot " + std::string(doing) + " " + address.url + ": ";
  if (!rule.port(address.port))
    return Error{ErrorCode::kBadArgument, 0, cannot + "only ports 80 and 443 are asked" + std::string(kAllow)};
  sockaddr_storage number{};
  const bool is_number = read_address(address.host, number);
  if (is_number ? rule.address(reinterpret_cast<const sockaddr&>(number)) : !is_local_name(address.host)) return {};
  return Error{ErrorCode::kBadArgument, 0, cannot + address.host + " is no public address" + std::string(kAllow)};
}

Result<FetchedPage> fetch_by_rule(std::string_view url, const FetchOptions& options, const AddressRule& rule) {
  if (Status fine = check_options(options); !fine) return fine.error();
  return PageFetch(options, rule).run(url);
}

}  // namespace dragoman::fetch

namespace dragoman {

Result<FetchedPage> fetch_page(std::string_view url, const FetchOptions& options) {
  return fetch::fetch_by_rule(url, options, fetch::AddressRule());
}

}  // namespace dragoman
