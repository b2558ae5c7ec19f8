// The reader: pages for people at "/", the files they are made of, and what readers report. web/reader holds what runs in the browser.
// Threads: handlers from any.
#pragma once
#include <vector>
#include "server/router.h"

namespace dragoman::server {

std::vector<Route> reader_routes();

}  // namespace dragoman::server
