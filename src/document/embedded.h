// Data files of src/document/data, compiled into the program: no file to find at run time.
#pragma once
#include <string_view>

namespace dragoman::document {

/// The contents of src/document/data/`name`, for example "news/en.txt"; empty when there is no such file.
std::string_view embedded_file(std::string_view name);

}  // namespace dragoman::document
