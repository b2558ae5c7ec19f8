// Caching (RFC 9110, 9111): what lets readers' browsers and a proxy keep an answer, and ask whether it is still true.
// Threads: pure functions.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include "http/message.h"

namespace dragoman::server {

/// "\"0123...\"" of bytes, or of a sum of them; "" where there is no libcrypto.
std::string etag_of(std::string_view bytes);
/// "Mon, 30 Nov 2026 12:00:00 GMT" of seconds since 1970.
std::string http_date(std::int64_t seconds);
/// Whether the value of If-None-Match or If-Match names the tag; "*" names all, and "W/" makes no difference.
bool names_tag(std::string_view header, std::string_view etag);

struct Freshness {
  std::string etag;                                ///< "": none
  std::int64_t modified = 0;                       ///< 0: not told
  std::string_view control = "private, no-cache";  ///< Cache-Control
};
/// `response` with the headers that tell this; 304 without a body if the request has it already.
http::Response with_freshness(const http::Request& request, http::Response response, const Freshness& freshness);

}  // namespace dragoman::server
