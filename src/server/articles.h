// The routes of articles, below /v1/articles and /v1/gates: pages that are kept, seen by readers when they may be, corrected and
// approved by people. docs/formats/http-api.md.
// Threads: handlers from any.
#pragma once
#include <string>
#include <string_view>
#include "server/access.h"

namespace dragoman::server {

std::vector<Route> article_routes();

/// "/v1/articles/ID/WHAT/NUMBER" in its parts.
struct ArticlePath {
  std::string id, what, number;
};
ArticlePath article_path(std::string_view path);

/// Who did it, for the history: the key's name, and the person that the sender names besides.
std::string who_is(const own::Caller& caller, std::string_view named);
/// An error of the store: a quota that is used up is 507, somebody else's change 409.
http::Response store_failed(const Error& error);
/// Why readers see nothing, in words that do not tell what is being prepared.
http::Response article_not_shown(Shown why);
/// The article as it is now, for those who may see all of it.
http::Response article_now(Service& service, std::string_view id, unsigned status);

/// Of article_changes.cc: what the newest source says differently.
http::Response article_changes(Service& service, Call& call, const ArticlePath& path);

// Of article_people.cc: what people do to one.
http::Response change_state(Service& service, Call& call, const ArticlePath& path);
http::Response translate_again(Service& service, Call& call, const ArticlePath& path);
http::Response corrections(Service& service, Call& call, const ArticlePath& path);
http::Response remove_article(Service& service, Call& call, const ArticlePath& path);
http::Response gates(Service& service, Call& call);

}  // namespace dragoman::server
