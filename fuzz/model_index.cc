// Any bytes as a model index of each form: an error, or offers whose files have plain names.
// max_len: 16384
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "store/index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace store = dragoman::store;
  const auto json = store::parse_json({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!json) return 0;
  for (const auto& offers : {store::read_registry(*json, "https://example.org/models/"),
                             store::read_catalogue(*json, "https://example.org/models/"),
                             store::read_records(*json, "/nonexistent/", "https://example.org/")}) {
    for (const store::Offer& offer : offers) {
      if (!offer.problem.empty()) continue;
      for (const store::OfferedFile& file : offer.files) {
        if (file.name.empty() || file.name.find('/') != std::string::npos || file.name == "..") std::abort();
      }
    }
  }
  return 0;
}
