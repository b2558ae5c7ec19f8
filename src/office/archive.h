// Archive: a ZIP container in memory: its parts read under limits, and the same container with some parts changed.
//
// What nobody changed is copied as it is packed, so its bytes, its place in the order and its time stay; nothing is ever
// unpacked to a disk, and a part's name is a key, not a path. Damaged and encrypted containers are refused, as are
// those with two parts of one name, which different programs would read differently. libzip does the work; it is opened on first use.
//
// Memory: keeps a copy of the container. Threads: read() one at a time; with() from any thread.
#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::office {

/// Names of parts and what they hold now.
using Parts = std::map<std::string, std::string, std::less<>>;

class Archive {
 public:
  /// `most`: bytes that all parts read from it may have when unpacked.
  /// Errors: kBadPage for what is no whole ZIP container or is encrypted, kTooLong, kIo without libzip.
  static Result<std::unique_ptr<Archive>> open(std::string_view bytes, std::size_t most);
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  bool holds(std::string_view name) const;
  std::vector<std::string> names() const;  ///< of all parts, sorted
  const std::string& bytes() const { return bytes_; }
  /// The name of the first part, by which some formats are known; "" if there is none.
  const std::string& first_part() const { return first_; }
  /// A part's content. Errors: kBadPage (missing, damaged, packed in an unknown way), kTooLong.
  Result<std::string> read(std::string_view name);
  /// The container with these parts: replaced where they are there, else added behind all others.
  Result<std::string> with(const Parts& parts) const;

 private:
  struct Reading;
  Archive(std::string bytes, std::size_t most);
  Status look_over();

  std::string bytes_;
  std::size_t left_;  ///< that may still be unpacked
  std::map<std::string, std::size_t, std::less<>> index_;
  std::string first_;
  std::unique_ptr<Reading> reading_;
};

}  // namespace dragoman::office
