// Whether a server runs with these settings.
// Threads: any.
#pragma once
#include <string>

#include "serve_command.h"

namespace dragoman::cli {

/// The address at which a server answers; "" if none does.
std::string running_server(const ServeCommand& command);

}  // namespace dragoman::cli
