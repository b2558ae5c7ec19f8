// JSON as the verbs write it: the words of room json under the program's own roof.
#pragma once
#include "json/write.h"

namespace dragoman::cli {

using json::json_array;
using json::json_name;
using json::json_quoted;
using json::JsonObject;
using json::JsonText;

}  // namespace dragoman::cli
