// Fetching: the page behind an address on the web, as bytes for Page::read(); and sending, to an address that somebody named.
//
//   Result<FetchedPage> got = fetch_page("https://news.example/story.html");
//   if (!got) return report(got.error());
//   Result<Page> page = Page::read(got->bytes, {.name = got->url, .media_type = got->media_type});
//
// Whoever can choose an address could make this machine ask what only this machine can reach: a router, a database, the
// credentials that a cloud keeps at 169.254.169.254. So only http and https are spoken, only to the ports of the web (80
// and 443), and only to public addresses; that is checked on the very address that is connected to, for every hop of a
// redirect, so a name that changes its mind between check and connection gains nothing. Never goes from https to http.
//
// Threads: any. Memory: the page and a little more.
#pragma once
#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/result.h"

namespace dragoman {

struct FetchOptions {
  std::size_t max_bytes = std::size_t{64} << 20;  ///< of the page when unpacked; more is refused with kTooLong
  std::chrono::milliseconds timeout{60'000};      ///< for everything, redirects included; at least 1 ms
  std::chrono::seconds idle{20};                  ///< give up when next to nothing arrives for that long; at least 1 s
  unsigned redirects = 5;                         ///< hops that are followed
  /// Also private, loopback and other special addresses, and every port. For a house's own servers.
  bool allow_private = false;
  /// "http://proxy.example:3128": ask this proxy for everything. The proxy then finds the address of a host name, so
  /// what it may reach is its business; only addresses written as numbers, and localhost, are still refused here.
  /// "": connect directly; proxies that the environment names are not used, they would undo the check.
  std::string proxy = {};
  std::stop_token stop = {};  ///< cancels: the call returns kCancelled within about a second
};

struct FetchedPage {
  std::string bytes;       ///< as the server has them: unpacked, not decoded
  std::string url;         ///< where they came from in the end, without fragment
  std::string media_type;  ///< Content-Type as sent, with charset: for PageReadOptions::media_type; may be empty
};

/// An address that fetch_page() would try ("http://..." or "https://..." in any case), not a file name.
DRAGOMAN_API bool is_web_address(std::string_view text);

/// Gets the page at `url`; host names may be international, blanks and letters outside ASCII may stand unescaped. Blocks
/// until done.
/// Errors: kBadArgument (no web address, a password in it, a port or address that is not allowed), kNotFound (404, 410),
/// kNetwork (all else that the network or server does, a redirect to where we do not go included), kTooLong,
/// kDeadline (timeout), kCancelled.
DRAGOMAN_API Result<FetchedPage> fetch_page(std::string_view url, const FetchOptions& options = {});

/// Sends `body` to `url` by POST, under the same rules; `headers`: "Name: value". Follows no redirect and does not keep the answer's
/// text. Gives the answer's status, whichever it is. options.max_bytes and redirects do not count. Errors: as fetch_page().
DRAGOMAN_API Result<unsigned> post_to(std::string_view url, std::string_view body,
                                      const std::vector<std::string>& headers, const FetchOptions& options = {});

}  // namespace dragoman
