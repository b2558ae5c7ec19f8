// Terms and sentences of the memory as the own API tells them; docs/formats/http-api.md.
// Threads: pure functions.
#pragma once
#include "dragoman/memory.h"
#include "json/write.h"

namespace dragoman::server {

/// A term; `target` is null if it is not to be translated.
json::JsonObject term_json(const Term& term);
json::JsonObject pair_json(const StoredPair& pair);

}  // namespace dragoman::server
