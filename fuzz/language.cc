// Any bytes as the name of a language: an error, or a tag that reads back as itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dragoman/language.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto language = dragoman::Language::parse({reinterpret_cast<const char*>(data), size});
  if (!language) return 0;
  const auto again = dragoman::Language::parse(language->tag());
  if (!again || !(*again == *language)) std::abort();
  return 0;
}
