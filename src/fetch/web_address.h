// WebAddress: the address of a page, taken apart by the same reader that will make the connection, so that what is
// checked is what is asked for ("http://0x7f.1" is 127.0.0.1 to both).
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include "dragoman/result.h"

namespace dragoman::fetch {

struct WebAddress {
  std::string url;      ///< ASCII: host in the network's spelling, the rest escaped; no fragment
  std::string host;     ///< "news.example", "127.0.0.1", "[::1]"
  unsigned port = 0;    ///< stated, or the protocol's own
  bool secure = false;  ///< https
};

/// Reads an address. Errors: kBadArgument (another protocol, a user name or password, no host, malformed), kNetwork
/// (no libcurl to read it with).
Result<WebAddress> read_web_address(std::string_view text);

}  // namespace dragoman::fetch
