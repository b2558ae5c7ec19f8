// Any bytes as an article: untouched it comes out as it went in, translated it still reads, and a second run adds nothing.
#include "../tests/formats/fake_placements.cc"

#include <cstdint>
#include <cstdlib>

#include "formats/formats.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  using namespace dragoman::formats;
  const auto same = [](std::string_view text) { return std::string(text); };
  const auto document = read_article({reinterpret_cast<const char*>(data), size}, {});
  if (!document) return 0;
  const std::string source = *(*document)->write({}, nullptr);
  if (*(*document)->write(place_all(**document, same), nullptr) != source) std::abort();
  document::Stamp stamp = stamp_to("pt", "Etiqueta");
  stamp.label_place = static_cast<LabelPlace>(size % 5);
  const std::string once = *(*document)->write(place_all(**document, capitals), &stamp);
  const auto again = read_article(once, {});
  if (!again) std::abort();
  if (*(*again)->write(place_all(**again, same), &stamp) != once) std::abort();
  return 0;
}
