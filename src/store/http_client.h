// One HTTP GET, streamed, with everything a careful client bounds: protocols, redirects, time, size.
//
// Behind it is libcurl, opened on first use. Proxies come from the usual environment (https_proxy, http_proxy,
// no_proxy, all_proxy), certificates from the system.
// Threads: http_get may be called from any thread; the callbacks run on the caller's.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include "dragoman/result.h"

namespace dragoman::store {

struct HttpReply {
  long status = 0;                     ///< 200, 206 or 416
  std::string etag;                    ///< as sent, with quotes; empty if none
  std::string modified;                ///< Last-Modified, as sent; empty if none
  std::uint64_t range_begin = 0;       ///< 206: where the body begins
  std::optional<std::uint64_t> total;  ///< bytes of the whole file, where the server says
};

struct HttpRequest {
  std::string address;                            ///< http or https
  std::uint64_t begin = 0;                        ///< > 0 asks for the rest of the file from there
  std::string if_range;                           ///< ETag or date that the rest must belong to; "" = not asked
  std::uint64_t max_bytes = 0;                    ///< the body may not be larger
  std::function<Status(const HttpReply&)> start;  ///< once, before the body of a 200 or 206
  std::function<Status(std::string_view)> body;   ///< parts of the body, in order
  std::stop_token stop;
  long connect_seconds = 20;  ///< give up connecting after that
  long stall_seconds = 30;    ///< give up when next to nothing arrives for that long
  long redirects = 5;
};

struct HttpFailure {
  Error error;         ///< kNetwork, kNotFound (404, 410), kTooLong, kCancelled, or what a callback returned
  bool again = false;  ///< the same request may succeed in a moment: a broken connection, a busy server
};

/// Nothing = success, with `reply` filled in. A 416 counts as success without a body: the asked part does not exist.
std::optional<HttpFailure> http_get(const HttpRequest& request, HttpReply& reply);

}  // namespace dragoman::store
