// Data files of src/memory/data, compiled into the program: no file to find at run time.
#pragma once
#include <string_view>

namespace dragoman::memory {

/// The contents of src/memory/data/`name`, for example "endings/en.txt"; empty when there is no such file.
std::string_view embedded_file(std::string_view name);

}  // namespace dragoman::memory
