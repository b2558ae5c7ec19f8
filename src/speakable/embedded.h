// Data files of src/speakable/data, compiled into the program: no file to find at run time.
#pragma once
#include <string_view>

namespace dragoman::speakable {

/// The contents of src/speakable/data/`name`, for example "pt.txt"; empty when there is no such file.
std::string_view embedded_file(std::string_view name);

}  // namespace dragoman::speakable
