// Unpacks one downloaded file: gzip, Zstandard or plain, into another, with its SHA-256, under a size limit.
//
// What a file is, its first bytes say, not its name: servers that unpack .gz on the way are common.
// Threads: pure functions of the file system.
#pragma once
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string_view>
#include "dragoman/result.h"
#include "store/digest.h"

namespace dragoman::store {

enum class Packing { kNone, kGzip, kZstd };
/// Judged by the first bytes of the content.
Packing packing_of(std::string_view first_bytes);

/// Writes the unpacked content of `from` durably to `to`. Errors: kChecksum (damaged or cut short), kTooLong (unpacks
/// to more than max_bytes: a bomb or the wrong file), kNotFound, kIo, kCancelled.
Result<FileDigest> unpack_file(const std::filesystem::path& from, const std::filesystem::path& to,
                               std::uint64_t max_bytes, std::stop_token stop);

}  // namespace dragoman::store
