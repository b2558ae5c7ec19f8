// Data files of src/check/data, compiled into the program.
#pragma once
#include <string_view>

namespace dragoman::check {

/// The contents of src/check/data/`name`; empty when there is no such file.
std::string_view embedded_file(std::string_view name);

}  // namespace dragoman::check
