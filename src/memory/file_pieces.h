// A file from outside, piece by piece: regular files, pipes, /dev/stdin.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include "dragoman/result.h"

namespace dragoman::memory {

using PieceTaker = std::function<Status(std::string_view piece)>;
using PieceProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Errors: kNotFound, kIo, kCancelled, and those of `take`.
Status each_piece(const std::filesystem::path& file, const std::stop_token& stop, const PieceProgress& progress,
                  const PieceTaker& take);
/// All of it. Error: kTooLong over `most` bytes.
Result<std::string> whole_file(const std::filesystem::path& file, std::size_t most);

}  // namespace dragoman::memory
