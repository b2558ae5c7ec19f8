// PageRequest: a page that somebody sent, or whose address was sent, read and ready to be translated, with all that the query says
// about it. What the routes for whole pages have in common.
// Threads: plain values; read_page_request() from any thread.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include "dragoman/page.h"
#include "server/router.h"

namespace dragoman::server {

/// What was sent, before anything is made of it.
struct PageWish {
  std::string bytes = {};       ///< of the page; or
  std::string address = {};     ///< where it is on the web
  std::string name = {};        ///< file name: a hint for the format
  std::string media_type = {};  ///< likewise
  std::string format = {};      ///< by name; "": recognised
  std::string from = {};        ///< "": the page's own language
  std::string to = {};
  std::string publication = {};  ///< whose terms and sentences hold besides the server's; "": the server's alone
};

/// A page on its way: what was asked, and what the translator needs for it.
struct PageWork {
  std::optional<Page> page;
  PageOptions options;
  std::shared_ptr<const Engine> engine;
  std::uint64_t characters = 0;  ///< of the text that will be translated: tags, scripts and the like cost nothing
  std::string address;           ///< where the page came from, or ""
};

/// Reads the page and chooses its engine into `work`, whose options are kept; an answer if that cannot be.
std::optional<http::Response> read_page_request(Service& service, const Call& call, const PageWish& wish,
                                                PageWork& work);

}  // namespace dragoman::server
