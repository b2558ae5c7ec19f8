// The routes of what is sent to clients' callbacks: what waits, what has arrived, and what was given up. docs/formats/http-api.md.
// Threads: handlers from any.
#pragma once
#include <optional>
#include <string>
#include <vector>
#include "dragoman/articles.h"
#include "server/router.h"

namespace dragoman::server {

std::vector<Route> delivery_routes();

/// Promises the translations of an article to an address: 202, or what is wrong with it.
http::Response promise_delivery(Service& service, const Article& article, const std::vector<std::string>& targets,
                                const std::string& callback);
/// Whether an address may be called; what is wrong, if not.
std::optional<http::Response> refuse_callback(const Service& service, const std::string& callback);

}  // namespace dragoman::server
