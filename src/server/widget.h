// The widget: one script that a publisher puts on pages of his own, and what it asks about languages. web/widget holds the script; texts and
// speech come from /v1/page and /v1/speech.
// Threads: handlers from any.
#pragma once
#include <vector>
#include "json/write.h"
#include "server/offer.h"
#include "server/router.h"

namespace dragoman::server {

/// Languages as readers choose them: code, own name, direction, targets, and the label of a page that was translated into it.
std::vector<json::JsonText> languages_json(const Offer& offer);

std::vector<Route> widget_routes();

}  // namespace dragoman::server
