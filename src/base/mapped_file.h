// MappedFile: a whole file mapped read-only; the mapping is the only owner of its pages.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string_view>
#include "dragoman/result.h"

namespace dragoman::base {

class MappedFile {
 public:
  /// Errors: kNotFound, kIo (not a regular file, no permission), kTooLong (over max_bytes).
  static Result<MappedFile> open(const std::filesystem::path& path, std::size_t max_bytes);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  /// Empty for an empty file. Valid while this object lives.
  std::string_view bytes() const { return {data_, size_}; }
  /// Lets the system drop the pages of [begin, begin+size) from memory; they are read again when touched.
  void release_pages(std::size_t begin, std::size_t size) const;

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace dragoman::base
