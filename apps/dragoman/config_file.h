// Settings of a verb from a file: "name = value", the names being those of its options. What the command line or the
// environment says counts more.
#pragma once
#include <string>

#include "dragoman/result.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace dragoman::cli {

/// Call when the command line has been parsed. Errors: kIo (cannot be read), kBadArgument (a name or value that the verb does
/// not know; names file and remedy).
Status read_config(CLI::App& verb, const std::string& file);

}  // namespace dragoman::cli
