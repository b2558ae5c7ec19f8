// Which models lead from one language to another.
//
// Threads: pure function; the same models give the same route whatever order they are listed in.
#pragma once
#include <vector>
#include "dragoman/store.h"

namespace dragoman::store {

/// One model if there is one, else two through English, else two through any language. Among several: the closer
/// languages (script, region), then base over base-memory over tiny, then the name. Errors: kNoRoute (with what to
/// install), kBadArgument (the same language twice).
Result<Route> find_route(const std::vector<InstalledModel>& models, const Language& from, const Language& to);

}  // namespace dragoman::store
