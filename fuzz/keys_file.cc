// The keys' file of a server: any bytes are keys or an error that names a line, and keys come back as they were written.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/keys_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;  // NOLINT(google-build-using-namespace): a fuzzer
  const auto first = server::read_key_lines({reinterpret_cast<const char*>(data), size}, "keys");
  if (!first) return 0;
  std::string text;
  for (const ApiKeys::Entry& entry : *first) text += server::key_line(entry);
  const auto second = server::read_key_lines(text, "keys");
  const bool same = second && std::ranges::equal(*first, *second, [](const auto& a, const auto& b) {
                      return a.name == b.name && a.sha256 == b.sha256 && a.role == b.role && a.key == b.key &&
                             a.origins == b.origins && a.characters_per_month == b.characters_per_month &&
                             a.requests_per_minute == b.requests_per_minute;
                    });
  if (!same) std::abort();
  return 0;
}
