// The lines of a keys' file. Outside bytes: whoever edits it may write what he likes.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/server.h"

namespace dragoman::server {

/// All keys of a file's text; `file` is for messages. Error: kBadArgument, naming the line that is none.
Result<std::vector<ApiKeys::Entry>> read_key_lines(std::string_view text, std::string_view file);
/// A key as its line, with the line's end.
std::string key_line(const ApiKeys::Entry& entry);

}  // namespace dragoman::server
