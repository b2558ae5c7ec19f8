// Data files of src/html/data, compiled into the program: no file to find at run time.
#pragma once
#include <string_view>

namespace dragoman::html {

/// The contents of src/html/data/`name`, for example "entities.txt"; empty when there is no such file.
std::string_view embedded_file(std::string_view name);

}  // namespace dragoman::html
