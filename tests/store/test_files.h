// Files for the store's tests: temporary folders, made-up model files, packed forms, sums.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace dragoman::store_test {

/// A folder of its own, removed with everything in it.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// Sets an environment variable (nullptr: unsets it) until destroyed.
class WithEnvironment {
 public:
  WithEnvironment(const char* name, const char* value);
  ~WithEnvironment();

 private:
  std::string name_, old_;
  bool had_ = false;
};

void write(const std::filesystem::path& path, std::string_view bytes);
std::string read(const std::filesystem::path& path);

/// Bytes that no packer shrinks, the same for the same seed.
std::string noise(std::size_t size, unsigned seed);
std::string gzipped(std::string_view bytes);
std::string zstandard(std::string_view bytes);
std::string sha256(std::string_view bytes);

/// A model folder in Firefox layout with made-up contents.
void write_firefox_model(const std::filesystem::path& folder, const std::string& pair);

}  // namespace dragoman::store_test
