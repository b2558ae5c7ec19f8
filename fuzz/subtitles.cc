// Any bytes as SRT and WebVTT: untouched they come out as they went in, and with other words the frame still reads.
#include "../tests/formats/fake_placements.cc"

#include <cstdint>
#include <cstdlib>

#include "formats/formats.h"
#include "formats/subtitle_cues.h"

namespace {

using namespace dragoman;
using namespace dragoman::formats;

void check(std::string_view bytes, PageFormat format) {
  const auto document = read_subtitles(bytes, {}, format);
  if (!document) return;
  const std::string source = *(*document)->write({}, nullptr);
  const auto same = [](std::string_view text) { return std::string(text); };
  if (*(*document)->write(place_all(**document, same), nullptr) != source) std::abort();
  // Longer and shorter words than before; as many cues as before.
  for (const Words& words :
       {Words([](std::string_view text) { return std::string(text) + " and more words --> than before <b>"; }),
        Words([](std::string_view text) { return std::string(text.empty() ? "" : "x"); })}) {
    const document::Stamp stamp = stamp_to("pt", "Etiqueta");
    const std::string out = *(*document)->write(place_all(**document, words), &stamp);
    if (read_cues(out, format).times != read_cues(source, format).times) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(bytes, PageFormat::kSrt);
  check(bytes, PageFormat::kWebVtt);
  return 0;
}
