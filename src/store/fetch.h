// Brings one file here, from a server or from this machine, going on where an earlier try stopped.
//
// Threads: functions may be called from any thread for different destinations.
#pragma once
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include "dragoman/result.h"
#include "dragoman/store.h"

namespace dragoman::store {

struct FetchRequest {
  std::string address;                ///< http, https, file or a path
  std::filesystem::path destination;  ///< a broken download stays there, with "<destination>.from" beside it
  std::string name;                   ///< shown in progress
  std::uint64_t expected_bytes = 0;   ///< as the index says; 0 = unknown
  std::uint64_t max_bytes = 0;        ///< hard limit
  bool checked = false;               ///< a checksum follows: parts may be joined without the server's word for it
  StoreProgress progress;
  std::stop_token stop;
};

/// Downloads to the destination; a connection that breaks is taken up again a few times. Errors: kNetwork, kNotFound,
/// kTooLong, kIo, kCancelled; what has arrived is kept unless it is of no use.
Status fetch_file(const FetchRequest& request);

/// Forgets a download, whole or broken.
void forget_file(const std::filesystem::path& destination);

/// A small file into memory. Same errors.
Result<std::string> fetch_text(const std::string& address, std::uint64_t max_bytes, std::stop_token stop);

}  // namespace dragoman::store
