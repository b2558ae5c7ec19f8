// Dragoman's own routes, below /v1: whole pages with all that a reader or a newsroom system asks of them, as one answer or block by
// block. docs/formats/http-api.md.
// Threads: handlers from any.
#pragma once
#include <vector>
#include "server/router.h"

namespace dragoman::server {

std::vector<Route> own_routes();

}  // namespace dragoman::server
