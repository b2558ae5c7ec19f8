// Data files of src/text/data, compiled into the program: no file to find at run time.
#pragma once
#include <string_view>

namespace dragoman::text {

/// The contents of src/text/data/`name`, for example "sentences/en.txt"; empty when there is no such file.
std::string_view embedded_file(std::string_view name);

}  // namespace dragoman::text
