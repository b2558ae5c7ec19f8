// What an editor's desk asks besides articles: a sentence checked while it is typed, the terms and sentences that a publication has
// settled, what readers report, a name changed throughout the archive. docs/formats/http-api.md.
// Threads: handlers from any.
#pragma once
#include <vector>
#include "server/router.h"

namespace dragoman::server {

std::vector<Route> check_routes();
std::vector<Route> memory_routes();
std::vector<Route> report_routes();
std::vector<Route> replacement_routes();

}  // namespace dragoman::server
