// Data files of src/fidelity/data, compiled into the program.
#pragma once
#include <string_view>

namespace dragoman::fidelity {

/// The contents of src/fidelity/data/`name`; empty when there is no such file.
std::string_view embedded_file(std::string_view name);

}  // namespace dragoman::fidelity
