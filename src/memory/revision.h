// Revision: a number that changes whenever a term or sentence of a publication does, whichever process changes it; for those who
// keep what was translated with them.
// Threads: any.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string_view>
#include "dragoman/result.h"

namespace dragoman::memory {

/// Of all languages of `space` in the memory database `file`. Errors: as Memory::open().
Result<std::int64_t> revision_of(const std::filesystem::path& file, std::string_view space);

}  // namespace dragoman::memory
