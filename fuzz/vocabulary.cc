// Any bytes as a SentencePiece model: an error, or a vocabulary whose ranges lie in the text it is given. The input's
// last two bytes say how many before them are a text to encode; what is left in front is the model.
// max_len: 65536
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/utf8.h"
#include "text/vocabulary.h"

namespace {

using namespace dragoman;

void check_encode(const text::Vocabulary& vocabulary, std::string_view given) {
  const text::EncodedText encoded = vocabulary.encode(given);
  if (encoded.ids.size() != encoded.ranges.size()) std::abort();
  for (const ByteRange range : encoded.ranges) {
    if (range.begin > range.end || range.end > given.size()) std::abort();
  }
  const text::DecodedText decoded = vocabulary.decode(encoded.ids);
  for (const ByteRange range : decoded.ranges) {
    if (range.begin > range.end || range.end > decoded.text.size()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMostText = 2048;
  std::string_view model(reinterpret_cast<const char*>(data), size), given;
  if (size >= 2) {
    const std::size_t wanted = data[size - 2] | std::size_t{data[size - 1]} << 8;
    model.remove_suffix(2);
    const std::size_t count = std::min({wanted, kMostText, model.size()});
    given = model.substr(model.size() - count);
    model.remove_suffix(count);
  }
  const auto vocabulary = text::Vocabulary::load(model, "fuzz");
  if (!vocabulary) return 0;
  check_encode(**vocabulary, "Caf\xC3\xA9 at 06:40, \xE2\x80\x9Csaid\xE2\x80\x9D \xF0\x9F\x9A\xA2.");
  if (!text::first_bad_utf8(given)) check_encode(**vocabulary, given);
  return 0;
}
