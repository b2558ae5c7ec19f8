// One HTTP GET (or POST), streamed, with everything a careful client bounds: protocols, redirects, time, size, and if asked for
// the addresses it may connect to.
//
// Behind it is libcurl, opened on first use. Proxies come from the usual environment (https_proxy, http_proxy,
// no_proxy, all_proxy) unless the request says otherwise, certificates from the system.
// Threads: http_get may be called from any thread; the callbacks run on the caller's.
#pragma once
#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::fetch {

struct HttpReply {
  long status = 0;                     ///< 200, 206 or 416; a redirect that is not followed: 3xx
  std::string etag;                    ///< as sent, with quotes; empty if none
  std::string modified;                ///< Last-Modified, as sent; empty if none
  std::string media_type;              ///< Content-Type, as sent; empty if none
  std::string redirect;                ///< of a redirect that is not followed: the whole address it leads to
  std::uint64_t range_begin = 0;       ///< 206: where the body begins
  std::optional<std::uint64_t> total;  ///< bytes of the whole file as sent, where the server says
};

/// What an error tells people to do, as the end of a sentence; whoever asks knows that, this room does not.
struct HttpAdvice {
  std::string_view missing_library = "; install the package libcurl4";
  std::string_view offline = "; check the connection";
  std::string_view broken = "; try again";
  std::string_view address = "; check the address";
  std::string_view status = "; try again later";
  std::string_view gone = "; check the address";
  std::string_view too_long = "; allow more";
  std::string_view cancelled = "";
};

struct HttpRequest {
  std::string address;                            ///< http or https
  std::uint64_t begin = 0;                        ///< > 0 asks for the rest of the file from there
  std::string if_range;                           ///< ETag or date that the rest must belong to; "" = not asked
  std::uint64_t max_bytes = 0;                    ///< the body may not be larger, unpacked
  std::function<Status(const HttpReply&)> start;  ///< once, before the body of a 200 or 206
  std::function<Status(std::string_view)> body;   ///< parts of the body, in order
  std::stop_token stop;
  long connect_seconds = 20;                              ///< give up connecting after that
  long stall_seconds = 30;                                ///< give up when next to nothing arrives for that long
  long redirects = 5;                                     ///< 0: a redirect counts as success, see HttpReply::redirect
  std::optional<std::chrono::milliseconds> timeout = {};  ///< for everything: kDeadline
  std::optional<std::string> post = {};   ///< sent by POST; every answer then counts as success, see HttpReply::status
  bool unpack = false;                    ///< ask for a compressed body, and unpack it
  std::vector<std::string> headers = {};  ///< "Name: value", added to the request
  std::optional<std::string> proxy = {};  ///< not given: as the environment says; "": none; else for everything
  /// Asked about each address just before it is connected to (a proxy's, if there is one).
  std::function<bool(const sockaddr&)> may_connect = {};
  HttpAdvice advice = {};
};

struct HttpFailure {
  Error error;         ///< kNetwork, kNotFound (404, 410), kTooLong, kDeadline, kCancelled, or what a callback returned
  bool again = false;  ///< the same request may succeed in a moment: a broken connection, a busy server
  std::optional<std::string> refused = {};  ///< may_connect() said no to this address, and no other was left
};

/// Nothing = success, with `reply` filled in. A 416 counts as success without a body: the asked part does not exist.
std::optional<HttpFailure> http_get(const HttpRequest& request, HttpReply& reply);

}  // namespace dragoman::fetch
