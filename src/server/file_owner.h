// Whose a file is that root makes for a server that is not root.
// Threads: any.
#pragma once
#include <filesystem>
#include "dragoman/result.h"

namespace dragoman::server {

/// Before `fresh` takes the place of `file`: it belongs to whoever owns `file`, else to the owner of its folder. Nothing happens where
/// this process is not root's. Errors: kIo.
Status hand_over(const std::filesystem::path& fresh, const std::filesystem::path& file);

}  // namespace dragoman::server
