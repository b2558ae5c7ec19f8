// Reports: what readers say is wrong with a translation, kept for whoever corrects it, and what has become of it: a line of JSON each,
// in a file that only grows. A line is a report, with an id of its own, or says of an earlier one that it is done or open again.
// Threads: any.
#pragma once
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::server {

/// What a reader has said, and what was done about it.
struct Report {
  std::string id;                                         ///< hex digits
  std::vector<std::pair<std::string, std::string>> said;  ///< members of its line in their order, but for the id
  bool done = false;
  std::string who = {}, when = {};  ///< who has said so last, and when (ISO 8601); "": nobody
  /// What the reader said under that name; "" if nothing.
  std::string_view text(std::string_view name) const;
};

class Reports {
 public:
  /// `file`: "" keeps none. It is made when it is needed.
  explicit Reports(std::filesystem::path file, std::size_t max_bytes = std::size_t{16} << 20)
      : file_(std::move(file)), max_bytes_(max_bytes) {}
  bool kept() const { return !file_.empty(); }
  /// Appends a line, which is on the disk when this returns. `line`: JSON without a line's end. Errors: kIo, kTooLong (the file is full).
  Status add(std::string_view line);
  /// All of them, the newest first. Lines that are broken are left out. Error: kIo.
  Result<std::vector<Report>> list() const;
  /// Says what has become of one. Errors: kNotFound, kIo, kTooLong.
  Status mark(std::string_view id, bool done, std::string_view who, std::string_view when);

 private:
  Status append(std::string_view line, std::size_t max_bytes);
  const std::filesystem::path file_;
  const std::size_t max_bytes_;
  std::mutex mutex_;
};

}  // namespace dragoman::server
