// Data files of src/server/data, compiled into the program: no file to find at run time.
#pragma once
#include <string_view>

namespace dragoman::server {

/// The contents of src/server/data/`name`, for example "home.txt"; empty when there is no such file.
std::string_view embedded_file(std::string_view name);

}  // namespace dragoman::server
