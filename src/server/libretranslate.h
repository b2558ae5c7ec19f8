// The routes of LibreTranslate, as its clients use them: which errors have which words, which fields an answer has. Written from the
// behaviour of LibreTranslate 1.9.6 and its clients; docs/formats/http-api.md.
// Threads: handlers from any.
#pragma once
#include <vector>
#include "server/router.h"

namespace dragoman::server::libretranslate {

std::vector<Route> routes();

// Of libretranslate_languages.cc and libretranslate_files.cc:
http::Response languages(Service& service, Call& call);
http::Response translate_file(Service& service, Call& call);
http::Response download_file(Service& service, Call& call);

// What both files need:
/// {"error": what}
http::Response refused(unsigned status, std::string_view what);
/// Asks for a key, where keys are on, and counts `cost` against the client's rate: nothing if all is well.
std::optional<http::Response> not_admitted(Service& service, Call& call, std::string_view key, std::size_t cost);
/// Charges characters to the request's key; an answer if it has no more of them this month: 403, which clients know as that.
std::optional<http::Response> not_charged(Service& service, Call& call, std::uint64_t characters);
/// An error of the library as LibreTranslate would tell it.
http::Response failed(const Error& error);

/// Source and target of a request, checked in LibreTranslate's order.
struct Pair {
  std::optional<Language> source;  ///< nothing: to be detected
  Language target;
};
/// `source`, `target`: as sent, not empty.
std::optional<http::Response> find_pair(const Offer& offer, std::string_view source, std::string_view target,
                                        Pair& pair);
/// "Portuguese (pt) is not available as a target language from English (en)"
http::Response pair_not_offered(const Language& source, const Language& target);

}  // namespace dragoman::server::libretranslate
