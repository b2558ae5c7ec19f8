// A file of web/ as a browser gets it: compressed where it can take that, and not again if it has it already.
// Threads: any.
#pragma once
#include <string_view>
#include "http/message.h"

namespace dragoman::server {

/// `name`: "reader/reader.js". 404 for what is not there, or is no file for browsers. Other headers are the caller's.
http::Response served_file(const http::Request& request, std::string_view name);

}  // namespace dragoman::server
