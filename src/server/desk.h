// The editors' desk: its page at "/desk" and the files that it is made of. What it shows and does goes over /v1 with the editor's key; the
// page itself tells nothing of what is stored, so it is open. web/desk holds what runs in the browser.
// Threads: handlers from any.
#pragma once
#include <vector>
#include "server/router.h"

namespace dragoman::server {

std::vector<Route> desk_routes();

}  // namespace dragoman::server
