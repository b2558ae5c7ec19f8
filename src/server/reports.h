// Reports: what readers say is wrong with a translation, kept for whoever corrects it: a line of JSON each, in a file that only grows.
// Threads: any.
#pragma once
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <string_view>
#include "dragoman/result.h"

namespace dragoman::server {

class Reports {
 public:
  /// `file`: "" keeps none. It is made when it is needed.
  explicit Reports(std::filesystem::path file, std::size_t max_bytes = std::size_t{16} << 20)
      : file_(std::move(file)), max_bytes_(max_bytes) {}
  bool kept() const { return !file_.empty(); }
  /// Appends a line, which is on the disk when this returns. `line`: JSON without a line's end. Errors: kIo, kTooLong (the file is full).
  Status add(std::string_view line);

 private:
  const std::filesystem::path file_;
  const std::size_t max_bytes_;
  std::mutex mutex_;
};

}  // namespace dragoman::server
