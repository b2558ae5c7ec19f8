// The route of feeds: a feed of the web in, the same feed in another language out. docs/formats/http-api.md.
// Threads: handlers from any.
#pragma once
#include <vector>
#include "server/router.h"

namespace dragoman::server {

std::vector<Route> feed_routes();

}  // namespace dragoman::server
