// Any bytes as a SentencePiece model: an error, or a vocabulary whose ranges lie in the text it is given.
// max_len: 65536
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/vocabulary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto vocabulary = dragoman::text::Vocabulary::load({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!vocabulary) return 0;
  constexpr std::string_view kText = "Caf\xC3\xA9 at 06:40, \xE2\x80\x9Csaid\xE2\x80\x9D \xF0\x9F\x9A\xA2.";
  const dragoman::text::EncodedText encoded = (*vocabulary)->encode(kText);
  for (const dragoman::ByteRange range : encoded.ranges) {
    if (range.begin > range.end || range.end > kText.size()) std::abort();
  }
  const dragoman::text::DecodedText decoded = (*vocabulary)->decode(encoded.ids);
  for (const dragoman::ByteRange range : decoded.ranges) {
    if (range.begin > range.end || range.end > decoded.text.size()) std::abort();
  }
  return 0;
}
