// Texts read aloud over /v1: sound that streams while it is made, the times of its words, and the voices there are.
// docs/formats/http-api.md.
// Threads: handlers from any.
#pragma once
#include <memory>
#include <mutex>
#include <vector>
#include "dragoman/speech.h"
#include "server/router.h"

namespace dragoman::server {

std::vector<Route> speech_routes();

}  // namespace dragoman::server
