// SHA-256, by OpenSSL's libcrypto: well kept, uses the CPU's SHA instructions, and on the disk of every machine that
// can download at all.
//
// Threads: a Sha256 belongs to one thread; different objects are independent.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include "dragoman/result.h"

namespace dragoman::store {

class Sha256 {
 public:
  /// Error: kIo when libcrypto is not installed, with the package to install.
  static Result<Sha256> start();
  void update(std::string_view bytes);
  /// Ends the sum: 64 lower-case hexadecimal digits. Call once.
  std::string finish();

 private:
  struct Free {
    void operator()(void* context) const;
  };
  explicit Sha256(void* context) : context_(context) {}
  std::unique_ptr<void, Free> context_;
};

/// The sum of these bytes. Errors as Sha256::start().
Result<std::string> sha256_of(std::string_view bytes);

struct FileDigest {
  std::string sha256;  ///< 64 lower-case hexadecimal digits
  std::uint64_t bytes = 0;
};

/// Errors: kNotFound, kIo, kCancelled.
Result<FileDigest> digest_file(const std::filesystem::path& path, std::stop_token stop = {});

/// HMAC-SHA256 (RFC 2104) as 32 bytes. Errors as Sha256::start().
Result<std::string> hmac_sha256(std::string_view key, std::string_view bytes);
/// Base64 (RFC 4648, 4) with its padding. Errors as Sha256::start().
Result<std::string> base64_of(std::string_view bytes);
/// Errors: kBadArgument (no base64, or without its padding), and as Sha256::start().
Result<std::string> base64_read(std::string_view text);

/// 64 hexadecimal digits, either case?
bool looks_like_sha256(std::string_view text);

}  // namespace dragoman::store
