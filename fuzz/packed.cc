// A sentence's translations as bytes from a file that may be damaged: what is accepted is written as the same bytes again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "translate/packed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto found = dragoman::translate::unpack(bytes, data[0]);
  if (!found) return 0;
  // Flags are 0 or 1 when written and anything when read, so the second writing is what must repeat itself.
  const auto again = dragoman::translate::unpack(dragoman::translate::pack(*found), data[0]);
  if (!again || dragoman::translate::pack(*again) != dragoman::translate::pack(*found)) std::abort();
  return 0;
}
