// The list of a backup: any bytes are a list or an error, and no name in it leads out of the places that it is put back to.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/backup_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman::server;  // NOLINT(google-build-using-namespace): a fuzzer
  const auto list = backup_list_in({reinterpret_cast<const char*>(data), size}, "backup.json");
  if (!list) return 0;
  for (const auto& part : list->parts) {
    const bool out = part.name.empty() || part.name.front() == '/' || part.name.find("..") != std::string::npos;
    if (out || !backup_file(part.name, {})) std::abort();
  }
  return 0;
}
