// Any bytes as a shortlist of a vocabulary of 16: an error, or candidates that lie in the vocabulary.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/shortlist.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kVocabulary = 16;
  const auto list =
      dragoman::engine::Shortlist::parse({reinterpret_cast<const char*>(data), size}, "fuzz", kVocabulary, kVocabulary);
  if (!list) return 0;
  const std::vector<dragoman::engine::TokenId> source = {0, 3, 15};
  for (const auto id : list->candidates(source, {}, true)) {
    if (id >= kVocabulary) std::abort();
  }
  return 0;
}
