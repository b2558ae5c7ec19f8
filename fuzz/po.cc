// Any bytes as a catalogue: untouched it comes out as it went in, filled it still reads, and nothing is left to fill.
#include "../tests/formats/fake_placements.cc"

#include <cstdint>
#include <cstdlib>

#include "formats/formats.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  using namespace dragoman::formats;
  const auto document = read_po({reinterpret_cast<const char*>(data), size}, {});
  if (!document) return 0;
  const document::Stamp stamp = stamp_to("ar", "Etiqueta");
  const auto plain = (*document)->write({}, nullptr);
  if (!plain) std::abort();
  const auto filled = (*document)->write(place_all(**document, capitals), &stamp);
  if (!filled) return 0;  // a catalogue of another language
  const auto again = read_po(*filled, {});
  if (!again) std::abort();
  return 0;
}
