// Where the tests of this room find their data: golden files always, real models and shared text where there are any.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace dragoman::text {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::filesystem::path golden(const std::string& name) {
  return std::filesystem::path(DRAGOMAN_SOURCE_DIR) / "tests/golden" / name;
}

inline std::filesystem::path folder(const char* variable, const char* fallback) {
  const char* value = std::getenv(variable);
  return value != nullptr ? std::filesystem::path(value) : std::filesystem::path(DRAGOMAN_SOURCE_DIR) / fallback;
}

/// Every *.spm of the installed models; empty when there are none.
inline std::vector<std::filesystem::path> real_vocabularies() {
  std::vector<std::filesystem::path> found;
  std::error_code none;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder("DRAGOMAN_TEST_MODELS", "models"), none)) {
    if (entry.path().extension() == ".spm") found.push_back(entry.path());
  }
  return found;
}

inline std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::vector<std::string> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Lines of the shared evaluation data; empty when it is not there.
inline std::vector<std::string> shared_lines() {
  std::vector<std::string> lines;
  std::error_code none;
  const std::filesystem::path shared = folder("DRAGOMAN_SHARED", "../shared");
  for (const char* part : {"eval", "fidelity"}) {
    for (const auto& entry : std::filesystem::directory_iterator(shared / part, none)) {
      if (part == std::string("fidelity") && entry.path().extension() != ".tsv") continue;
      for (std::string& line : lines_of(entry.path())) lines.push_back(std::move(line));
    }
  }
  return lines;
}

}  // namespace dragoman::text
