// Any bytes as the configuration of a neural voice: what is read has the bounds that the rest relies on.
// max_len: 16384
#include "piper/voice_config.h"
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto config = dragoman::piper::read_voice_config({reinterpret_cast<const char*>(data), size}, "v.onnx.json");
  if (!config) return 0;
  demand(config->rate >= 8000 && config->rate <= 96'000 && config->speakers >= 1);
  demand(config->length > 0 && config->length <= 10 && config->noise >= 0 && config->noise_width >= 0);
  demand(!config->language.empty() && !config->espeak.empty() && config->espeak.find('\n') == std::string::npos);
  for (const char32_t c : {U'^', U'_', U'$'}) demand(config->phonemes.contains(c));
  for (const auto& [phoneme, ids] : config->phonemes) {
    demand(ids.size() <= 16);
    for (const std::uint32_t id : ids) demand(id <= 65'535);
  }
  return 0;
}
