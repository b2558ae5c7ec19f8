// Bytes from outside: a view, and a reader that refuses to step over the end.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include "dragoman/result.h"

namespace dragoman::base {

/// Reads little-endian values off a view, front to back. After the first failure every read fails and `error()` tells
/// where; so a loader can read a whole header and check once.
class ByteReader {
 public:
  /// `name` of the file goes into errors; the view and the name must outlive the reader.
  ByteReader(std::string_view bytes, std::string_view name) : bytes_(bytes), name_(name) {}

  std::uint64_t u64() { return value<std::uint64_t>(); }
  std::uint32_t u32() { return value<std::uint32_t>(); }
  std::int32_t i32() { return value<std::int32_t>(); }
  /// The next `count` bytes.
  std::string_view take(std::uint64_t count) {
    if (failed_ || count > remaining()) return fail(count), std::string_view();
    std::string_view part = bytes_.substr(at_, count);
    at_ += count;
    return part;
  }
  std::size_t at() const { return at_; }
  std::size_t remaining() const { return bytes_.size() - at_; }
  bool ok() const { return !failed_; }
  /// Precondition: !ok(). A kBadModel error at the failing offset.
  Error error() const {
    return {ErrorCode::kBadModel, at_,
            std::string(name_) + " is truncated: " + std::to_string(wanted_) + " bytes wanted at byte " +
                std::to_string(at_) + ", " + std::to_string(remaining()) + " left; fetch the file again"};
  }

 private:
  template <class T>
  T value() {
    T out{};
    std::string_view part = take(sizeof(T));
    if (part.size() == sizeof(T)) std::memcpy(&out, part.data(), sizeof(T));  // little-endian hosts only, see CMake
    return out;
  }
  void fail(std::uint64_t wanted) {
    if (!failed_) wanted_ = wanted;
    failed_ = true;
  }
  std::string_view bytes_, name_;
  std::size_t at_ = 0;
  std::uint64_t wanted_ = 0;
  bool failed_ = false;
};

}  // namespace dragoman::base
