// Any bytes as Markdown: untouched it comes out as it went in; with other words, whatever they are, it has the same blocks and spans.
#include "../tests/formats/fake_placements.cc"

#include <cstdint>
#include <cstdlib>

#include "formats/formats.h"
#include "formats/markdown_items.h"

namespace {

using namespace dragoman;
using namespace dragoman::formats;

std::size_t count_leaves(std::string_view text) {
  const auto leaves = read_leaves(text, 0, {});
  return leaves ? leaves->size() : 0;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto same = [](std::string_view text) { return std::string(text); };
  const auto document = read_markdown({reinterpret_cast<const char*>(data), size}, {});
  if (!document) return 0;
  const std::string source = *(*document)->write({}, nullptr);
  if (*(*document)->write(place_all(**document, same), nullptr) != source) std::abort();
  const document::Stamp stamp = stamp_to("pt", "Etiqueta");
  for (const Words& words :
       {Words(capitals), Words([](std::string_view text) { return "1. *" + std::string(text) + "_ # [x](y)"; })}) {
    const std::string out = *(*document)->write(place_all(**document, words), nullptr);
    // Without HTML and formulas, whose blocks are judged elsewhere, as many leaves as before.
    const bool plain =
        source.find_first_of("<$") == std::string::npos && !source.starts_with("---") && !source.starts_with("+++");
    if (plain && count_leaves(out) != count_leaves(source)) std::abort();
    if (!read_markdown(*(*document)->write(place_all(**document, words), &stamp), {})) std::abort();
  }
  return 0;
}
