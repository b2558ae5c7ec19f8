// Which input goes where, and what is refused before any work begins: inputs that cannot be read, an output that would
// overwrite an input, two that would overwrite each other.
#pragma once
#include <string>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::cli {

/// Several inputs may name the same output: they follow each other there.
struct PlannedFile {
  std::string input, output;
  Status readable = {};  ///< of one of several pages: told in its turn, and the others come out
};

struct FileRequest {
  std::vector<std::string> inputs;       ///< files, "-"; none = standard input
  std::string output;                    ///< "" or "-" = standard output; a folder = one file each
  std::string suffix = {};               ///< of the files in a folder
  bool web = false;                      ///< inputs may be addresses
  std::vector<std::string> beside = {};  ///< more files that will be written; "" and "-" do not count
};

/// Makes the folder of an output FOLDER/. Errors: kIo, kBadArgument. With `web`, one of several inputs that cannot be read is no error.
Result<std::vector<PlannedFile>> plan_files(const FileRequest& request);

}  // namespace dragoman::cli
