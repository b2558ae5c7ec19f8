// Where each input of `dragoman translate` goes, and what is refused before any work begins.
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

#include "translate_job.h"

namespace dragoman::cli {
namespace {

bool same_file(const std::string& a, const std::string& b) {
  struct stat first {
  }, second{};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino && S_ISREG(first.st_mode);
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return path.ends_with('/') || std::filesystem::is_directory(path, ignored);
}

Status make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error) return {};
  return Error{ErrorCode::kIo, 0,
               "cannot make the folder " + path + ": " + error.message() + "; choose another with -o"};
}

Result<std::vector<PlannedFile>> into_folder(const std::vector<std::string>& inputs, const TranslateCommand& command) {
  if (Status made = make_folder(command.output); !made) return made.error();
  std::vector<PlannedFile> planned;
  std::set<std::string> taken;
  for (const std::string& input : inputs) {
    if (input == "-") {
      return Error{ErrorCode::kBadArgument, 0,
                   "standard input has no name for a file in " + command.output + "; give a file name with -o"};
    }
    const std::string name = std::filesystem::path(input).filename().string() + (command.json ? ".json" : "");
    const std::string output = (std::filesystem::path(command.output) / name).string();
    if (!taken.insert(output).second) {
      return Error{ErrorCode::kBadArgument, 0,
                   "two inputs would both be written to " + output + "; translate them one by one"};
    }
    planned.push_back({input, output});
  }
  return planned;
}

}  // namespace

Result<std::vector<PlannedFile>> plan_files(const TranslateCommand& command) {
  std::vector<std::string> inputs = command.files;
  if (inputs.empty()) inputs.emplace_back("-");
  for (const std::string& input : inputs) {
    if (Status readable = check_readable(input); !readable) return readable.error();
  }
  std::vector<PlannedFile> planned;
  if (!command.output.empty() && is_folder(command.output)) {
    Result<std::vector<PlannedFile>> in_folder = into_folder(inputs, command);
    if (!in_folder) return in_folder.error();
    planned = std::move(*in_folder);
  } else {
    for (const std::string& input : inputs) planned.push_back({input, command.output});
  }
  for (const PlannedFile& file : planned) {
    for (const std::string& input : inputs) {
      if (file.output.empty() || !same_file(file.output, input)) continue;
      return Error{ErrorCode::kBadArgument, 0,
                   file.output + " is an input, its text would be lost; choose another place with -o"};
    }
  }
  return planned;
}

}  // namespace dragoman::cli
