#include "file_plan.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

#include "dragoman/fetch.h"
#include "input_stream.h"

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

// The file name in an address: its last part, without what is asked ("?...").
std::string name_in_address(const std::string& url) {
  const std::string path = url.substr(0, url.find_first_of("?#"));
  const std::size_t host = path.find("//") + 2;
  const std::string name = path.find('/', host) == std::string::npos ? "" : path.substr(path.rfind('/') + 1);
  return name.empty() || name == "." || name == ".." ? "index.html" : name;
}

Result<std::vector<PlannedFile>> into_folder(const std::vector<std::string>& inputs, const FileRequest& request) {
  if (Status made = make_folder(request.output); !made) return made.error();
  std::vector<PlannedFile> planned;
  std::set<std::string> taken;
  for (const std::string& input : inputs) {
    if (input == "-") {
      return Error{ErrorCode::kBadArgument, 0,
                   "standard input has no name for a file in " + request.output + "; give a file name with -o"};
    }
    const bool remote = request.web && is_web_address(input);
    const std::string name =
        (remote ? name_in_address(input) : std::filesystem::path(input).filename().string()) + request.suffix;
    const std::string output = (std::filesystem::path(request.output) / name).string();
    if (!taken.insert(output).second) {
      return Error{ErrorCode::kBadArgument, 0,
                   "two inputs would both be written to " + output + "; translate them one by one"};
    }
    planned.push_back({input, output, {}});
  }
  return planned;
}

bool is_place(const std::string& output) { return !output.empty() && output != "-"; }

// The same place, be a file there or not yet.
bool same_place(const std::string& a, const std::string& b) {
  std::error_code error;
  return same_file(a, b) || std::filesystem::weakly_canonical(a, error) == std::filesystem::weakly_canonical(b, error);
}

Status check_overwriting(const std::vector<PlannedFile>& planned, const std::vector<std::string>& beside) {
  const auto lost = [](const std::string& output) {
    return Error{ErrorCode::kBadArgument, 0,
                 output + " is an input, its text would be lost; choose another place with -o"};
  };
  for (const PlannedFile& one : planned) {
    for (const PlannedFile& other : planned) {
      if (is_place(one.output) && same_file(one.output, other.input)) return lost(one.output);
    }
    for (const std::string& more : beside) {
      if (!is_place(more)) continue;
      if (same_file(more, one.input)) return lost(more);
      if (is_place(one.output) && same_place(more, one.output)) {
        return Error{ErrorCode::kBadArgument, 0, more + " is given for two things; choose another place"};
      }
    }
  }
  for (std::size_t i = 1; i < beside.size(); ++i) {
    if (is_place(beside[i]) && is_place(beside[i - 1]) && same_place(beside[i], beside[i - 1])) {
      return Error{ErrorCode::kBadArgument, 0, beside[i] + " is given for two things; choose another place"};
    }
  }
  return {};
}

/// "ftp://host/story": an address of a kind that is not fetched, and no file.
Status check_scheme(const std::string& input) {
  const std::size_t end = input.find("://");
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-";
  std::error_code error;
  if (end == std::string::npos || end == 0 || input.find_first_not_of(kLetters) != end) return {};
  if (std::filesystem::exists(input, error)) return {};
  return Error{ErrorCode::kBadArgument, 0,
               "cannot fetch " + input + ": only http and https are fetched; download it and give the file"};
}

Status readable_input(const std::string& input, bool web) {
  if (web && is_web_address(input)) return {};
  if (Status file = web ? check_scheme(input) : Status(); !file) return file;
  return check_readable(input);
}

}  // namespace

Result<std::vector<PlannedFile>> plan_files(const FileRequest& request) {
  std::vector<std::string> inputs = request.inputs;
  if (inputs.empty()) inputs.emplace_back("-");
  std::vector<Status> readable;
  for (const std::string& input : inputs) {
    readable.push_back(readable_input(input, request.web));
    const bool alone = !request.web || inputs.size() == 1;
    if (alone && !readable.back()) return readable.back().error();
  }
  std::vector<PlannedFile> planned;
  if (!request.output.empty() && is_folder(request.output)) {
    Result<std::vector<PlannedFile>> in_folder = into_folder(inputs, request);
    if (!in_folder) return in_folder.error();
    planned = std::move(*in_folder);
  } else {
    for (const std::string& input : inputs) planned.push_back({input, request.output, {}});
  }
  for (std::size_t i = 0; i < planned.size(); ++i) planned[i].readable = std::move(readable[i]);
  if (Status fine = check_overwriting(planned, request.beside); !fine) return fine.error();
  return planned;
}

}  // namespace dragoman::cli
