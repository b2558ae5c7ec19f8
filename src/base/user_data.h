// Where a user's data lie (XDG Base Directory Specification): what models, memory and server have in common.
// Threads: as getenv(3).
#pragma once
#include <filesystem>

namespace dragoman::base {

/// $XDG_DATA_HOME/dragoman, a relative one being ignored; else ~/.local/share/dragoman, the home being $HOME or that of the user
/// database, since services often run without HOME. Empty if nobody knows of one.
std::filesystem::path user_data_folder();

}  // namespace dragoman::base
