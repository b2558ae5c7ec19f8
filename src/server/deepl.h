// The routes of DeepL's API, versions 2 and 3, as its clients use them. Written from DeepL's public documentation and the behaviour of its
// client libraries; docs/formats/http-api.md.
// Threads: handlers from any.
#pragma once
#include <vector>
#include "server/router.h"

namespace dragoman::server::deepl {

/// Texts, languages, usage.
std::vector<Route> routes();
std::vector<Route> glossary_routes();
std::vector<Route> document_routes();

}  // namespace dragoman::server::deepl
